"""A kiosk shown on this machine, in a process that continues when the desk is closed."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from kiosk.settings import Settings
from kiosk.wording.catalogue import _

_LOOK_MS = 200
_PREFIX = "kiosk: "
_MOST_READ = 20_000


class KioskProcess(QObject):
    """The process of one kiosk that this desk started.

    Signals:
        ended: The process ended; with its last sentence, or "" when somebody closed it.
    """

    ended = Signal(str)

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
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 -- open as long as the process runs
        program = command or (sys.executable, "-m", "kiosk", "door", f"--event={code}")
        self._process = subprocess.Popen(  # noqa: S603 -- our own program; the code is an argument, not a shell's
            program,
            env=_surroundings(os.environ, settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
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
        self._complaints.seek(0)
        output = self._complaints.read(_MOST_READ).decode("utf-8", "replace")
        self._complaints.close()
        self.ended.emit("" if status <= 0 else _last_sentence(output))
        self.deleteLater()


def _surroundings(environment: Mapping[str, str], settings: Settings) -> dict[str, str]:
    # The kiosk reads all other options from the settings file, so changes apply to it at once.
    return {**environment, "KIOSK_DATABASE_URL": settings.database_url.get_secret_value()}


def _last_sentence(output: str) -> str:
    sentences = [line.removeprefix(_PREFIX) for line in output.splitlines() if line.startswith(_PREFIX)]
    if sentences:
        return sentences[-1]
    return _("The kiosk ended unexpectedly. The log says what happened; ask your technician.")
