"""Reads printed pages as a door's camera would: draws them, then decodes them with the shipped decoder."""

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
    """Opens a PDF, and checks that it is complete."""
    document = QPdfDocument()
    assert document.load(str(path)) is QPdfDocument.Error.None_
    return document


def page_of(document: QPdfDocument, page: int, dpi: float = 150) -> QImage:
    """Draws a page on white paper."""
    points = document.pagePointSize(page)
    size = QSize(round(points.width() / 72 * dpi), round(points.height() / 72 * dpi))
    paper = QImage(size, QImage.Format.Format_Grayscale8)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(page, size))
    painter.end()
    return paper


def pixels(picture: QImage) -> Picture:
    """Returns the brightness of each pixel, as rows."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()  # a copy: the bytes are deleted with the picture


def codes_on(document: QPdfDocument, layout: Layout) -> list[str]:
    """Returns the code of each badge, decoded one by one as people hold them up."""
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
    """Returns the page's text."""
    return " ".join(document.getAllText(page).text().split())
