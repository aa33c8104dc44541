"""A kiosk shown on this machine: a process of its own, which goes on when the desk is closed."""

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
    """One kiosk that was started here.

    Signals:
        ended: It ended; the sentence it ended with, "" when somebody closed it.
    """

    ended = Signal(str)

    def __init__(self, settings: Settings, code: str, command: Sequence[str] | None = None) -> None:
        """Starts it.

        Args:
            settings: The desk's; the kiosk works on the same database.
            code: The event's code.
            command: What is run instead of this program.

        Raises:
            OSError: It cannot be started.
        """
        # Not the page's child: who leaves the desk does not close the door.
        super().__init__(QCoreApplication.instance())
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 -- open as long as the process runs
        program = command or (sys.executable, "-m", "kiosk", "door", f"--event={code}")
        self._process = subprocess.Popen(  # noqa: S603 -- our own program; the code is an argument, not a shell's
            program,
            env=_surroundings(os.environ, settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            start_new_session=True,  # Ctrl+C in the desk's terminal is not meant for it
        )
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def is_running(self) -> bool:
        """True until it ended."""
        return self._timer.isActive()

    def close(self) -> None:
        """Asks it to end, as closing its window does."""
        self._process.terminate()

    @Slot()
    def _look(self) -> None:
        status = self._process.poll()
        if status is None:
            return
        self._timer.stop()
        self._complaints.seek(0)
        said = self._complaints.read(_MOST_READ).decode("utf-8", "replace")
        self._complaints.close()
        self.ended.emit("" if status <= 0 else _last_sentence(said))
        self.deleteLater()


def _surroundings(environment: Mapping[str, str], settings: Settings) -> dict[str, str]:
    # The rest it reads where the desk reads it: what was changed in Settings holds for it at once.
    return {**environment, "KIOSK_DATABASE_URL": settings.database_url.get_secret_value()}


def _last_sentence(said: str) -> str:
    sentences = [line.removeprefix(_PREFIX) for line in said.splitlines() if line.startswith(_PREFIX)]
    if sentences:
        return sentences[-1]
    return _("The kiosk ended unexpectedly. The log says what happened; ask your technician.")
