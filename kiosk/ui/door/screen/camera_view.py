"""The camera's picture with a frame to hold a pass into, or a hint when the camera does not work.

A picture costs one scaled draw and a few small blends: the rounded corners, the frame and the
texts are drawn once and kept.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QRadialGradient,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from kiosk.scanning.messages import Preview
from kiosk.ui.camera.preview_image import image_of
from kiosk.ui.common.theme import LIGHT, ON_COLOUR, Palette
from kiosk.ui.door.labels import Hint
from kiosk.ui.door.screen.icons import icon
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.joined import sentences

_DARKEST = "#0E1524"
_LIGHTEST = "#2B3446"
_SHADE = 0.6  # where the shade behind the texts begins, as a share of the height


class CameraView(QWidget):
    """The camera's part of the screen."""

    def __init__(self, parent: QWidget, *, mirrored: bool) -> None:
        super().__init__(parent)
        # Every pixel is painted here, so Qt does not draw the parts behind for a new picture.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._mirrored = mirrored
        self._palette = LIGHT
        self._unit = 1.0
        self._hint = Hint("")
        self._preview: Preview | None = None
        self._image: QImage | None = None
        self._is_held = False
        self._backdrop: QPixmap | None = None
        self._pieces: list[tuple[QRectF, QPixmap]] = []

    def show_hint(self, hint: Hint) -> None:
        """Shows a hint; an icon in it replaces the picture."""
        if hint == self._hint:
            return
        self._hint = hint
        self.setAccessibleName(sentences(hint.title, hint.line))
        if hint.icon:
            self._preview = self._image = None
        self._redraw()

    def show_preview(self, preview: Preview) -> None:
        """Shows the newest picture; a picture of the wrong size is ignored."""
        image = None if self._hint.icon else image_of(preview)
        if image is None:
            return
        self._preview, self._image = preview, image  # the image uses the preview's bytes
        if not self._is_held:
            self.update()

    def pause(self) -> None:
        """Stops painting new pictures until `resume`, while something covers them."""
        self._is_held = True

    def resume(self) -> None:
        """Paints the newest picture and each following one."""
        self._is_held = False
        self.update()

    def wear(self, palette: Palette, unit: float) -> None:
        """Applies the colours and the scale."""
        self._palette, self._unit = palette, unit
        self._redraw()

    def texts(self) -> list[FittedText]:
        """Returns the texts as they are laid out now, the large one first."""
        unit, width, height = self._unit, self.width() * 0.88, self.height()
        title = TextStyle(
            max(19.0, 44 * unit), max(14.0, 20 * unit), QFont.Weight.DemiBold, 3, tracking=-1, centred=True
        )
        line = TextStyle(max(15.0, 26 * unit), 13, lines=4, centred=True)
        texts = [FittedText(self._hint.title, title, width, height * 0.3)]
        if self._hint.line:
            texts.append(FittedText(self._hint.line, line, width, height * 0.3))
        return texts

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Draws the kept pieces for the new size."""
        self._redraw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the picture and the kept pieces over it."""
        if self._backdrop is None:
            self._draw_pieces()
        painter = QPainter(self)
        if self._image is None and self._backdrop is not None:
            painter.drawPixmap(0, 0, self._backdrop)
        elif self._image is not None:
            self._paint_picture(painter, self._image)
        for box, piece in self._pieces:
            painter.drawPixmap(box.topLeft(), piece)
        painter.end()

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(self.rect(), image, self._cropped(image))
        painter.restore()

    def _cropped(self, image: QImage) -> QRect:
        """Returns the middle of the picture, in this widget's proportions."""
        width = min(image.width(), round(image.height() * self.width() / max(1, self.height())))
        height = min(image.height(), round(image.width() * self.height() / max(1, self.width())))
        return QRect(
            (image.width() - width) // 2, (image.height() - height) // 2, max(1, width), max(1, height)
        )

    def _redraw(self) -> None:
        self._backdrop = None
        self.update()

    def _draw_pieces(self) -> None:
        box = QRectF(self.rect())
        self._backdrop = self._drawn(box, self._paint_backdrop)
        # Whole pixels: a thin line would show between two blurred edges.
        corner = math.ceil(self._radius())
        self._pieces = []
        if self._hint.icon:
            self._pieces.append((box, self._drawn(box, self._paint_instead)))
        else:
            foot = QRectF(0, round(box.height() * _SHADE), box.width(), box.height())
            foot.setBottom(box.bottom())
            self._pieces.append((foot, self._drawn(foot, self._paint_words)))
            if self._hint.takes_passes:
                self._pieces += [
                    (part, self._drawn(part, self._paint_frame)) for part in self._frame_corners()
                ]
        for x in (0.0, box.width() - corner):
            for y in (0.0, box.height() - corner):
                part = QRectF(x, y, corner, corner)
                self._pieces.append((part, self._drawn(part, self._paint_outside)))

    def _drawn(self, box: QRectF, paint: Callable[[QPainter], None]) -> QPixmap:
        """Returns a part of this widget as a separate picture."""
        ratio = self.devicePixelRatioF()
        size = (box.size() * ratio).toSize()
        drawn = QPixmap(max(1, size.width()), max(1, size.height()))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-box.topLeft())
        paint(painter)
        painter.end()
        return drawn

    def _paint_backdrop(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        light = QRadialGradient(box.width() * 0.42, box.height() * 0.3, max(box.width(), box.height()) * 0.75)
        light.setColorAt(0, QColor(_LIGHTEST))
        light.setColorAt(1, QColor(_DARKEST))
        painter.fillRect(box, light)

    def _paint_outside(self, painter: QPainter) -> None:
        radius = self._radius()
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(path, QColor(self._palette.background))

    def _paint_words(self, painter: QPainter) -> None:
        box = QRectF(self.rect())
        shade = QLinearGradient(0, box.height() * _SHADE, 0, box.height())
        dark = QColor(_DARKEST)
        for place, alpha in ((0.0, 0.0), (0.3, 0.34), (0.58, 0.7), (1.0, 0.88)):
            dark.setAlphaF(alpha)
            shade.setColorAt(place, dark)
        painter.fillRect(box, shade)
        texts = self.texts()
        y = box.height() - 42 * self._unit - sum(text.rect.height() for text in texts)
        self._paint_texts(painter, texts, y)

    def _paint_instead(self, painter: QPainter) -> None:
        texts = self.texts()
        side = min(self.width(), self.height()) * 0.22
        gap = 36 * self._unit
        height = side + gap + sum(text.rect.height() for text in texts)
        y = (self.height() - height) / 2
        left = (self.width() - side) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 26))
        painter.drawEllipse(QRectF(left, y, side, side))
        inner = side * 0.5
        picture = icon(self._hint.icon, inner, ON_COLOUR, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left + (side - inner) / 2, y + (side - inner) / 2), picture)
        self._paint_texts(painter, texts, y + side + gap)

    def _paint_texts(self, painter: QPainter, texts: list[FittedText], y: float) -> None:
        width = self.width() * 0.88
        for text, colour in zip(texts, (ON_COLOUR, "#C9D1DE"), strict=False):
            text.paint(painter, QRectF((self.width() - width) / 2, y, width, text.rect.height()), colour)
            y += text.rect.height() + 10 * self._unit

    def _frame(self) -> QRectF:
        side = min(self.width(), self.height() * 0.78) * 0.62
        return QRectF((self.width() - side) / 2, (self.height() * 0.78 - side) / 2, side, side)

    def _frame_corners(self) -> list[QRectF]:
        frame = self._frame().adjusted(-self._stroke(), -self._stroke(), self._stroke(), self._stroke())
        arm = round(frame.width() * 0.24)
        return [
            QRectF(round(x), round(y), arm, arm)
            for x in (frame.left(), frame.right() - arm)
            for y in (frame.top(), frame.bottom() - arm)
        ]

    def _radius(self) -> float:
        return 32 * self._unit

    def _stroke(self) -> float:
        return max(3.0, 7 * self._unit)

    def _paint_frame(self, painter: QPainter) -> None:
        radius = self._radius()
        painter.setPen(QPen(QColor(ON_COLOUR), self._stroke()))
        painter.drawRoundedRect(self._frame(), radius, radius)
