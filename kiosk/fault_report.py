"""Carries the fault that ended a program to the desk that started it and explains it to an organizer."""

import contextlib
import os
import pickle
from pathlib import Path

VARIABLE = "KIOSK_FAULT_REPORT"
"""The environment variable with the path of the file for the report; without it nothing is reported."""


def report_fault(error: Exception) -> None:
    """Writes the fault into the file that the environment names, if it names one."""
    named = os.environ.get(VARIABLE)
    if named:
        with contextlib.suppress(OSError):  # the desk was closed, and its file is gone
            Path(named).write_bytes(pickle.dumps(error))


def read_fault(path: Path) -> Exception | None:
    """Returns the fault that was reported, or None if none was.

    Args:
        path: A file in a folder that only this user may write, because reading it may run code.
    """
    try:
        fault = pickle.loads(path.read_bytes())  # noqa: S301 -- see above
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return fault if isinstance(fault, Exception) else None
