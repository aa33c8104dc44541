"""The window's half of the scanner: it starts the process, passes its messages on, and replaces it."""

import contextlib
import logging
import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import wait

from kiosk.domain.check_in.rescan import DEFAULT_GAP
from kiosk.domain.faults.camera import ScannerRestarting
from kiosk.scanning.capture_request import DEFAULT_REQUEST, CaptureRequest
from kiosk.scanning.limits import DEFAULT_LIMITS, MIB, Limits
from kiosk.scanning.messages import (
    CameraReport,
    CameraState,
    CodeSeen,
    Crash,
    Forget,
    InView,
    MemoryCeiling,
    Message,
    Preview,
    ProcessFault,
    Pulse,
)
from kiosk.scanning.process.preview_memory import PreviewMemory
from kiosk.scanning.process.request import ScannerRequest, latest_codes_that_fit
from kiosk.scanning.process.shared_memory_cleanup import remove_leftovers
from kiosk.scanning.process.spawning import ProcessEnd, ProcessFailure, SpawnedProcess, spawn
from kiosk.scanning.process.watchdog import Watchdog
from kiosk.scanning.source import Source

_EARLY_SECONDS = 10.0  # a process that fails sooner has not worked at all:
_PAUSE_SECONDS = 0.25  # the pause after it, doubled at each
_MAX_FAILED_STARTS = 4  # up to this number
_MAX_WAITING = 1000  # messages kept for a receiver that is not connected yet

_log = logging.getLogger(__name__)


