"""A preview of a printed page, as large as its space allows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.widgets.style import colours_of
from kiosk.wording.language.catalogue import _


class PagePreview(QWidget):
    """Shows a page of paper on a plain ground."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 180)
        self.show_page(_("No preview"), QImage())

    def show_page(self, words: str, picture: QImage) -> None:
        """Shows a picture of a page; the words are for screen readers."""
        self._picture = picture
        self.setAccessibleName(words)
        self.update()

    def is_blank(self) -> bool:
        """Returns True while there is no page to show."""
        return self._picture.isNull()

    def sizeHint(self) -> QSize:
        """Returns the size of an upright page."""
        return QSize(420, 560)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the page in the centre."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            page = QRectF(left, top, size.width(), size.height())
            painter.drawImage(page, self._picture)
            painter.setPen(QPen(QColor(colours_of(self).line), 1))
            painter.drawRect(page)
        painter.end()
