"""The entry of the scanner's process: it silences native libraries, limits memory, and ends with its parent.

The window's process imports this module for `main`, so OpenCV is imported only when `main` runs.
"""

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import threading
import traceback
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from kiosk.scanning.limits import MemoryCeilingReached, limit_memory, share_heaps
from kiosk.scanning.messages import Crash
from kiosk.scanning.process.request import ScannerRequest

EXIT_FAULT = 3
"""The process failed; its last message is a ProcessFault with the reason."""

EXIT_ORPHAN = 4
"""The parent process ended."""

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(scanner: Connection, request: ScannerRequest) -> None:
    """Runs the scanner's loop until the scanner closes the pipe; never returns.

    Args:
        scanner: The pipe to the scanner: it receives messages and sends Forget.
        request: The work to do.
    """
    _die_with_parent()
    share_heaps()
    limit_memory(request.limits.memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    _silence_libraries()
    exit_code = 0
    try:
        # Imported here because it imports OpenCV.
        from kiosk.scanning.process.loop import run_loop  # noqa: PLC0415 -- see above

        run_loop(request, scanner)
    except MemoryCeilingReached as error:
        exit_code = EXIT_FAULT
        with contextlib.suppress(OSError):
            scanner.send(error.ceiling)
    except BaseException:  # noqa: BLE001 -- the process ends here; its parent logs why and starts another
        exit_code = EXIT_FAULT
        with contextlib.suppress(OSError):
            scanner.send(Crash(traceback.format_exc()))
    finally:
        # Not sys.exit: it would wait for a camera thread that hangs in its driver.
        os._exit(exit_code)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        # The thread below needs Python to run; this works without.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_exit_when_orphaned, name="orphan watch", daemon=True).start()


def _exit_when_orphaned() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(EXIT_ORPHAN)


def _silence_libraries() -> None:
    # Some native libraries always write to descriptor 2 (libjpeg on each broken frame).
    # Python's own messages keep the real stderr.
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        own_stderr = os.fdopen(
            os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="replace", buffering=1
        )
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 2)
        os.dup2(devnull, 1)
        os.close(devnull)
        sys.stderr = own_stderr
        faulthandler.enable(own_stderr)
