"""Refreshes after changes in the database: few for many changes, none missed, none in an outage."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.event import EventState
from kiosk.domain.news import News, Topic
from kiosk.services.events.events import set_event_state
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.shell.change_feed import ChangeFeed
from tests.services.world import World
from tests.storage.raw import foreign_program, run


class Shown:
    """A follower that counts its refreshes, with the instant of each in milliseconds."""

    def __init__(self, topic: Topic, look_milliseconds: int = 60_000) -> None:
        self.look_milliseconds = look_milliseconds
        self.topic = topic
        self.refreshes: list[int] = []
        self.since = QElapsedTimer()
        self.since.start()

    def concerns(self, news: News) -> bool:
        return news.topic in {None, self.topic}

    def refresh(self) -> None:
        self.refreshes.append(self.since.elapsed())


@pytest.fixture
def work(world: World) -> Iterator[DatabaseWorker]:
    made = DatabaseWorker(world.store)
    yield made
    made.shutdown()
    made.deleteLater()


@pytest.fixture
def feed(work: DatabaseWorker) -> Iterator[ChangeFeed]:
    made = ChangeFeed(work, work)
    yield made
    made.stop()


def followed(feed: ChangeFeed, shown: Shown, qtbot: QtBot) -> Shown:
    """Returns a follower that was refreshed once, when the feed started to listen."""
    feed.follow(shown)
    qtbot.waitUntil(lambda: bool(shown.refreshes), timeout=15_000)
    shown.refreshes.clear()
    return shown


def test_a_rush_refreshes_a_few_times_a_second_and_its_end_is_not_missed(
    feed: ChangeFeed, database_url: str, qtbot: QtBot
) -> None:
    shown = followed(feed, Shown(Topic.CHECK_INS), qtbot)
    began = shown.since.elapsed()
    with foreign_program(database_url) as other:
        for _ in range(100):
            run(other, "INSERT INTO attendance (event_id) SELECT id FROM events")
            QApplication.processEvents()
    last_row = shown.since.elapsed()
    qtbot.waitUntil(lambda: bool(shown.refreshes) and shown.refreshes[-1] >= last_row, timeout=15_000)
    took = shown.since.elapsed() - began
    assert len(shown.refreshes) <= took / 190 + 1  # every 200 ms; Qt's timers may be 5 % early


def test_news_of_another_topic_cause_a_refresh_only_where_the_database_names_no_topic(
    feed: ChangeFeed, database_url: str, qtbot: QtBot
) -> None:
    shown = followed(feed, Shown(Topic.CHECK_INS), qtbot)
    with foreign_program(database_url) as other:
        run(other, "UPDATE users SET name = 'Olga B.'")
        if database_url.startswith("sqlite"):  # any commit may concern the contents
            qtbot.waitUntil(lambda: len(shown.refreshes) == 1, timeout=15_000)
        run(other, "INSERT INTO attendance (event_id) SELECT id FROM events")
    expected = 2 if database_url.startswith("sqlite") else 1
    qtbot.waitUntil(lambda: len(shown.refreshes) == expected, timeout=15_000)


def test_this_desks_own_changes_refresh_at_once_without_news_from_the_database(
    work: DatabaseWorker, feed: ChangeFeed, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "watch", lambda _report: _Silent())
    shown = Shown(Topic.EVENTS)
    feed.follow(shown)
    work.ask(
        lambda store: set_event_state(store, "WS001", EventState.CLOSED),
        success=lambda _: None,
        failure=lambda _: None,
        asker=feed,
    )
    qtbot.waitUntil(lambda: bool(shown.refreshes), timeout=15_000)


def test_no_refresh_starts_while_a_query_has_no_answer(
    work: DatabaseWorker, feed: ChangeFeed, qtbot: QtBot, world: World
) -> None:
    idle = DatabaseWorker(world.store, work)
    control_feed = ChangeFeed(idle, idle)
    control = followed(control_feed, Shown(Topic.CHECK_INS, look_milliseconds=50), qtbot)
    shown = followed(feed, Shown(Topic.CHECK_INS, look_milliseconds=50), qtbot)
    is_answered = threading.Event()
    answers: list[None] = []
    work.ask(
        lambda _database: is_answered.wait(20),
        success=lambda _: answers.append(None),
        failure=lambda _: None,
        asker=feed,
    )
    shown.refreshes.clear()
    control.refreshes.clear()
    qtbot.waitUntil(lambda: len(control.refreshes) > 5, timeout=15_000)
    assert shown.refreshes == []
    control_feed.stop()
    idle.shutdown()
    is_answered.set()
    qtbot.waitUntil(lambda: bool(answers) and bool(shown.refreshes), timeout=15_000)


def test_a_page_is_refreshed_at_intervals_without_news(
    work: DatabaseWorker, feed: ChangeFeed, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "watch", lambda _report: _Silent())
    shown = Shown(Topic.CHECK_INS, look_milliseconds=50)
    feed.follow(shown)
    qtbot.waitUntil(lambda: len(shown.refreshes) > 1, timeout=15_000)
    other = Shown(Topic.CHECK_INS, look_milliseconds=50)
    feed.follow(other)
    shown.refreshes.clear()
    qtbot.waitUntil(lambda: len(other.refreshes) > 3, timeout=15_000)
    assert shown.refreshes == [], "it is followed no more"


class _Silent(QObject):
    """A watch without news, as behind a connection pooler."""

    def stop(self) -> None:
        pass

    def join(self) -> None:
        pass
