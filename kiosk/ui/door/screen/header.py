"""The header that shows the event: its group, its title and its times."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.joined import listed

_LEAST_SMALL = 15.0  # pixels of the em: readable from two steps away


@dataclass(frozen=True, slots=True)
class Heading:
    """The three texts of the header, safe to show."""

    group: str
    title: str
    times: str


class Header(QWidget):
    """The event's group, title and times; the title fills the room between them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._unit = 1.0
        self._heading = Heading("", "", "")
        self._texts: tuple[FittedText, FittedText, FittedText] | None = None

    @property
    def heading(self) -> Heading:
        """Returns the texts that it shows."""
        return self._heading

    def show_heading(self, heading: Heading) -> None:
        """Shows another event, or the same event after an edit."""
        if heading == self._heading:
            return
        self._heading = heading
        self.setAccessibleName(listed(heading.title, heading.group, heading.times))
        self._refit()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        self._refit()

    def texts(self) -> tuple[FittedText, FittedText, FittedText]:
        """Returns group, title and times as they are laid out now."""
        if self._texts is None:
            self._texts = self._set(self.width(), self.height())
        return self._texts

    def wanted_height(self, width: int) -> int:
        """Returns the height in logical pixels that the texts need, with at most three lines of title."""
        texts = self._set(width, round(430 * self._unit))
        return round(sum(text.rect.height() for text in texts) + max(15.0, 22 * self._unit))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lays out the texts for the new size."""
        self._refit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the three texts under one another."""
        painter = QPainter(self)
        group, title, times = self.texts()
        y = 0.0
        for text, colour, gap in (
            (group, self._palette.soft_ink, 0.0),
            (title, self._palette.ink, max(4.0, 6 * self._unit)),
            (times, self._palette.soft_ink, max(9.0, 14 * self._unit)),
        ):
            y += gap
            text.paint(painter, QRectF(0, y, self.width(), text.rect.height()), colour)
            y += text.rect.height()
        painter.end()

    def _refit(self) -> None:
        self._texts = None
        self.update()

    def _set(self, width: int, height: int) -> tuple[FittedText, FittedText, FittedText]:
        unit = self._unit
        small = max(_LEAST_SMALL, 28 * unit)
        group = FittedText(
            self._heading.group,
            TextStyle(small, _LEAST_SMALL, QFont.Weight.Medium, lines=2),
            width,
            small * 3,
        )
        times = FittedText(
            self._heading.times, TextStyle(small * 1.07, _LEAST_SMALL, lines=2), width, small * 3
        )
        room = height - group.rect.height() - times.rect.height() - max(14.0, 20 * unit)
        style = TextStyle(
            max(26.0, 70 * unit),
            max(_LEAST_SMALL, 26 * unit),
            QFont.Weight.Bold,
            lines=9,
            spacing=0.94,
            tracking=-2.2,
        )
        return group, FittedText(self._heading.title, style, width, room), times
