"""The scanner's messages and pictures as Qt signals in the GUI thread."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from kiosk.scanning.messages import Advised, Agreed, CameraReport, CodeSeen, Message, Preview, Pulse
from kiosk.scanning.scanner import Scanner

_PREVIEW_INTERVAL_MS = 15  # half of a 30 fps picture's time: a new one waits 15 ms at most


class ScannerSignals(QObject):
    """A scanner's messages as signals in the GUI thread.

    Signals:
        code_seen: A code came into view.
        camera_reported: The camera's state changed.
        advised: The hint for whoever holds something up changed: an Advice, or None.
        agreed: The format of the camera's pictures became known, or changed.
        pulsed: The scanner is alive; the pulse counts the frames that it has looked at.
        preview_changed: A new picture for the screen.
    """

    code_seen = Signal(CodeSeen)
    camera_reported = Signal(CameraReport)
    advised = Signal(object)
    agreed = Signal(Agreed)
    pulsed = Signal(Pulse)
    preview_changed = Signal(Preview)

    def repeat(self, other: "ScannerSignals") -> None:
        """Emits everything that another one emits from now on."""
        other.code_seen.connect(self.code_seen)
        other.camera_reported.connect(self.camera_reported)
        other.advised.connect(self.advised)
        other.agreed.connect(self.agreed)
        other.pulsed.connect(self.pulsed)
        other.preview_changed.connect(self.preview_changed)


class ScannerLink(ScannerSignals):
    """Connects one started scanner to the GUI thread, in which this object lives."""

    _received = Signal(object)

    def __init__(self, scanner: Scanner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._scanner = scanner
        self._shown_number = 0
        self._received.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._preview_timer = QTimer(self)
        self._preview_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._preview_timer.setInterval(_PREVIEW_INTERVAL_MS)
        self._preview_timer.timeout.connect(self._look_for_preview)

    @property
    def scanner(self) -> Scanner:
        """Returns the scanner that it connects to the GUI thread."""
        return self._scanner

    def start(self) -> None:
        """Starts to emit signals; messages that the scanner sent before come first."""
        self._scanner.connect(self._received.emit)
        self._preview_timer.start()

    def forget(self, text: str) -> None:
        """Lets the scanner report this code again if it is still in view."""
        self._scanner.forget(text)

    def leave(self) -> None:
        """Stops emitting signals; the caller has to end the scanner."""
        self._preview_timer.stop()
        self._received.disconnect(self._pass_on)

    def shutdown(self) -> None:
        """Stops the timer and ends the scanner's process."""
        self._preview_timer.stop()
        self._scanner.shutdown()

    @Slot(object)
    def _pass_on(self, message: Message) -> None:
        match message:
            case CodeSeen():
                self.code_seen.emit(message)
            case CameraReport():
                self.camera_reported.emit(message)
            case Advised(advice):
                self.advised.emit(advice)
            case Agreed():
                self.agreed.emit(message)
            case Pulse():
                self.pulsed.emit(message)

    @Slot()
    def _look_for_preview(self) -> None:
        number = self._scanner.preview_number()
        if number == self._shown_number:
            return
        preview = self._scanner.preview()
        if preview is not None:
            self._shown_number = preview.number
            self.preview_changed.emit(preview)
