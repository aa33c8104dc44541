"""Starts and ends the scanner's process, from the side of the window's process."""

import logging
import multiprocessing
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from kiosk.scanning.process import entry
from kiosk.scanning.process.request import ScannerRequest

_GOODBYE_SECONDS = 1.0  # for the process to release its camera
_KILL_SECONDS = 2.0  # a process that hangs in a driver may not end at once; the wait ends here

_log = logging.getLogger(__name__)


class ProcessEnd(StrEnum):
    """The ways a process ends, for the log."""

    NOT_STARTED = "could not be started"
    BY_ITSELF = "ended by itself"
    SILENT = "was silent for too long"


@dataclass(frozen=True, slots=True)
class ProcessFailure:
    """The end of a process that should have gone on.

    Attributes:
        end: How it ended.
        is_early: True when it has not worked at all, so the next one probably will not either.
        detail: The system's reason, or "".
    """

    end: ProcessEnd
    is_early: bool
    detail: str = ""

    def for_log(self) -> str:
        """Returns how it ended, as a part of a log line."""
        return f"{self.end}: {self.detail}," if self.detail else str(self.end)


@dataclass(frozen=True, slots=True)
class SpawnedProcess:
    """A process that runs, and this side's end of the pipe to it."""

    process: BaseProcess
    connection: Connection

    def end(self, *, is_awaited: bool) -> None:
        """Ends the process.

        Args:
            is_awaited: True to give it a moment to release its camera first.
        """
        self.connection.close()  # the process notices that, releases its camera and ends
        process = self.process
        if is_awaited:
            process.join(_GOODBYE_SECONDS)
        process.kill()
        process.join(_KILL_SECONDS)
        if process.exitcode is None:
            _log.error("The scanner's process %s hangs in a driver and cannot be ended.", process.pid)
        else:
            process.close()


def spawn(request: ScannerRequest) -> SpawnedProcess:
    """Starts a process, which dies with the thread that calls this and inherits its blocked signals.

    Args:
        request: The work of the process.

    Raises:
        OSError: The system starts no process.
    """
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=entry.main, args=(theirs, request), name="kiosk scanner", daemon=True)
    process.start()
    theirs.close()  # so that the process's end is the pipe's end
    return SpawnedProcess(process, ours)
