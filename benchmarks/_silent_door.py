"""The real door on Qt's offscreen platform, with a database that may stop answering."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Self

from pydantic import SecretStr
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from kiosk.app.door import opened_door
from kiosk.app.door_database import opened_door_database
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import DevicePath
from kiosk.settings import load_settings
from kiosk.ui.common.application import running_application
from kiosk.ui.door.controller import DoorController

_PATIENCE_SECONDS = 60.0
_TURN_MS = 5


class SilentDoor:
    """The actions and the view of a person at the door."""

    def __init__(self, application: QApplication, door: DoorController) -> None:
        self._application = application
        self._door = door

    @classmethod
    @contextmanager
    def opened(cls, url: str, folder: Path) -> Iterator[Self]:
        """Opens the door of the event WS001, with the whole list already read.

        Args:
            url: The central PostgreSQL.
            folder: A folder for the door's own database.
        """
        own = {"database_url": SecretStr(url), "door_database": folder / "door.sqlite"}
        settings = load_settings(name="Door A", sounds=False).model_copy(update=own)
        scanner = Scanner(DevicePath("/dev/no-such-camera"), rescan_gap=timedelta(seconds=1.5))
        scanner.start()
        with (
            running_application() as application,
            opened_door_database(settings, "WS001") as (database, link),
            opened_door(settings, database, "WS001", scanner, link=link) as door,
        ):
            door.window.show()
            made = cls(application, door)
            made.wait(lambda: door.is_open and "Online" in made.status)
            yield made

    @property
    def status(self) -> str:
        """Returns the text of the status bar."""
        return self._door.window.status.accessibleName()

    @property
    def words(self) -> str:
        """Returns the title that covers the screen, if any, and the text of the status bar."""
        overlay = self._door.window.overlay
        return f"{overlay.look.title if overlay.isVisible() else ''} {self.status}"

    def tap_walk_in(self) -> None:
        """Taps Walk-in."""
        self._door.window.status.walk_in.click()

    def rest(self) -> None:
        """Waits until Walk-in is enabled again."""
        self._door.window.overlay.dismiss()
        self.wait(self._door.window.status.walk_in.isEnabled)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Runs the door until a condition is true."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise SystemExit("What was waited for did not happen: there is no figure.")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _TURN_MS)
