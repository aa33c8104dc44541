"""The upper left corner, which opens the staff page when it is held: a touch screen has no Ctrl+Q."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

HOLD_MS = 3000
"""The time to hold the corner: too long for an accident."""

CORNER_SIZE = 96.0
"""The corner's width and height, in logical pixels. No button is in it."""

_ENDS = {QEvent.Type.MouseButtonRelease, QEvent.Type.Hide, QEvent.Type.WindowDeactivate}


class HeldCorner(QObject):
    """Watches presses in a window's corner without consuming them: a tap there works as before.

    Signals:
        held: The corner was held for the whole time.
    """

    held = Signal()

    def __init__(self, window: QWidget, *watched: QWidget, hold_ms: int = HOLD_MS) -> None:
        """Begins to watch.

        Args:
            window: The window that has the corner.
            watched: Parts of the window that accept presses themselves.
            hold_ms: The time to hold the corner, in milliseconds.
        """
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(hold_ms)
        self._timer.timeout.connect(self.held)
        for each in (window, *watched):
            each.installEventFilter(self)

    def stop(self) -> None:
        """Forgets a press in progress."""
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Starts the timer at a press in the corner; stops it when the finger leaves the corner."""
        if isinstance(event, QMouseEvent):
            is_inside = self._is_inside(event.globalPosition())
            if event.type() is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
                if is_inside:
                    self._timer.start()
            elif event.type() is not QEvent.Type.MouseMove or not is_inside:
                self._timer.stop()
        elif event.type() in _ENDS:
            self._timer.stop()
        return False

    def _is_inside(self, position: QPointF) -> bool:
        place = self._window.mapFromGlobal(position)
        return 0 <= place.x() < CORNER_SIZE and 0 <= place.y() < CORNER_SIZE
