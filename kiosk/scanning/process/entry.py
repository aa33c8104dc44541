"""The scanner's process: quiet, short-lived where it must be, and gone when its parent is.

Light to import on purpose: the window's process names `main` here, and must not import what only
the child needs.
"""

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from kiosk.scanning.capture_request import CameraWish
from kiosk.scanning.messages import Crash
from kiosk.scanning.process.limits import Limits, MemoryCeilingReached, limit_memory, share_heaps
from kiosk.scanning.source import Source

EXIT_FAULT = 3
EXIT_ORPHAN = 4
"""Exit codes: its last message says why, or nobody was left to tell."""

_MOST_TOLD_BYTES = 4096
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True, slots=True)
class Watching:
    """What one process is to do.

    Attributes:
        source: Where frames come from.
        rescan_gap: How long a code may be unread and still count as held up the whole time.
        in_view: Codes that the process before this one counted.
        preview_name: The shared memory for the screen's pictures.
        limits: What it may take.
        wish: What a webcam is asked for.
    """

    source: Source
    rescan_gap: timedelta
    in_view: tuple[str, ...]
    preview_name: str
    limits: Limits
    wish: CameraWish


def main(scanner: Connection, watching: Watching) -> None:
    """Runs the scanner's loop until the scanner hangs up; never returns.

    Args:
        scanner: Takes messages, sends Forget.
        watching: What to do.
    """
    _die_with_parent()
    share_heaps()
    limit_memory(watching.limits.memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    _silence_libraries()
    code = 0
    try:
        # Only now: these import OpenCV.
        from kiosk.scanning.process.loop import watch  # noqa: PLC0415 -- see above

        watch(watching, scanner)
    except MemoryCeilingReached as reached:
        code = EXIT_FAULT
        with contextlib.suppress(OSError):
            scanner.send(reached.ceiling)
    except BaseException:  # noqa: BLE001 -- the process ends here; its parent logs why and starts another
        code = EXIT_FAULT
        with contextlib.suppress(OSError):
            scanner.send(Crash(traceback.format_exc()))
    finally:
        # Not sys.exit: a camera's thread that hangs in its driver would be waited for.
        os._exit(code)


def first_told(in_view: Iterable[str]) -> tuple[str, ...]:
    """Chooses the codes in view, the last ones, that a process is told of when it starts.

    All it is told must fit into the pipe it starts from: one that is stopped before it reads would
    hold up whoever starts it.
    """
    told: list[str] = []
    left = _MOST_TOLD_BYTES
    for text in reversed(tuple(in_view)):
        left -= len(text.encode("utf-8", "surrogatepass"))
        if left < 0:
            break
        told.append(text)
    return tuple(reversed(told))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        # The thread below needs Python to run; this does not.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_exit_when_orphaned, name="orphan watch", daemon=True).start()


def _exit_when_orphaned() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(EXIT_ORPHAN)


def _silence_libraries() -> None:
    # Native libraries write to descriptor 2 whatever they are told (libjpeg on each broken frame).
    # Python's own last words keep the real stderr.
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        kept = os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="replace", buffering=1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        sys.stderr = kept
        faulthandler.enable(kept)
