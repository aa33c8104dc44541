"""The upper left corner, which opens the staff page when it is held: a touch screen has no Ctrl+Q."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

HOLD_MS = 3000
"""How long the corner is held: nobody does that by accident."""

SIDE = 96.0
"""The corner's width and height, in logical pixels. Nothing to be touched lies in it."""

_ENDS = {QEvent.Type.MouseButtonRelease, QEvent.Type.Hide, QEvent.Type.WindowDeactivate}


class HeldCorner(QObject):
    """Watches presses in a window's corner and takes none away: a tap there does what it always did.

    Signals:
        held: The corner was held for long enough.
    """

    held = Signal()

    def __init__(self, window: QWidget, *watched: QWidget, hold_ms: int = HOLD_MS) -> None:
        """Begins to watch.

        Args:
            window: Whose corner.
            watched: Parts of the window that keep presses from it.
            hold_ms: How long the corner is to be held, in milliseconds.
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
        """Forgets a press under way."""
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Begins with a press in the corner, and ends when the finger leaves it or the screen."""
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
        return 0 <= place.x() < SIDE and 0 <= place.y() < SIDE
