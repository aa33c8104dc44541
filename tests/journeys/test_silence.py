"""A database that stops answering without closing its connections, as people at the door see it."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app.rehearsal.network import Link, linked
from kiosk.scanning.source import DevicePath, VideoFile
from kiosk.storage.store import Store
from kiosk.ui.common import theme
from tests.databases import OwnServer, own_server
from tests.journeys.stand import ANA, EVENT_CODE, Evening, Film, opening, standing
from tests.screen import real_screen
from tests.sync.venue import cut_off
from tests.waiting import until

NO_CAMERA = DevicePath("/dev/no-such-camera")


@pytest.fixture(scope="module")
def stopped_server() -> Iterator[OwnServer]:
    """A separate PostgreSQL server, which this module stops and continues as a whole."""
    with own_server() as own:
        yield own


@cut_off
def test_while_postgresql_is_stopped_people_get_in_and_each_check_in_arrives_once(
    qtbot: QtBot, stopped_server: OwnServer
) -> None:
    with stopped_server.server.database() as url, contextlib.closing(Store.open(url)) as store:
        store.upgrade()
        evening = Evening(store, url)
        with standing(qtbot, evening, NO_CAMERA) as visitor:
            status = visitor.window.status
            visitor.taps("Walk-in")
            visitor.waits_for_outcomes("CHECKED_IN")
            visitor.window.overlay.dismiss()
            stopped_server.pause()
            try:
                visitor.waits_for(lambda: "Offline" in status.accessibleName())
                visitor.waits_for(status.walk_in.isEnabled)
                visitor.taps("Walk-in")
                assert visitor.waits_to_see("Welcome").colour == theme.SUCCESS
                visitor.waits_for_outcomes("CHECKED_IN", "CHECKED_IN")
                assert visitor.answers[-1].is_saved_here
            finally:
                stopped_server.resume()
            visitor.waits_for(lambda: "Online" in status.accessibleName())
            visitor.waits_for(lambda: evening.rows() == [(None, "BUTTON", "Door A")] * 2)


@cut_off
def test_an_event_code_that_is_held_up_through_lost_answers_is_one_walk_in(
    qtbot: QtBot, postgres_url: str, film: Film
) -> None:
    with linked(postgres_url) as link, contextlib.closing(Store.open(postgres_url)) as store:
        evening = Evening(store, link.url)
        # Requests arrive, answers do not: what the centre has recorded, the door has to send again.
        with standing(qtbot, evening, VideoFile(film.of(*[EVENT_CODE] * 6))) as visitor:
            link.silence(requests=False)
            visitor.waits_for(lambda: any(answer.is_saved_here for answer in visitor.answers))
            visitor.waits_for(lambda: "Offline" in visitor.window.status.accessibleName())
            link.cut()
            link.restore()
            visitor.waits_for(lambda: "Online" in visitor.window.status.accessibleName())
            visitor.waits_for(lambda: len(evening.rows()) == len(visitor.answers))


@pytest.mark.complains("cannot be read")
def test_a_door_that_starts_before_its_database_opens_by_itself(
    qtbot: QtBot, postgres_url: str, film: Film
) -> None:
    with linked(postgres_url) as link, contextlib.closing(Store.open(postgres_url)) as store:
        evening = Evening(store, link.url)
        evening.register(ANA)
        link.silence()
        with opening(qtbot, evening, VideoFile(film.of(*[ANA] * 8))) as visitor:
            words = visitor.window.start_page.accessibleName
            assert visitor.window.start_page.isVisible()
            visitor.waits_for(lambda: "no answer since" in words())
            assert "127.0.0.1" not in words()
            link.restore()
            visitor.waits_for(lambda: bool(visitor.answers))
        assert [answer.name for answer in visitor.answers][:1] == ["Ana Ionescu"]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_a_door_and_a_desk_end_at_once_while_their_database_is_silent(
    postgres_url: str, tmp_path: Path, end: signal.Signals
) -> None:
    with linked(postgres_url) as link, real_screen() as screen:
        link.silence()
        for command in (["door", "--event", EVENT_CODE, "--camera", "/dev/no-such-camera"], ["desk"]):
            with _program(command, link, screen.display, tmp_path) as program:
                assert until(lambda: screen.colours() != {"#000000"}, 30)  # its window is shown
                program.send_signal(end)
                # Otherwise it would wait for the server until the keepalives fail, or without end.
                assert program.wait(timeout=10) == 0


@contextlib.contextmanager
def _program(command: list[str], link: Link, display: str, home: Path) -> "Iterator[subprocess.Popen[bytes]]":
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    surroundings = {
        "HOME": str(home),
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "KIOSK_DATABASE_URL": link.url,
        "PYTHONPATH": str(Path.cwd()),
    }
    arguments = [sys.executable, "-m", "kiosk", *command]
    with subprocess.Popen(arguments, env={**kept, **surroundings}) as program:  # noqa: S603 -- our own program
        try:
            yield program
        finally:
            program.kill()
