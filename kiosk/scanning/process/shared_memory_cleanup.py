"""Finds and removes shared memory that a crashed run left behind.

On Linux shared memory is a file that stays until a program removes it. Its maker holds a lock on it, which
the system frees when the maker ends: memory that can be locked has no owner any more. (A process id would
not do: the system uses ids again, and a container has its own.) Windows removes memory with its last user;
on macOS it cannot be listed.
"""

import contextlib
import logging
import os
import sys
import time
from pathlib import Path

SHARED_MEMORY_PREFIX = "kiosk-"
"""The beginning of the names of Kiosk's shared memory."""

_FOLDER = Path("/dev/shm")  # noqa: S108 -- where Linux keeps shared memory, not a temporary file of ours
_YOUNG_SECONDS = 5.0  # more than the time between making memory and locking it

_log = logging.getLogger(__name__)


def claim(name: str) -> int | None:
    """Locks memory and returns the descriptor: it is owned while that stays open. None where not on Linux."""
    if sys.platform != "linux":
        return None
    import fcntl  # noqa: PLC0415 -- not on Windows

    try:
        descriptor = os.open(_FOLDER / name, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def remove_leftovers(*, folder: Path = _FOLDER, young_seconds: float = _YOUNG_SECONDS) -> int:
    """Removes the memory of runs that ended without removing it.

    Args:
        folder: Where the system keeps shared memory.
        young_seconds: Memory that was made more recently stays.

    Returns:
        The number of shared memories removed.
    """
    if sys.platform != "linux":
        return 0
    removed = [each for each in folder.glob(f"{SHARED_MEMORY_PREFIX}*") if _is_removed(each, young_seconds)]
    if removed:
        _log.info("Removed shared memory that an earlier run left behind: %d.", len(removed))
    return len(removed)


def _is_removed(memory: Path, young_seconds: float) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415 -- not on Windows

    with contextlib.suppress(OSError):  # it is gone by now, or another user's
        descriptor = os.open(memory, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            if time.time() - os.fstat(descriptor).st_mtime < young_seconds:
                return False
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            memory.unlink()
            return True
        finally:
            os.close(descriptor)
    return False
