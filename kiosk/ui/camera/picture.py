"""A camera's whole picture, or a sentence that explains why there is none."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.scanning.messages import Preview
from kiosk.ui.camera.preview_image import image_of
from kiosk.ui.common.theme import ON_COLOUR, font
from kiosk.ui.widgets.style import colours_of
from kiosk.wording.language.catalogue import _

_BACKDROP = "#0E1524"
_RADIUS = 12
_LEAST = QSize(240, 135)
_WIDE = (16, 9)
_WORDS, _MARGIN = 16, 24


class CameraPicture(QWidget):
    """A field of 16:9 for the pictures of one camera after another."""

    def __init__(self, *, mirrored: bool) -> None:
        super().__init__()
        self._mirrored = mirrored
        self._words = ""
        self._preview: Preview | None = None
        self._image: QImage | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(_LEAST)
        self.setAccessibleName(_("What the camera sees"))

    @property
    def is_live(self) -> bool:
        """True while there is a picture."""
        return self._image is not None

    @property
    def words(self) -> str:
        """Returns the sentence that is shown instead of a picture."""
        return "" if self.is_live else self._words

    def show_preview(self, preview: Preview) -> None:
        """Shows the newest picture; one of the wrong size is ignored."""
        image = image_of(preview)
        if image is None:
            return
        self._preview, self._image = preview, image  # the image uses the preview's bytes
        self.update()

    def show_words(self, words: str) -> None:
        """Shows a sentence instead of a picture."""
        self._preview = self._image = None
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Returns True: it is 16:9."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Returns the height that makes it 16:9."""
        across, down = _WIDE
        return width * down // across

    def sizeHint(self) -> QSize:
        """Returns twice its least size."""
        return _LEAST * 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the whole picture, or the sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(_BACKDROP))
        if self._image is not None:
            self._paint_picture(painter, self._image)
        else:
            painter.setFont(font(_WORDS))
            painter.strokePath(outline, QPen(QColor(colours_of(self).line), 2))
            painter.setPen(QColor(ON_COLOUR))
            inner = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        painter.end()

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(place, image)
