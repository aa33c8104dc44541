"""The memory and the seconds that the scanner's process may use before it is replaced."""

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.scanning.messages import MemoryCeiling

MIB = 2**20

_HARD_FACTOR = 2  # times the ceiling, but never less than libraries ask for when they are loaded,
_LEAST_HARD_LIMIT = 1024 * MIB
_STATM = Path("/proc/self/statm")
_ARENA_MAX, _HEAP_COUNT = -8, 2  # M_ARENA_MAX of glibc's malloc.h


class MemoryCeilingReached(Exception):  # noqa: N818 -- a condition that ends the process, not a mistake in it
    """Raised when the process uses more memory than it may.

    Attributes:
        ceiling: The memory in use and the ceiling.
    """

    def __init__(self, ceiling: MemoryCeiling) -> None:
        super().__init__(ceiling)
        self.ceiling = ceiling


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a scanner's process.

    Attributes:
        memory: Resident bytes; a process above it ends itself, and another takes its place. A camera of
            1280x720 needs 150 MiB, one of 3840x2160 twice that.
        open_seconds: The time for a driver to open a camera; some need seconds.
        read_seconds: The time for a driver to return the next picture, or none: its own timeouts are 2 s.
        silence_seconds: The longest time between two messages of the process, which sends four a second;
            while it starts, the longest time without any work (see watchdog).
        stream_seconds: The time for a network camera to answer, and for each picture.
        retry_seconds: From one attempt to open a camera to the next, unless the attempt takes longer.

    A camera that is back is seen within 3 s if it opens within 0.9 s. Before that, either retry_seconds pass,
    or an attempt ends that was under way and a fifth of retry_seconds passes. An attempt ends within
    stream_seconds where a network answers nothing, within 2 s where a webcam's driver waits for a picture.
    """

    memory: int = 1024 * MIB
    open_seconds: float = 30.0
    read_seconds: float = 3.0
    silence_seconds: float = 2.0
    stream_seconds: float = 2.0
    retry_seconds: float = 0.5


DEFAULT_LIMITS = Limits()


def limit_memory(ceiling: int) -> None:
    """Makes a single giant allocation of this process fail; does nothing on Windows.

    Args:
        ceiling: The memory that the process may use, in bytes; the limit is above it.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = max(_HARD_FACTOR * ceiling, _LEAST_HARD_LIMIT)
    if hard != resource.RLIM_INFINITY:
        limit = min(hard, limit)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def share_heaps() -> None:
    """Makes all threads of this process share two heaps; works with glibc only. Call it before they allocate.

    glibc gives each thread its own heap, and other threads do not use the memory that a decoder's thread
    frees there: the scanner's process grew by 5 % from its 1,000th picture to its 10,000th.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have no heaps to choose
        if mallopt is not None:
            mallopt(_ARENA_MAX, _HEAP_COUNT)


def check_memory(ceiling: int) -> None:
    """Checks that this process uses no more memory than the ceiling, in bytes.

    Raises:
        MemoryCeilingReached: It uses more.
    """
    used = resident_bytes()
    if used > ceiling:
        raise MemoryCeilingReached(MemoryCeiling(used, most=ceiling))


def resident_bytes() -> int:
    """Returns the resident bytes of this process; on macOS their maximum so far; 0 on Windows."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 -- not on Windows

        return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    if sys.platform == "darwin":
        import resource  # noqa: PLC0415 -- not on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0
