"""The event's QR and its code in letters, on a card."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.qr import QUIET_ZONE, qr_modules
from kiosk.ui.common.qr import LIGHT_MODULE as QR_LIGHT
from kiosk.ui.common.qr import module_size, qr_picture
from kiosk.ui.common.theme import LIGHT, Palette
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.door.prompts import Prompt
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.safe_text import plain

_LEAST_TEXT = 15.0


class CodeCard(QWidget):
    """A card as high as its QR needs; the window calls `wanted_height` before it places the card."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._unit = 1.0
        self._qr_text = ""
        self._code = ""
        self._invitation = Prompt("")
        self._module = 1
        self._picture: QPixmap | None = None
        self._texts: list[FittedText] | None = None

    @property
    def qr_text(self) -> str:
        """Returns the QR's text; empty before the event is known."""
        return self._qr_text

    def show_code(self, qr_text: str, code: str, invitation: Prompt) -> None:
        """Shows an event's QR and code, and a sentence that explains them.

        Args:
            qr_text: The QR's text.
            code: The event's code.
            invitation: Asks people to use the code; its title may be empty.
        """
        if (qr_text, code, invitation) == (self._qr_text, self._code, self._invitation):
            return
        self._qr_text, self._code, self._invitation = qr_text, code, invitation
        self.setAccessibleName(sentences(plain(code), invitation.title, invitation.line))
        self._picture = self._texts = None
        self.update()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        self._texts = None
        self.update()

    def wanted_height(self, room: float, least: float) -> float:
        """Sizes the QR and returns the height of the card, in logical pixels.

        Args:
            room: The size for the QR with its quiet zone, in logical pixels.
            least: The least size of the QR without its quiet zone, in logical pixels.
        """
        ratio = self.devicePixelRatioF()
        if self._qr_text:
            modules = len(qr_modules(self._qr_text))
            self._module = module_size(modules, int(room * ratio), round(least * ratio + 0.5))
        else:
            self._module = max(1, int(room * ratio / (21 + 2 * QUIET_ZONE)))
        self._picture = self._texts = None
        return self._side() + 2 * self._padding()

    def qr_rect(self) -> QRectF:
        """Returns the place of the QR without its quiet zone, in the card's logical pixels."""
        quiet = QUIET_ZONE * self._module / self.devicePixelRatioF()
        return self._tile().adjusted(quiet, quiet, -quiet, -quiet)

    def texts(self) -> list[FittedText]:
        """Returns the code, the heading and the sentence as they are laid out now."""
        if self._texts is None:
            self._texts = self._set()
        return self._texts

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Lays out the texts for the new size."""
        self._texts = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the card, the QR and the texts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = 26 * self._unit
        painter.setPen(QPen(QColor(self._palette.line), 1))
        painter.setBrush(QColor(self._palette.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._qr_text:
            self._paint_qr(painter)
            self._paint_texts(painter)
        painter.end()

    def _paint_qr(self, painter: QPainter) -> None:
        tile = self._tile()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(QR_LIGHT))
        painter.drawRoundedRect(tile, 16 * self._unit, 16 * self._unit)
        if self._picture is None:
            self._picture = qr_picture(self._qr_text, self._module)
            self._picture.setDevicePixelRatio(self.devicePixelRatioF())
        # The quiet zone's corners are the tile's own rounded ones; the modules lie well inside.
        inner = self.qr_rect()
        quiet = QUIET_ZONE * self._module
        side = len(qr_modules(self._qr_text)) * self._module
        painter.drawPixmap(inner.topLeft(), self._picture, QRectF(quiet, quiet, side, side))

    def _paint_texts(self, painter: QPainter) -> None:
        texts = self.texts()
        box = self._text_box()
        gaps = (0.0, 14 * self._unit, 2 * self._unit if self._invitation.title else 0.0)
        height = sum(text.rect.height() for text in texts) + sum(gaps)
        y = box.top() + max(0.0, (box.height() - height) / 2)
        colours = (self._palette.ink, self._palette.ink, self._palette.soft_ink)
        for text, colour, gap in zip(texts, colours, gaps, strict=True):
            y += gap
            text.paint(painter, QRectF(box.left(), y, box.width(), text.rect.height()), colour)
            y += text.rect.height()

    def _set(self) -> list[FittedText]:
        box = self._text_box()
        small = max(_LEAST_TEXT, 27 * self._unit)
        heading, sentence = self._invitation.title, self._invitation.line
        below = [
            FittedText(
                heading,
                TextStyle(small, 12, QFont.Weight.DemiBold, lines=2),
                box.width(),
                box.height() / 5,
            ),
            FittedText(sentence, TextStyle(small, 12, lines=5), box.width(), box.height() * 0.45),
        ]
        room = box.height() - sum(text.rect.height() for text in below) - 16 * self._unit
        style = TextStyle(
            max(26.0, 66 * self._unit),
            11,
            QFont.Weight.Bold,
            lines=1 if len(self._code) <= 10 else 6,  # noqa: PLR2004 -- a code made here has six letters
            tracking=4,
            is_code=True,
        )
        return [FittedText(plain(self._code), style, box.width(), room), *below]

    def _text_box(self) -> QRectF:
        tile = self._tile()
        gap = 22 * self._unit
        return QRectF(
            tile.right() + gap, tile.top(), self.width() - tile.right() - gap - 28 * self._unit, tile.height()
        )

    def _tile(self) -> QRectF:
        ratio = self.devicePixelRatioF()
        # On a whole device pixel, or every module's edge would be blurred.
        left = round(self._padding() * ratio) / ratio
        return QRectF(left, left, self._side(), self._side())

    def _side(self) -> float:
        modules = len(qr_modules(self._qr_text)) if self._qr_text else 21
        return (modules + 2 * QUIET_ZONE) * self._module / self.devicePixelRatioF()

    def _padding(self) -> float:
        return 14 * self._unit
