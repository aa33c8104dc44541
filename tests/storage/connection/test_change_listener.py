"""Changes by this program and by others are reported, also after an outage, but not after the end."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.news import LOOK_AGAIN, News, Topic, read_news
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.services.events.events import create_group
from kiosk.services.live.change_feed import watch
from kiosk.storage.store import Store
from tests.databases import own_server
from tests.services.world import World
from tests.storage.raw import ask, foreign_program, is_sqlite, run

_DEADLINE_SECONDS = 20


class Received:
    """The news that a watch reported."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self._changed = threading.Condition()

    def add(self, news: News) -> None:
        with self._changed:
            self.news.append(news)
            self._changed.notify_all()

    def wait_for(self, is_there: Callable[[list[News]], bool]) -> list[News]:
        """Returns the news so far as soon as the condition is true; fails at the deadline."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_there(self.news), _DEADLINE_SECONDS), self.news
            return list(self.news)

    def forget(self) -> None:
        with self._changed:
            self.news.clear()


@contextmanager
def watched(store: Store) -> Iterator[Received]:
    """Yields the news of a watch that has started."""
    received = Received()
    watching = watch(store, received.add)
    try:
        assert received.wait_for(bool)[0] == LOOK_AGAIN
        received.forget()
        yield received
    finally:
        watching.stop()
        watching.join()


def has_news_of(event_id: UUID, topic: Topic = Topic.CHECK_INS) -> Callable[[list[News]], bool]:
    """Returns the condition that news of an event were reported; on SQLite, that anything changed."""
    return lambda news: any(each in {News(topic, event_id), LOOK_AGAIN} for each in news)


def test_a_check_in_is_reported(store: Store) -> None:
    world = World(store)
    with watched(store) as received:
        world.check_in(None)
        received.wait_for(has_news_of(world.event.id))


def test_rows_that_another_program_writes_are_reported(store: Store, database_url: str) -> None:
    world = World(store)
    with watched(store) as received, foreign_program(database_url) as other:
        event_id = ask(other, "SELECT id FROM events")
        for statement in (
            "INSERT INTO attendance (event_id) VALUES (:event_id)",
            "UPDATE attendance SET timestamp = '2026-11-26 16:00:00.000000' WHERE event_id = :event_id",
            "DELETE FROM attendance WHERE event_id = :event_id",
        ):
            received.forget()
            run(other, statement, event_id=event_id)
            received.wait_for(has_news_of(world.event.id))


def test_a_refusal_and_a_closed_event_are_reported(store: Store) -> None:
    world = World(store)
    with watched(store) as received:
        world.check_in("nobody's code")
        received.wait_for(has_news_of(world.event.id, Topic.SCANS))
        received.forget()
        with store.write() as transaction:
            transaction.events.lock_for_no_key_update(world.event.id)
            transaction.guests.add(world.event.id, transaction.accounts.organizers()[0].id)
        received.wait_for(has_news_of(world.event.id, Topic.GUEST_LISTS))


@pytest.mark.parametrize(
    ("topic", "statement"),
    [
        (Topic.GROUPS, "UPDATE event_groups SET name = 'Winter'"),
        (
            Topic.SHARES,
            "INSERT INTO shares (event_id, organizer_id) SELECT events.id, users.id FROM events, users",
        ),
        (Topic.PEOPLE, "UPDATE users SET name = 'Olga B.'"),
        (
            Topic.PASSES,
            "INSERT INTO passes (participant_id, token_hash) SELECT id, 'a' FROM users",
        ),
        (Topic.KIOSKS, "INSERT INTO kiosks (name) VALUES ('Door A')"),
        (Topic.AUDIT, "DELETE FROM changes"),
    ],
)
def test_a_change_of_a_table_that_belongs_to_no_event_is_reported(
    store: Store, database_url: str, topic: Topic, statement: str
) -> None:
    World(store)
    with watched(store) as received, foreign_program(database_url) as other:
        run(other, statement)
        assert received.wait_for(bool)[0] in {News(topic), LOOK_AGAIN}


def test_every_topic_has_a_trigger_that_sends_it(postgres_url: str) -> None:
    with foreign_program(postgres_url) as connection:
        for topic in Topic:
            found = ask(
                connection, "SELECT count(*) FROM pg_trigger WHERE tgname = :name", name=f"{topic}_news"
            )
            assert found == 1, topic


def test_a_store_reports_what_its_own_committed_transactions_changed(store: Store) -> None:
    world = World(store)
    reported: list[News] = []
    own = store.reporting(reported.append)
    with own.read() as transaction:
        olga = transaction.accounts.organizers()[0]
    assert reported == []
    with pytest.raises(Refused):
        _add_and_give_up(own, world.event.id, olga.id)
    assert reported == [], "it was rolled back"
    create_group(own.acting_for(olga), name="Winter")
    assert set(reported) == {News(Topic.GROUPS), News(Topic.AUDIT)}
    reported.clear()
    world.check_in(None)  # by the other store
    assert reported == []


def _add_and_give_up(store: Store, event_id: UUID, person_id: UUID) -> None:
    with store.write() as transaction:
        transaction.guests.add(event_id, person_id)
        raise Refused(Blank(Field.REASON))


def test_a_change_that_is_rolled_back_is_not_reported(store: Store, database_url: str) -> None:
    world = World(store)
    with watched(store) as received, foreign_program(database_url) as other:
        run(other, "BEGIN")
        run(other, "INSERT INTO guests (event_id, participant_id) SELECT e.id, u.id FROM events e, users u")
        run(other, "ROLLBACK")
        world.check_in(None)  # the control: the next change is reported
        news = received.wait_for(has_news_of(world.event.id))
        assert is_sqlite(other) or Topic.GUEST_LISTS not in {each.topic for each in news}


def test_a_stopped_listener_reports_nothing(store: Store) -> None:
    world = World(store)
    with watched(store) as control:
        with watched(store) as received:
            pass
        world.check_in(None)
        control.wait_for(has_news_of(world.event.id))
        assert received.news == []


@pytest.mark.complains("news of the database .* stopped")
def test_after_an_outage_it_listens_again_and_reports_look_again() -> None:
    with own_server() as own, own.server.database() as url:
        store = Store.open(url)
        store.upgrade()
        world = World(store)
        with watched(store) as received:
            own.kill()
            own.start()
            received.wait_for(lambda news: LOOK_AGAIN in news)
            received.forget()
            store.close()  # the pool's connections belong to the server that was killed
            world.check_in(None)
            received.wait_for(has_news_of(world.event.id))
        store.close()


@pytest.mark.complains("news of the database .* stopped")
def test_a_watch_that_never_reached_its_server_can_be_stopped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store.open(f"postgresql://nobody@/nothing?host={tmp_path}")
    received = Received()
    watching = watch(store, received.add)
    give_up_at = time.monotonic() + _DEADLINE_SECONDS
    while not caplog.records and time.monotonic() < give_up_at:
        threading.Event().wait(0.01)
    watching.stop()
    watching.stop()
    watching.join()
    store.close()
    assert received.news == []


@pytest.mark.complains("news of the database .* stopped")
def test_a_file_that_was_not_a_database_for_a_while_is_watched_again(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store.open(sqlite_url)
    world = World(store)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with watched(store) as received:
        store.close()
        kept = file.rename(tmp_path / "kept.sqlite")
        file.write_bytes(b"this is no database" * 100)
        give_up_at = time.monotonic() + _DEADLINE_SECONDS
        while not caplog.records and time.monotonic() < give_up_at:
            threading.Event().wait(0.01)
        received.forget()
        kept.replace(file)
        received.wait_for(lambda news: LOOK_AGAIN in news)
        received.forget()
        world.check_in(None)
        received.wait_for(has_news_of(world.event.id))
    store.close()


def test_watching_does_not_create_a_missing_file(tmp_path: Path) -> None:
    file = tmp_path / "later.sqlite"
    store = Store.open(f"sqlite:///{file}")
    received = Received()
    watching = watch(store, received.add)
    assert not file.exists()
    store.upgrade()
    received.wait_for(lambda news: LOOK_AGAIN in news)
    watching.stop()
    watching.join()
    store.close()


def test_a_file_that_vanishes_is_reported_and_its_return_too(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url)
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    with watched(store) as received:
        kept = file.rename(tmp_path / "kept.sqlite")
        received.wait_for(lambda news: LOOK_AGAIN in news)
        received.forget()
        assert not file.exists()
        kept.rename(file)
        received.wait_for(lambda news: LOOK_AGAIN in news)
    store.close()


def test_a_notice_of_another_program_on_the_channel_means_look_again() -> None:
    event_id = uuid4()
    assert read_news(f"attendance {event_id}") == News(Topic.CHECK_INS, event_id)
    assert read_news("users") == News(Topic.PEOPLE)
    assert [read_news(words) for words in ("", "avatars", "attendance x", "a b c")] == [LOOK_AGAIN] * 4
    assert News(Topic.CHECK_INS, event_id).concerns(event_id)
    assert not News(Topic.CHECK_INS, event_id).concerns(uuid4())
    assert LOOK_AGAIN.concerns(event_id)
