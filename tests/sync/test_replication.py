"""A check-in is confirmed when the synchronous standby has it, and survives the loss of the primary."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url

from kiosk.app.rehearsal.network import linked
from kiosk.domain.check_in.command import CommandState
from kiosk.domain.check_in.scan import Method
from kiosk.domain.clock import utc_now
from kiosk.storage.centre import centre
from kiosk.storage.connection import deadline
from kiosk.storage.store import Store
from tests.databases import OwnServer, PostgresServer, own_server, upgrade
from tests.replication import STANDBY, standby_of
from tests.services.world import World
from tests.storage.raw import ask, foreign_program
from tests.sync.venue import Door, Venue, cut_off
from tests.waiting import until

LONG = 30

WAITING = "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()"


@pytest.fixture(scope="module")
def primary() -> Iterator[OwnServer]:
    with own_server() as own:
        own.server.run(
            "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()", "CREATE DATABASE template_kiosk"
        )
        upgrade(own.server.url("template_kiosk"))
        yield own


@pytest.fixture
def replicated(primary: OwnServer, sqlite_template: Path, tmp_path: Path) -> Iterator[Venue]:
    """Yields a venue on a server whose commits may have to wait for a standby."""
    with primary.server.database(template="template_kiosk") as url:
        venue = Venue(World(Store.open(url), now=utc_now()), url, sqlite_template, tmp_path)
        try:
            yield venue
        finally:
            wait_for_standby(primary.server, "")
            venue.close()
            venue.world.store.close()


def wait_for_standby(server: PostgresServer, name: str) -> None:
    """Makes every commit of the server wait for the standby of this name; an empty one for none."""
    server.run(f"ALTER SYSTEM SET synchronous_standby_names = '{name}'", "SELECT pg_reload_conf()")
    shown = "SELECT current_setting('synchronous_standby_names')"
    with foreign_program(server.url("postgres")) as connection:
        assert until(lambda: ask(connection, shown) == name)


def waiting(venue: Venue) -> int:
    """Returns how many commits wait for the standby."""
    with foreign_program(venue.url) as connection:
        return int(ask(connection, f"SELECT count(*) {WAITING}"))


def cancel_waits(venue: Venue) -> None:
    """Ends each wait for the standby, as an administrator does."""
    with foreign_program(venue.url) as connection:
        assert ask(connection, f"SELECT count(pg_cancel_backend(pid)) {WAITING}") == 1


def door_that_waits(venue: Venue, server: PostgresServer, url: str | None = None) -> Door:
    """Returns a door of which a check-in is committed at the centre, but not at the standby."""
    door = venue.open_door("Door A", url)
    assert until(lambda: door.status.is_online)
    wait_for_standby(server, STANDBY)
    assert door.check_in(None, Method.BUTTON).is_saved_here
    assert until(lambda: waiting(venue) == 1)
    return door


@cut_off
def test_a_commit_that_did_not_wait_for_the_standby_to_the_end_is_not_confirmed(
    replicated: Venue, primary: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "PING_SECONDS", LONG)  # the administrator is quicker than the door
    door = door_that_waits(replicated, primary.server)
    cancel_waits(replicated)
    assert until(lambda: not door.status.is_online)
    assert door.states() == [CommandState.PENDING]
    assert len(replicated.rows()) == 1  # it is committed there, and nowhere else
    wait_for_standby(primary.server, "")
    assert until(door.is_idle, LONG)
    assert door.states() == [CommandState.RECORDED]
    assert len(replicated.rows()) == 1


def test_without_the_warning_it_would_count_as_confirmed(
    replicated: Venue, primary: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "PING_SECONDS", LONG)
    monkeypatch.setattr(centre, "_SYNC_WAIT", "no function")
    door = door_that_waits(replicated, primary.server)
    cancel_waits(replicated)
    assert until(door.is_idle)


@pytest.mark.complains("the centre is another or an older one")
@cut_off
def test_doors_follow_a_standby_that_is_promoted(
    replicated: Venue, primary: OwnServer, request: pytest.FixtureRequest
) -> None:
    database = str(make_url(replicated.url).database)
    with folder_for_standby() as folder:
        copy_url = f"postgresql://postgres@/{database}?host={folder}"
        with linked(replicated.url) as first, linked(copy_url) as second:
            ports = [make_url(each.url).port for each in (first, second)]
            servers = ",".join(f"127.0.0.1:{port}" for port in ports)
            door = door_that_waits(replicated, primary.server, f"postgresql://postgres@{servers}/{database}")
            assert until(lambda: not door.status.is_online)  # its socket was closed at the deadline
            assert waiting(replicated) >= 1  # but the commit goes on: it was not cancelled
            with standby_of(primary, folder) as standby:
                assert until(door.is_idle, LONG)
                wait_for_standby(standby.server, "")  # it copied the setting, too
                primary.kill()
                request.addfinalizer(primary.start)
                assert door.check_in(None, Method.BUTTON).is_checked_in
                standby.server.run("SELECT pg_promote()")
                assert until(door.is_idle, LONG)
                with foreign_program(standby.server.url(database)) as connection:
                    assert ask(connection, "SELECT count(*) FROM attendance") == 2
                door.end()


@contextmanager
def folder_for_standby() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kiosk-postgres-"))
    folder.chmod(0o755)
    try:
        yield folder / "copy"
    finally:
        shutil.rmtree(folder)
