"""A kiosk shown on this machine, in a process that continues when the desk is closed."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from kiosk.fault_report import VARIABLE, read_fault
from kiosk.settings import Settings

_LOOK_MS = 200


class EndedUnexpectedly(Exception):  # noqa: N818 -- it is reported, not raised
    """A kiosk ended by an error of the program; the log says what happened."""


class KioskProcess(QObject):
    """The process of one kiosk that this desk started.

    Signals:
        ended: The process ended; with the exception that ended it, or None when somebody closed it.
    """

    ended = Signal(object)

    def __init__(self, settings: Settings, code: str, command: Sequence[str] | None = None) -> None:
        """Starts the process.

        Args:
            settings: The desk's settings; the kiosk uses the same database.
            code: The event's code.
            command: The command to run instead of this program.

        Raises:
            OSError: The process cannot be started.
        """
        # Not a child of the page: the door stays open when the organizer leaves the desk.
        super().__init__(QCoreApplication.instance())
        self._folder = tempfile.TemporaryDirectory(prefix="kiosk-")  # which only this user enters
        self._report = Path(self._folder.name, "fault")
        program = command or (sys.executable, "-m", "kiosk", "door", f"--event={code}")
        self._process = subprocess.Popen(  # noqa: S603 -- our own program; the code is an argument, not a shell's
            program,
            env=_surroundings(os.environ, settings, self._report),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C in the desk's terminal must not end it
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def is_running(self) -> bool:
        """True until the process ended."""
        return self._timer.isActive()

    def close(self) -> None:
        """Asks the process to end, as if its window were closed."""
        self._process.terminate()

    @Slot()
    def _look(self) -> None:
        status = self._process.poll()
        if status is None:
            return
        self._timer.stop()
        error = None if status <= 0 else read_fault(self._report) or EndedUnexpectedly()
        self._folder.cleanup()
        self.ended.emit(error)
        self.deleteLater()


def _surroundings(environment: Mapping[str, str], settings: Settings, report: Path) -> dict[str, str]:
    # The kiosk reads all other options from the settings file, so changes apply to it at once.
    return {
        **environment,
        "KIOSK_DATABASE_URL": settings.database_url.get_secret_value(),
        VARIABLE: str(report),
    }
