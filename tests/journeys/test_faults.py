"""Faults at a door, and the screen that people see then."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.event import EventState
from kiosk.scanning.source import DevicePath, VideoFile
from kiosk.services.events import events
from kiosk.storage.store import Store
from kiosk.ui.common import theme
from tests.databases import OwnServer, own_server
from tests.journeys.stand import ANA, EVENT_CODE, Evening, Film, Visitor, standing

NO_CAMERA = DevicePath("/dev/no-such-camera")


def test_without_a_camera_typed_codes_and_walk_ins_still_work(qtbot: QtBot, evening: Evening) -> None:
    with standing(qtbot, evening, NO_CAMERA) as visitor:
        visitor.waits_for(lambda: "type" in _camera_words(visitor).lower())
        visitor.types(EVENT_CODE)
        visitor.waits_for_outcomes("CHECKED_IN")
        visitor.window.overlay.dismiss()
        visitor.taps("Walk-in")
        visitor.waits_for_outcomes("CHECKED_IN", "CHECKED_IN")
    assert sorted(evening.rows()) == [(None, "BUTTON", "Door A"), (None, "TYPED", "Door A")]


def test_a_door_follows_an_organizer_who_closes_the_event_elsewhere(qtbot: QtBot, evening: Evening) -> None:
    with standing(qtbot, evening, NO_CAMERA) as visitor:
        assert "Open" in _status_words(visitor)
        events.set_event_state(evening.store, EVENT_CODE, EventState.CLOSED)
        visitor.waits_for(lambda: "Closed" in _status_words(visitor))
        events.set_event_state(evening.store, EVENT_CODE, EventState.OPEN)
        visitor.waits_for(lambda: "Open" in _status_words(visitor))


@pytest.mark.complains("could not be recorded|cannot be read")
def test_a_lost_database_shows_no_false_welcome_and_loses_no_check_in_when_it_is_back(
    qtbot: QtBot, losable: "Losable"
) -> None:
    evening = losable.evening
    with standing(qtbot, evening, NO_CAMERA) as visitor:
        visitor.types(EVENT_CODE)
        visitor.waits_for_outcomes("CHECKED_IN")
        losable.lose()
        visitor.types(ANA)
        look = visitor.waits_to_see("Not checked in")
        assert look.colour == theme.FAILURE
        visitor.waits_for_outcomes("CHECKED_IN")
        losable.bring_back()
        visitor.window.overlay.dismiss()
        visitor.types(ANA)
        visitor.waits_for_outcomes("CHECKED_IN", "CHECKED_IN")
    assert evening.rows() == [(None, "TYPED", "Door A"), ("Ana Ionescu", "TYPED", "Door A")]


@pytest.mark.complains("the centre .* does not answer")
def test_while_postgresql_is_down_the_door_goes_on_and_shows_it_calmly(qtbot: QtBot) -> None:
    with _postgres() as (own, evening), standing(qtbot, evening, NO_CAMERA) as visitor:
        visitor.types(EVENT_CODE)
        visitor.waits_for_outcomes("CHECKED_IN")
        visitor.waits_for(lambda: "as of" not in _status_words(visitor))
        own.kill()
        visitor.waits_for(lambda: "Offline" in _status_words(visitor))
        visitor.types(ANA)
        assert visitor.waits_to_see("Ana Ionescu").colour == theme.SUCCESS
        assert [answer.is_saved_here for answer in visitor.answers] == [False, True]
        own.start()
        visitor.waits_for(lambda: "Online" in _status_words(visitor))
        arrived = [(None, "TYPED", "Door A"), ("Ana Ionescu", "TYPED", "Door A")]
        visitor.waits_for(lambda: evening.rows() == arrived)


@pytest.mark.complains("could not be recorded|cannot be read")
def test_a_pass_still_held_up_when_the_database_is_back_is_read_again(
    qtbot: QtBot, losable: "Losable", film: Film
) -> None:
    evening = losable.evening
    with standing(qtbot, evening, VideoFile(film.of(*[ANA] * 6))) as visitor:
        losable.lose()
        visitor.waits_to_see("Not checked in")
        losable.bring_back()
        visitor.waits_for(lambda: bool(visitor.answers))
    assert evening.rows() == [("Ana Ionescu", "CAMERA", "Door A")]


class Losable:
    """A database that can be made unavailable and available again."""

    def __init__(self, evening: Evening, lose: Callable[[], None], bring_back: Callable[[], None]) -> None:
        self.evening = evening
        self.lose = lose
        self.bring_back = bring_back


@pytest.fixture
def losable(tmp_path: Path) -> Iterator[Losable]:
    """Yields a SQLite file that another program can lock: a copy, a virus scanner, a forgotten tool."""
    url = f"sqlite:///{tmp_path / 'kiosk.sqlite'}"
    with (
        contextlib.closing(_migrated(url)) as store,
        contextlib.closing(sqlite3.connect(tmp_path / "kiosk.sqlite", isolation_level=None)) as other,
    ):
        evening = Evening(store, url)
        evening.register(ANA)
        yield Losable(evening, lambda: _run(other, "BEGIN EXCLUSIVE"), lambda: _run(other, "ROLLBACK"))


@contextlib.contextmanager
def _postgres() -> Iterator[tuple[OwnServer, Evening]]:
    with own_server() as own, own.server.database() as url, contextlib.closing(_migrated(url)) as store:
        evening = Evening(store, url)
        evening.register(ANA)
        yield own, evening


def _run(connection: sqlite3.Connection, statement: str) -> None:
    connection.execute(statement)


def _migrated(url: str) -> Store:
    store = Store.open(url)
    store.upgrade()
    return store


def _camera_words(visitor: Visitor) -> str:
    return visitor.window.camera.accessibleName()


def _status_words(visitor: Visitor) -> str:
    return visitor.window.status.accessibleName()
