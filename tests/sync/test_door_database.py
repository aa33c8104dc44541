"""A door of a PostgreSQL server makes its own database, alone, and opens without the server the next time."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from kiosk.app.door_database import opened_door_database
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.refusals.events.events import NoEventWithCode
from kiosk.domain.refusals.machine.doors import DoorDatabaseInUse
from kiosk.services.check_in.event_door import EventDoor
from kiosk.settings import Settings, load_settings
from tests.refusals import refuses
from tests.storage.raw import foreign_program, run
from tests.sync.venue import Venue
from tests.waiting import until

NOWHERE = "postgresql://nobody@127.0.0.1:1/kiosk"


@pytest.fixture
def settings(venue: Venue, tmp_path: Path) -> Settings:
    """Returns the options of a door of the venue, whose own database is not made yet."""
    values = {
        "database_url": SecretStr(venue.url),
        "door_database": tmp_path / "new" / "door.sqlite",
        "name": "Door A",
    }
    return load_settings().model_copy(update=values)


@contextmanager
def opened(settings: Settings, code: str = "WS001") -> Iterator[EventDoor]:
    with opened_door_database(settings, code) as (database, link):
        assert link is not None
        yield EventDoor(database, code, settings.name, None, link.now, link=link)


def is_open(door: EventDoor) -> bool:
    try:
        view = door.view()
    except StorageUnavailable:
        return False
    return view.link is not None and view.link.roster_at is not None


def test_the_first_start_makes_a_database_that_only_its_owner_reads(settings: Settings) -> None:
    with opened(settings) as door:
        assert until(lambda: is_open(door))
    for file in settings.door_database.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_second_program_on_the_same_database_is_refused(settings: Settings) -> None:
    with opened(settings), refuses(DoorDatabaseInUse(str(settings.door_database))), opened(settings):
        pytest.fail("two programs use one outbox")


def test_a_program_may_use_it_when_the_other_one_has_ended(settings: Settings) -> None:
    for _ in range(2):
        with opened(settings) as door:
            assert until(lambda: is_open(door))


def test_without_its_server_a_door_that_knows_its_event_opens_at_once(settings: Settings) -> None:
    with opened(settings) as door:
        assert until(lambda: is_open(door))
    alone = settings.model_copy(update={"database_url": SecretStr(NOWHERE)})
    with opened(alone) as door:
        view = door.view()
    assert view.event.code == "WS001"
    assert view.link is not None
    assert not view.link.is_online


def test_a_door_that_was_never_online_waits_for_its_server(settings: Settings) -> None:
    alone = settings.model_copy(update={"database_url": SecretStr(NOWHERE)})
    with opened(alone) as door, pytest.raises(StorageUnavailable):
        door.view()


def test_a_code_that_no_event_has_is_refused(settings: Settings) -> None:
    with opened(settings, "NOPE") as door, refuses(NoEventWithCode("NOPE")):
        door.view()


def test_a_centre_that_was_not_upgraded_is_no_centre(settings: Settings, empty_postgres_url: str) -> None:
    empty = settings.model_copy(update={"database_url": SecretStr(empty_postgres_url)})
    with opened(empty) as door, pytest.raises(StorageUnfit):
        door.view()


def test_a_database_of_a_newer_program_is_left_alone(settings: Settings) -> None:
    with opened(settings) as door:
        assert until(lambda: is_open(door))
    with foreign_program(f"sqlite:///{settings.door_database}") as connection:
        run(connection, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageUnfit), opened(settings):
        pytest.fail("it was opened")


def test_a_file_in_the_folders_place_is_one_sentence(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("no folder")
    with pytest.raises(StorageUnavailable), opened(settings):
        pytest.fail("it was opened")
