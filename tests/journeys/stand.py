"""A stand at the entrance: the whole program, and a visitor who looks at it and touches it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from kiosk.app.door import opened_door
from kiosk.app.door_database import opened_door_database
from kiosk.domain.check_in.scan import Answer
from kiosk.domain.clock import utc_now
from kiosk.domain.people.passes import Renewal, mint_token, token_hash
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import Source
from kiosk.services.people import people
from kiosk.settings import Settings, load_settings
from kiosk.storage.store import Store
from kiosk.sync.syncer import Syncer
from kiosk.ui.door.controller import DoorController
from kiosk.ui.door.labels import Look
from tests.services.world import World

PATIENCE_MS = 30_000
"""The time limit in milliseconds for an expected event; far longer than it takes."""

EVENT_CODE = "WS001"


def known_token(name: str) -> str:
    """Returns a pass token that is the same in each run, so that its clip is made once."""
    return mint_token(lambda length: sha256(name.encode()).digest()[:length])


ANA = known_token("Ana Ionescu")


class Film:
    """Clips of codes held up to a camera, each made once a session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, *texts: str) -> Path:
        """Returns a video file in which these codes are held up one after another."""
        path = self._folder / f"{sha256(repr(texts).encode()).hexdigest()[:16]}.avi"
        if not path.exists():
            command = [sys.executable, "-m", "tests.journeys.clips", str(path), *texts]
            subprocess.run(command, check=True)  # noqa: S603 -- our own program
        return path


class Evening(World):
    """An organisation whose event begins in six minutes of real time."""

    def __init__(self, store: Store, url: str) -> None:
        super().__init__(store, now=utc_now().replace(microsecond=0))
        self.url = url

    def register(self, token: str, name: str = "Ana Ionescu", email: str = "ana@example.org") -> None:
        """Adds a participant with this pass, whose clip may exist already."""
        person = people.add_participant(self.store, name=name, email=email)
        with self.store.write() as transaction:
            transaction.passes.renew([Renewal(person.id, token_hash(token))], self.now)


class Visitor:
    """A person at the stand, who sees only what the window shows."""

    def __init__(self, qtbot: QtBot, door: DoorController) -> None:
        self._qtbot = qtbot
        self.door = door
        self.window = door.window
        self.answers: list[Answer] = []
        door.answered.connect(self.answers.append)

    @property
    def sees(self) -> Look | None:
        """Returns the look that covers the screen; None when nothing does."""
        overlay = self.window.overlay
        return overlay.look if overlay.isVisible() else None

    def waits_for(self, happened: Callable[[], bool]) -> None:
        """Waits until a condition is true."""
        self._qtbot.waitUntil(happened, timeout=PATIENCE_MS)

    def waits_to_see(self, title: str) -> Look:
        """Waits until a look with this title covers the screen, and returns it."""
        self.waits_for(lambda: self.sees is not None and title in self.sees.title)
        look = self.sees
        assert look is not None
        return look

    def waits_for_outcomes(self, *outcomes: str) -> None:
        """Waits for as many answers as these outcomes, and checks that they are these."""
        self.waits_for(lambda: len(self.answers) >= len(outcomes))
        assert [str(answer.outcome) for answer in self.answers] == list(outcomes)

    def taps(self, words: str) -> None:
        """Taps the button with these words."""
        buttons = [
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.isVisible() and words in each.accessibleName()
        ]
        assert len(buttons) == 1, [
            each.accessibleName() for each in self.window.findChildren(QAbstractButton)
        ]
        self._qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def types(self, text: str) -> None:
        """Types on a keyboard, or holds a badge under a hand scanner, and presses Enter."""
        for character in text:  # each key goes to the widget that has the focus then
            self._qtbot.keyClicks(self.window.focusWidget(), character)
        self._qtbot.keyClick(self.window.focusWidget(), Qt.Key.Key_Return)


@contextmanager
def door_database(world: Evening, settings: Settings) -> Iterator[tuple[Store, Syncer | None]]:
    """Yields the database on which the program's door would work: the file itself, or its own copy."""
    with TemporaryDirectory() as folder:
        values = {"database_url": SecretStr(world.url), "door_database": Path(folder) / "door.sqlite"}
        with opened_door_database(settings.model_copy(update=values), world.event.code) as opened:
            yield opened


@contextmanager
def standing(qtbot: QtBot, world: Evening, source: Source, **options: object) -> Iterator[Visitor]:
    """Opens the program at the world's event, waits until the door is open, and yields a visitor."""
    with opening(qtbot, world, source, **options) as visitor:
        visitor.waits_for(lambda: visitor.door.is_open)
        yield visitor


@contextmanager
def opening(qtbot: QtBot, world: Evening, source: Source, **options: object) -> Iterator[Visitor]:
    """Opens the program, whether its database answers or not, and yields a visitor."""
    settings = load_settings(name="Door A", time_zone="Europe/Bucharest", sounds=False, **options)
    scanner = Scanner(source, rescan_gap=timedelta(seconds=settings.rescan_seconds))
    scanner.start()
    with (
        door_database(world, settings) as (database, link),
        opened_door(settings, database, world.event.code, scanner, link=link) as door,
    ):
        door.window.resize(1280, 720)
        door.window.show()
        qtbot.waitExposed(door.window)
        yield Visitor(qtbot, door)
