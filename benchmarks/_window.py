"""The real door in a real window, timed in its own process. Import it once there is a screen."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from kiosk.app.door import Showing, show_door
from kiosk.domain.check_in.scan import Answer
from kiosk.scanning.messages import CameraReport, CameraState, CodeSeen, Message
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import VideoFile
from kiosk.settings import Settings
from kiosk.storage.store import Store
from kiosk.ui.door.controller import DoorController
from kiosk.ui.door.window import DoorWindow

WARM_UP_SECONDS = 2.0
"""The time after the window is shown for the fonts' first letters and the sounds' library."""

_DISMISSED_AFTER_MS = 300


@dataclass(frozen=True, slots=True)
class Painted:
    """The instants of one scan on its way to the screen, of time.monotonic() in seconds.

    Attributes:
        frame_at: Its frame left the camera.
        received_at: Its code arrived in the window's process.
        painted_at: Its answer was painted.
        shown_at: The event loop's next turn began, so the window system has the picture.
    """

    frame_at: float
    received_at: float
    painted_at: float
    shown_at: float


@dataclass(slots=True)
class Evening:
    """The records of a running door."""

    shown_at: float = 0.0
    ended_at: float | None = None  # None when the clip did not end
    pictures: int = 0
    restarts: int = 0
    scans: list[Painted] = field(default_factory=list)
    turns: list[float] = field(default_factory=list)  # instants of the event loop's turns

    @property
    def pictures_per_second(self) -> float:
        """Returns the rate of the preview's pictures that this process received."""
        return 0.0 if self.ended_at is None else self.pictures / (self.ended_at - self.shown_at)

    def why_no_figures(self) -> str | None:
        """Returns why this evening has no valid figures, or None when it has."""
        if self.ended_at is None:
            return "the window was closed before the clip came to its end"
        if self.restarts:
            return "the scanner's process had to be replaced in between"
        if not self.pictures:
            return "no picture of the clip reached the window: this machine is too slow"
        if not self.settled_scans():
            return "no scan was painted after the warm-up: this machine is too slow"
        return None

    def settled_scans(self) -> list[Painted]:
        """Returns the scans after the warm-up."""
        return [scan for scan in self.scans if scan.received_at >= self.shown_at + WARM_UP_SECONDS]

    def gaps(self, *, in_warm_up: bool) -> list[float]:
        """Returns the milliseconds between turns of the event loop, during the warm-up or after it."""
        warm_at = self.shown_at + WARM_UP_SECONDS
        pairs = zip(self.turns, self.turns[1:], strict=False)
        return [(after - before) * 1000 for before, after in pairs if (before < warm_at) is in_warm_up]


class _TimedScanner(Scanner):
    """A scanner that records the instant at which each code arrives."""

    def __init__(self, source: VideoFile, rescan_gap: timedelta) -> None:
        super().__init__(source, rescan_gap=rescan_gap)
        self.arrived: deque[tuple[float, float]] = deque()  # frame_at, received_at
        self.at_end: Callable[[], object] = lambda: None

    def connect(self, receive: Callable[[Message], None]) -> None:
        def note(message: Message) -> None:
            match message:
                case CodeSeen():
                    self.arrived.append((message.frame_at, time.monotonic()))
                case CameraReport(CameraState.ENDED):
                    self.at_end()
            receive(message)

        super().connect(note)


class _Watcher(QObject):
    """Records when answers are painted, and closes them before the next person comes."""

    ended = Signal()

    def __init__(self, window: DoorWindow, scanner: _TimedScanner, evening: Evening) -> None:
        super().__init__(window)
        self._overlay = overlay = window.overlay
        self._scanner = scanner
        self._evening = evening
        self._answered: list[tuple[float, float]] = []
        self._paint = overlay.paintEvent
        overlay.paintEvent = self._paint_event  # type: ignore[method-assign] # only here is the end of painting known

    def take_answer(self, _answer: Answer) -> None:
        """Assigns the next paint to this answer, unless the answer is not shown."""
        instants = self._scanner.arrived.popleft()
        if self._overlay.isVisible():
            self._answered.append(instants)

    def _paint_event(self, event: QPaintEvent) -> None:
        self._paint(event)
        if not self._answered:
            return
        painted_at = time.monotonic()
        answered, self._answered = self._answered, []

        def note() -> None:
            shown_at = time.monotonic()
            self._evening.scans += [Painted(*instants, painted_at, shown_at) for instants in answered]

        QTimer.singleShot(0, self, note)
        # As Escape or a tap does, so that most scans find an idle screen with the preview running.
        QTimer.singleShot(_DISMISSED_AFTER_MS, self._overlay, self._overlay.dismiss)


def spend_evening(settings: Settings, event_code: str, clip: VideoFile) -> Evening:
    """Runs the door of an event, full screen, until the clip ends."""
    evening = Evening()
    scanner = _TimedScanner(clip, timedelta(seconds=settings.rescan_seconds))
    scanner.start()
    store = Store.open(settings.database_url.get_secret_value())
    try:
        watch = partial(_watch, scanner, evening)
        show_door(settings, store, event_code, scanner, Showing(camera=str(clip)), once_shown=watch)
    finally:
        scanner.shutdown()
        store.close()
    return evening


def _watch(scanner: _TimedScanner, evening: Evening) -> None:
    """Begins to record, in the GUI thread, once the window is on the screen."""
    (window,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, DoorWindow))
    (door,) = window.findChildren(DoorController)
    watcher = _Watcher(window, scanner, evening)
    door.answered.connect(watcher.take_answer)
    turning = QTimer(watcher)
    turning.setTimerType(Qt.TimerType.PreciseTimer)
    turning.setInterval(1)
    number = scanner.preview_number()

    def turn() -> None:
        nonlocal number
        evening.turns.append(time.monotonic())
        newest = scanner.preview_number()
        evening.pictures += max(0, newest - number)
        number = newest

    def end() -> None:
        if evening.ended_at is None:
            turning.stop()
            evening.ended_at, evening.restarts = time.monotonic(), scanner.restarts
            QApplication.exit()  # quit() would ask the staff first

    turning.timeout.connect(turn)
    evening.shown_at = time.monotonic()
    turning.start()
    watcher.ended.connect(end, Qt.ConnectionType.QueuedConnection)
    scanner.at_end = watcher.ended.emit
