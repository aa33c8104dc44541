"""The news that a screen reads from the database's notices."""

from uuid import UUID

import pytest

from kiosk.domain.news import LOOK_AGAIN, News, Topic, read_news

OURS = UUID("8f1f3c0e-2b4a-4d53-9e4e-0a3c5f6b7d81")
OTHER = UUID("00000000-0000-0000-0000-000000000002")


def test_a_notice_names_the_table_and_the_event() -> None:
    assert read_news(f"attendance {OURS}") == News(Topic.CHECK_INS, OURS)


@pytest.mark.parametrize("topic", Topic)
def test_a_notice_without_an_event_names_the_table_alone(topic: Topic) -> None:
    assert read_news(topic.value) == News(topic, None)


@pytest.mark.parametrize(
    "words", ["", "alembic_version", f"invoices {OURS}", "attendance 7", f"attendance {OURS} more", "\x00"]
)
def test_a_notice_of_another_program_means_that_anything_may_have_changed(words: str) -> None:
    assert read_news(words) == LOOK_AGAIN == News(None, None)


def test_news_of_one_event_concern_its_page_and_no_others() -> None:
    assert News(Topic.CHECK_INS, OURS).concerns(OURS) is True
    assert News(Topic.CHECK_INS, OURS).concerns(OTHER) is False


def test_news_that_name_no_event_concern_every_page() -> None:
    assert News(Topic.EVENTS).concerns(OURS) is True
    assert LOOK_AGAIN.concerns(OTHER) is True
