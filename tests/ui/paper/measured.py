"""Pages looked at as a door's camera would: drawn, then read with the program's own decoder."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.opencv import Picture
from kiosk.ui.paper.layouts import Layout


def opened(path: Path) -> QPdfDocument:
    """A PDF that is whole."""
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    return document


def page_of(document: QPdfDocument, page: int, dpi: float = 150) -> QImage:
    """A page on white paper."""
    points = document.pagePointSize(page)
    size = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
    paper = QImage(size, QImage.Format.Format_Grayscale8)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return paper


def pixels(picture: QImage) -> Picture:
    """Its brightness."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()  # the picture takes its bytes with it


def codes_on(document: QPdfDocument, layout: Layout) -> list[str]:
    """What each badge says, held up by itself as people do."""
    engine = ZbarEngine()
    found: list[str] = []
    for page in range(document.pageCount()):
        grey, scale = pixels(page_of(document, page)), 150 / 25.4
        for box in layout.boxes():
            top, left = round(box.top * scale), round(box.left * scale)
            badge = grey[top : top + round(box.height * scale), left : left + round(box.width * scale)]
            found += decode(badge, engine)
    return found


def words_on(document: QPdfDocument, page: int = 0) -> str:
    """The page's text."""
    return " ".join(document.getAllText(page).text().split())
