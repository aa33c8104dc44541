"""Measures one door in a real window while a timer ticks every millisecond in its process.

    python -m benchmarks._ticking process|thread DATABASE CLIP SECONDS FILE

With `process` the scanner is the kiosk's own; with `thread` the same loop runs in a thread of the
window's process, which the kiosk avoids. The gaps are written to FILE, as JSON.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing import Pipe
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks._ticks import Ticker, gaps
from kiosk.app.door import Showing, show_door
from kiosk.scanning.capture_request import DEFAULT_REQUEST
from kiosk.scanning.limits import DEFAULT_LIMITS
from kiosk.scanning.messages import Forget, InView, Message, Preview
from kiosk.scanning.process.preview_memory import PreviewMemory
from kiosk.scanning.process.request import ScannerRequest
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import VideoFile
from kiosk.services.demo.demo import DEMO_EVENT_CODE
from kiosk.settings import Settings, load_settings
from kiosk.storage.store import Store

WARM_UP_SECONDS = 2.0
"""The time after the window is shown for its fonts, its sounds' library and the clip's first frames."""

_POLL_SECONDS = 0.1  # seconds, at least


class _ScannerInAThread(Scanner):
    """The scanner's loop, with its camera and its cascade, in a thread of this process."""

    def __init__(self, source: VideoFile, rescan_gap: timedelta) -> None:
        super().__init__(source, rescan_gap=rescan_gap)
        self._pictures = PreviewMemory()
        self._our_end, self._loop_end = Pipe()
        self._loop_request = ScannerRequest(
            source, rescan_gap, (), self._pictures.name, DEFAULT_LIMITS, DEFAULT_REQUEST
        )
        self._hanging_up = threading.Event()
        self._loop_thread = threading.Thread(target=self._run_loop, name="cascade")
        self._reading_thread: threading.Thread | None = None

    def start(self) -> None:
        self._loop_thread.start()

    def connect(self, receive: Callable[[Message], None]) -> None:
        self._reading_thread = threading.Thread(target=self._read_messages, args=(receive,), name="listening")
        self._reading_thread.start()

    def forget(self, text: str) -> None:
        self._our_end.send(Forget(text))

    def preview_number(self) -> int:
        return self._pictures.number()

    def preview(self) -> Preview | None:
        return self._pictures.read()

    def shutdown(self) -> None:
        if self._hanging_up.is_set():
            return
        self._hanging_up.set()
        if self._reading_thread is not None:
            self._reading_thread.join()
        self._our_end.close()
        self._loop_thread.join()
        self._pictures.close()

    def _run_loop(self) -> None:
        from kiosk.scanning.process.loop import run_loop  # noqa: PLC0415 -- imports OpenCV, here only

        run_loop(self._loop_request, self._loop_end)

    def _read_messages(self, receive: Callable[[Message], None]) -> None:
        while not self._hanging_up.is_set():
            if self._our_end.poll(_POLL_SECONDS) and not isinstance(message := self._our_end.recv(), InView):
                receive(message)


class _Measurement:
    """Counts the ticks of a thread and of Qt's loop while the door works."""

    def __init__(self, scanner: Scanner, seconds: float) -> None:
        self._scanner = scanner
        self._seconds = seconds
        self._ticker = Ticker()
        self._loop_ticks: list[float] = []
        self._loop_timer = QTimer()
        self._loop_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._loop_timer.setInterval(1)
        self._loop_timer.timeout.connect(lambda: self._loop_ticks.append(time.monotonic()))
        self._pictures_before = 0
        self.pictures_per_second = 0.0
        self.gaps: dict[str, list[float]] = {}

    def begin(self) -> None:
        QTimer.singleShot(int(WARM_UP_SECONDS * 1000), self._begin_to_count)

    def _begin_to_count(self) -> None:
        self._pictures_before = self._scanner.preview_number()
        self._loop_timer.start()
        self._ticker.start()
        QTimer.singleShot(int(self._seconds * 1000), self._end)

    def _end(self) -> None:
        self._loop_timer.stop()
        self.gaps = {"ticker": self._ticker.stop(), "loop": gaps(self._loop_ticks)}
        self.pictures_per_second = (self._scanner.preview_number() - self._pictures_before) / self._seconds
        QApplication.exit()  # quit() would ask the staff first


def main() -> None:
    """Runs the door for some seconds and writes the gaps."""
    where, database, clip, seconds, file = sys.argv[1:]
    settings = load_settings(database_url=f"sqlite:///{database}", name="Door A")
    scanner_type = _ScannerInAThread if where == "thread" else Scanner
    gap = timedelta(seconds=settings.rescan_seconds)
    figures = _measure(settings, scanner_type(VideoFile(Path(clip)), rescan_gap=gap), float(seconds))
    if ("cv2" in sys.modules) is not (where == "thread"):
        raise SystemExit("OpenCV is where it should not be: there is no figure.")
    Path(file).write_text(json.dumps(figures), encoding="utf-8")


def _measure(settings: Settings, scanner: Scanner, seconds: float) -> dict[str, object]:
    scanner.start()
    store = Store.open(settings.database_url.get_secret_value())
    measurement = _Measurement(scanner, seconds)
    try:
        showing = Showing(camera="a crowd")
        outcomes = show_door(settings, store, DEMO_EVENT_CODE, scanner, showing, once_shown=measurement.begin)
    finally:
        scanner.shutdown()
        store.close()
    return {
        **measurement.gaps,
        "pictures": measurement.pictures_per_second,
        "scans": sum(outcomes.values()),
        "restarts": scanner.restarts,
    }


if __name__ == "__main__":
    main()