class Scanner:
    """Reads a source in its own process and passes on the messages.

    Messages come on the scanner's reading thread. A receiver must return quickly, because this thread is also
    the watchdog. All methods may be called from any thread.
    """

    def __init__(
        self,
        source: Source,
        *,
        rescan_gap: timedelta = DEFAULT_GAP,
        limits: Limits = DEFAULT_LIMITS,
        request: CaptureRequest = DEFAULT_REQUEST,
    ) -> None:
        """Prepares a scanner; `start` starts it.

        Args:
            source: Where frames come from.
            rescan_gap: How long a code may be unread and still count as held up the whole time.
            limits: The memory and the seconds that its process may use before it is replaced.
            request: The size and the controls that a webcam is asked for.
        """
        self._source = source
        self._rescan_gap = rescan_gap
        self._limits = limits
        self._capture_request = request
        self._preview_lock = threading.Lock()
        self._preview: PreviewMemory | None = None  # from start to shutdown
        self._bell, self._ringer = multiprocessing.Pipe(duplex=False)  # wakes the reading thread
        self._requests_lock = threading.Lock()  # guards the ringer and the four below
        self._receive: Callable[[Message], None] | None = None
        self._forgotten: list[str] = []
        self._is_stopping = False
        self._has_rung = False
        self._waiting: deque[Message] = deque(maxlen=_MAX_WAITING)
        self._in_view: dict[str, None] = {}  # oldest first; the reading thread's own, as is all below
        self._restarts = 0
        self._running: SpawnedProcess | None = None
        self._is_spawned = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)

    def another(self, source: Source | None = None, request: CaptureRequest | None = None) -> "Scanner":
        """Returns another scanner, to be started when this one has released its camera.

        Args:
            source: Where its frames come from; None for the same source.
            request: The size and the controls that a webcam is asked for; None for the same.
        """
        return Scanner(
            source or self._source,
            rescan_gap=self._rescan_gap,
            limits=self._limits,
            request=request or self._capture_request,
        )

    def start(self) -> None:
        """Starts the process and returns at once; messages wait for `connect`."""
        remove_leftovers()
        preview = PreviewMemory()
        with self._preview_lock:
            self._preview = preview
        self._thread.start()
        self._is_spawned.wait()

    def connect(self, receive: Callable[[Message], None]) -> None:
        """Passes all messages to a receiver from now on, the waiting ones first.

        Args:
            receive: Called on the reading thread, one call at a time.
        """
        with self._requests_lock:
            self._receive = receive
            self._ring()

    def forget(self, text: str) -> None:
        """Reports this code again if it is still in view."""
        with self._requests_lock:
            self._forgotten.append(text)
            self._ring()

    def preview_number(self) -> int:
        """Returns the newest picture's number; 0 before the first. It is cheap enough for a timer."""
        with self._preview_lock:
            return 0 if self._preview is None else self._preview.number()

    def preview(self) -> Preview | None:
        """Returns the newest picture; None before the first, and while it is being replaced."""
        with self._preview_lock:
            return None if self._preview is None else self._preview.read()

    @property
    def restarts(self) -> int:
        """Returns how often the process was replaced."""
        return self._restarts

    @property
    def process_id(self) -> int | None:
        """Returns the id of the current process, or None while there is none."""
        running = self._running
        return None if running is None else running.process.pid

    def shutdown(self) -> None:
        """Ends the process and the thread and frees the shared memory. A second call does nothing."""
        with self._requests_lock:
            self._is_stopping = True
            self._ring()
        if self._thread.is_alive():
            self._thread.join()
        with self._preview_lock:
            if self._preview is not None:
                self._preview.close()
                self._preview = None

    def _ring(self) -> None:
        if not self._has_rung:
            self._has_rung = True
            self._ringer.send_bytes(b"!")

    def _run(self) -> None:
        # The process is spawned here, not in `start`: it dies with the thread that made it. It
        # inherits the blocked SIGINT, so that Ctrl-C ends the window's process alone.
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        failed_starts = 0
        while True:
            try:
                self._running = spawn(self._process_request())
            except OSError as error:
                failure: ProcessFailure | None = ProcessFailure(
                    ProcessEnd.NOT_STARTED, is_early=True, detail=str(error)
                )
            else:
                failure = self._supervise(self._running, failed_starts)
            finally:
                self._is_spawned.set()
            if failure is None:
                return
            self._restarts += 1
            _log.warning(
                "The scanner's process %s and is being replaced (restart %d).",
                failure.for_log(),
                self._restarts,
            )
            self._deliver(CameraReport(CameraState.RESTARTING, ScannerRestarting()))
            failed_starts = min(failed_starts + 1, _MAX_FAILED_STARTS) if failure.is_early else 0
            if failed_starts and self._pause(_PAUSE_SECONDS * 2**failed_starts):
                return

    def _supervise(self, running: SpawnedProcess, failed_starts: int) -> ProcessFailure | None:
        self._is_spawned.set()
        failure = self._listen(running, failed_starts)
        self._running = None
        running.end(is_awaited=failure is None)
        return failure

    def _process_request(self) -> ScannerRequest:
        preview = self._preview
        if preview is None:
            message = "A scanner that was shut down cannot scan."
            raise RuntimeError(message)
        return ScannerRequest(
            self._source,
            self._rescan_gap,
            latest_codes_that_fit(self._in_view),
            preview.name,
            self._limits,
            self._capture_request,
        )

    def _listen(self, running: SpawnedProcess, failed_starts: int) -> ProcessFailure | None:
        is_early = True
        began_at = time.monotonic()
        watchdog = Watchdog(running.process.pid, self._limits.silence_seconds, failed_starts=failed_starts)
        while True:
            ready = wait([running.connection, self._bell], timeout=watchdog.wait_seconds())
            if self._run_requests(running):
                return None
            if running.connection in ready:
                try:
                    message = running.connection.recv()
                except (EOFError, OSError):
                    return ProcessFailure(ProcessEnd.BY_ITSELF, is_early=is_early)
                watchdog.note_message()
                is_early = isinstance(message, ProcessFault) and time.monotonic() - began_at < _EARLY_SECONDS
                self._take(message)
            elif watchdog.is_silent():
                return ProcessFailure(ProcessEnd.SILENT, is_early=is_early)

    def _run_requests(self, running: SpawnedProcess | None) -> bool:
        """Does what other threads requested; returns True when the scanner is to stop."""
        with self._requests_lock:
            if self._has_rung:
                self._bell.recv_bytes()
                self._has_rung = False
            forgotten, self._forgotten = self._forgotten, []
            is_stopping = self._is_stopping
        for text in forgotten:
            self._in_view.pop(text, None)
            if running is not None:
                with contextlib.suppress(OSError):  # it ended; the next one gets _in_view
                    running.connection.send(Forget(text))
        self._deliver_waiting()
        return is_stopping

    def _pause(self, seconds: float) -> bool:
        """Waits between two processes; returns True when the scanner is to stop."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            wait([self._bell], timeout=left)
            if self._run_requests(None):
                return True
        return False

    def _take(self, message: Message | InView | ProcessFault) -> None:
        match message:
            case InView(texts):
                self._in_view = dict.fromkeys(texts)
            case MemoryCeiling(used, most):
                _log.error(
                    "The scanner's process cannot go on: it uses %d MiB of memory; %d MiB is its ceiling.",
                    used // MIB,
                    most // MIB,
                )
            case Crash(traceback):
                _log.error("The scanner's process cannot go on: %s", traceback)
            case CodeSeen(text):
                self._in_view[text] = None
                self._deliver(message)
            case _:
                self._deliver(message)

    def _deliver(self, message: Message) -> None:
        if not isinstance(message, Pulse) or self._receive is not None:
            self._waiting.append(message)
        self._deliver_waiting()

    def _deliver_waiting(self) -> None:
        with self._requests_lock:
            receive = self._receive
        while receive is not None and self._waiting:
            message = self._waiting.popleft()
            try:
                receive(message)
            except Exception:  # noqa: BLE001 -- one receiver's mistake is logged and must not end the scanning
                _log.exception("A scanner's message could not be received.")
