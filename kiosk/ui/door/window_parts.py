"""The parts of a door's window: makes them, places them, and hides those that another part covers."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import Palette
from kiosk.ui.door.screen.camera_view import CameraView
from kiosk.ui.door.screen.code_card import CodeCard
from kiosk.ui.door.screen.header import Header
from kiosk.ui.door.screen.keypad import Keypad
from kiosk.ui.door.screen.layout import places, scale
from kiosk.ui.door.screen.overlay import Overlay
from kiosk.ui.door.screen.start_page import StartPage
from kiosk.ui.door.screen.status_bar import StatusBar
from kiosk.ui.door.timing import DoorTimes


class DoorParts:
    """The parts of one window, which owns them. Until its event is known, only the start page is visible.

    It has no reference to the window: the two would then end only when Python looks for cycles, which may be
    while Qt paints one of them.

    Attributes:
        header: The event's title and times.
        card: The event's QR and code.
        camera: The camera's picture, and the request to people.
        status: The bar with the state, the buttons and the time.
        keypad: Takes a typed code, over everything.
        overlay: Shows an answer, over everything.
        start_page: Shown until the event is known.
    """

    def __init__(  # noqa: PLR0913 -- all by name
        self,
        window: QWidget,
        *,
        zone: ZoneInfo,
        kiosk_name: str,
        mirrored: bool,
        times: DoorTimes,
        has_sounds: bool,
    ) -> None:
        """Makes the parts; the arguments are those of DoorWindow."""
        self.header = Header(window)
        self.card = CodeCard(window)
        self.camera = CameraView(window, mirrored=mirrored)
        self.status = StatusBar(window, kiosk_name=kiosk_name, double_tap_ms=milliseconds(times.double_tap))
        self.keypad = Keypad(window, idle_ms=milliseconds(times.keypad_idle))
        self.overlay = Overlay(window, tap_grace_ms=milliseconds(times.double_tap))
        self.start_page = StartPage(window, zone=zone, has_sounds=has_sounds)
        self._idle: tuple[QWidget, ...] = (self.header, self.card, self.camera)
        for part in self._idle:
            part.hide()
        self.status.offer_buttons(is_offered=False)

    def cover(self) -> None:
        """Hides the parts that the keypad covers, so that they are not painted or reached by Tab."""
        for part in (*self._idle, self.start_page, self.status):
            part.hide()

    def uncover(self, *, has_event: bool) -> None:
        """Shows the parts again.

        Args:
            has_event: False shows the start page instead of the event's parts.
        """
        shown = self._idle if has_event else (self.start_page,)
        for part in (*shown, self.status):
            part.show()

    def arrange(self, palette: Palette, size: QSize) -> float:
        """Applies colours, sizes and places to all parts; returns the logical pixels of a drawing's pixel.

        Args:
            palette: The colours.
            size: The window's size.
        """
        to = scale(size)
        self.header.wear(palette, to.unit)
        self.card.wear(palette, to.unit)
        self.camera.wear(palette, to.unit)
        self.status.wear(palette, to.unit, to.margin, is_portrait=to.is_portrait)
        self.start_page.wear(palette, to.unit, is_portrait=to.is_portrait)
        self.keypad.wear(palette, to.unit)
        self.overlay.scale_to(to.unit)
        card_height = self.card.wanted_height(to.qr_room, to.qr_least)
        placed = places(size, to, card_height, self.header.wanted_height)
        self.header.setGeometry(placed.header)
        self.card.setGeometry(placed.card)
        self.camera.setGeometry(placed.camera)
        self.status.setGeometry(placed.status)
        self.start_page.setGeometry(0, 0, size.width(), placed.status.top())
        whole = QRect(QPoint(), size)
        self.keypad.setGeometry(whole)
        self.overlay.setGeometry(whole)
        return to.unit


def milliseconds(duration: timedelta) -> int:
    """Returns a duration in whole milliseconds, as Qt's timers take it."""
    return round(duration / timedelta(milliseconds=1))
