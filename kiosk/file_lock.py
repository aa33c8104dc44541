"""Lets one program of this machine at a time use a file, if all of them lock it here."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.private_files import FILE_MODE

_PATIENCE_SECONDS = 1.0
_PAUSE_SECONDS = 0.01


@contextmanager
def holding(path: Path) -> Iterator[None]:
    """Waits for programs that have locked this file, at most a second, and locks it until the end.

    The lock is on a file beside it, so the file itself can be replaced. It ends when its holder ends,
    in any way. Where no lock can be had (a read-only folder, a file system without locks) the
    work is done without one.

    Args:
        path: The file to read and then write.
    """
    try:
        descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError:
        yield
        return
    try:
        give_up_at = time.monotonic() + _PATIENCE_SECONDS
        while not _is_locked(descriptor) and time.monotonic() < give_up_at:
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def holding_alone(path: Path) -> Iterator[None]:
    """Locks a file for the whole run of a program, and does not wait.

    The lock is on a file beside it, and ends when its holder ends, in any way.

    Args:
        path: The file that only one program may use.

    Raises:
        BlockingIOError: Another program has locked it.
        OSError: The folder cannot be written to.
    """
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, FILE_MODE)
    try:
        if not _is_locked(descriptor):
            raise BlockingIOError(f"another program uses {path}")
        yield
    finally:
        os.close(descriptor)


def _is_locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 -- on Windows only

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 -- not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
