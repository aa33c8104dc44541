"""Shared memory that a crashed run left behind, found and removed.

On Linux shared memory is a file that stays until somebody removes it. Whoever made one holds a lock on
it while they live; one that can be locked has no owner any more. (Not its process's number: numbers
are used again, and a container has its own.) Windows removes memory with its last user; on macOS it
cannot be listed.
"""

import contextlib
import logging
import os
import sys
import time
from pathlib import Path

PREFIX = "kiosk-"
"""What the names of Kiosk's shared memory begin with."""

_FOLDER = Path("/dev/shm")  # noqa: S108 -- where Linux keeps shared memory, not a temporary file of ours
_YOUNG_SECONDS = 5.0  # between making memory and locking it

_log = logging.getLogger(__name__)


def claim(name: str) -> int | None:
    """Marks memory as owned for as long as the descriptor that is returned stays open; None elsewhere."""
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
    """Removes the memory of runs that ended without doing so themselves.

    Args:
        folder: Where the system keeps shared memory.
        young_seconds: What was made more recently is left alone.

    Returns:
        How much was removed.
    """
    if sys.platform != "linux":
        return 0
    removed = [each for each in folder.glob(f"{PREFIX}*") if _is_removed(each, young_seconds)]
    if removed:
        _log.info("Removed shared memory that an earlier run left behind: %d.", len(removed))
    return len(removed)


def _is_removed(memory: Path, young_seconds: float) -> bool:
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415 -- not on Windows

    with contextlib.suppress(OSError):  # gone meanwhile, or another user's
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
