"""How much memory and patience the scanner's process may use up before it is replaced."""

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.scanning.messages import MemoryCeiling

MIB = 2**20

_HARD = 2  # times the ceiling, but never less than libraries ask for when they are loaded,
_LEAST_HARD = 1024 * MIB
_STATM = Path("/proc/self/statm")
_ARENA_MAX, _HEAPS = -8, 2  # M_ARENA_MAX of glibc's malloc.h


class MemoryCeilingReached(Exception):  # noqa: N818 -- a condition that ends the process, not a mistake in it
    """The process uses more than it may.

    Attributes:
        ceiling: By how much.
    """

    def __init__(self, ceiling: MemoryCeiling) -> None:
        super().__init__(ceiling)
        self.ceiling = ceiling


@dataclass(frozen=True, slots=True)
class Limits:
    """What a scanner's process may take.

    Attributes:
        memory: Resident bytes; a process above it ends itself, and another takes its place. A camera of
            1280x720 needs 150 MiB, one of 3840x2160 twice that.
        open_seconds: For a driver to open a camera: some take their time.
        read_seconds: For a driver to give the next picture, or to say that there is none: its own
            timeouts are 2 s.
        silence_seconds: For the process to say that it is alive, which it does four times a second; and
            while it starts, for it to do anything at all (see watchdog).
        stream_seconds: For a network camera to answer, all in all, and for each picture.
        retry_seconds: From one try to open a camera to the next, unless the try itself takes longer.

    A camera that is back is seen within 3 s if it opens within 0.9: before that, either retry_seconds pass,
    or a try ends that was under way and a fifth of them passes. A try ends within stream_seconds where a
    network swallows everything, and within 2 s where a webcam's driver waits for a picture.
    """

    memory: int = 1024 * MIB
    open_seconds: float = 30.0
    read_seconds: float = 3.0
    silence_seconds: float = 2.0
    stream_seconds: float = 2.0
    retry_seconds: float = 0.5


DEFAULT_LIMITS = Limits()


def limit_memory(ceiling: int) -> None:
    """Lets a single giant allocation of this process fail; Linux and macOS only.

    Args:
        ceiling: What the process may use, in bytes; the limit is above it.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- not on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = max(_HARD * ceiling, _LEAST_HARD)
    if hard != resource.RLIM_INFINITY:
        wanted = min(hard, wanted)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def share_heaps() -> None:
    """Has this process's threads take memory from two heaps, before any of them does; glibc only.

    glibc gives each thread a heap of its own, and what a decoder's thread frees there, no other uses: the
    scanner's process grew by 5 % from its 1,000th picture to its 10,000th.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have no heaps to choose
        if mallopt is not None:
            mallopt(_ARENA_MAX, _HEAPS)


def check_memory(ceiling: int) -> None:
    """Compares what this process uses with what it may.

    Raises:
        MemoryCeilingReached: It uses more.
    """
    used = resident_bytes()
    if used > ceiling:
        raise MemoryCeilingReached(MemoryCeiling(used, most=ceiling))


def resident_bytes() -> int:
    """The memory this process has in use; on macOS the most it ever had; 0 where the system does not tell."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 -- not on Windows

        return int(_STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    if sys.platform == "darwin":
        import resource  # noqa: PLC0415 -- not on Windows

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0
