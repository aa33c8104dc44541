"""Badges on pages, drawn by the same code for a PDF, a printer and a preview."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
)
from PySide6.QtPrintSupport import QPrinter

from kiosk.domain.progress import CountCallback
from kiosk.ui.common.theme import load_fonts
from kiosk.ui.paper.badge import DPI, MM, Badge, draw_badge
from kiosk.ui.paper.layouts import Box, Layout, SheetSize
from kiosk.ui.paper.pdf import write_pdf

_CUT = QColor("#9AA4B2")


def write_badges(
    path: Path, title: str, layout: Layout, badges: Iterable[Badge], on_progress: CountCallback
) -> None:
    """Writes a PDF. Needs a Qt application for its fonts, but no screen; any thread may call it.

    Args:
        path: The file; one that exists is replaced. atomic_file gives a path that takes its place at the end.
        title: The document's title.
        layout: The layout of its pages.
        badges: Each is asked for when it is drawn.
        on_progress: Gets the progress, and may end the work.

    Raises:
        OSError: The file cannot be written.
    """
    write_pdf(path, title, dpi=DPI, draw=lambda writer: draw_badges(writer, layout, badges, on_progress))


def draw_badges(
    device: QPagedPaintDevice, layout: Layout, badges: Iterable[Badge], on_progress: CountCallback
) -> bool:
    """Draws badges on as many pages as they take.

    Args:
        device: A QPdfWriter, or a QPrinter; its page is set to the layout's paper.
        layout: The layout of the pages.
        badges: Each is asked for when it is drawn.
        on_progress: Gets the progress, and may end the work.

    Returns:
        False when the device takes no drawing: a printer that is gone.
    """
    load_fonts()
    device.setPageLayout(page_layout(layout.paper))
    painter = QPainter()
    if not painter.begin(device):
        return False
    is_drawn = False
    try:
        painter.scale(device.logicalDpiX() / DPI, device.logicalDpiY() / DPI)
        drawn = 0
        for number, page in enumerate(_pages(badges, layout.a_page)):
            if number and not device.newPage():
                return False
            for _ in _drawn_page(painter, layout, page):
                drawn += 1
                on_progress(drawn)
        is_drawn = True
    finally:
        if not is_drawn and isinstance(device, QPrinter):
            device.abort()  # an incomplete stack of badges is not printed
        is_whole = (
            painter.end()
        )  # also when work ends early: Qt ends the process if the device is deleted first
    return is_whole


def page_picture(layout: Layout, badges: Sequence[Badge], width: int) -> QImage:
    """Returns the first page as a picture of this width in pixels."""
    load_fonts()
    scale = width / (layout.paper.width * MM)
    picture = QImage(QSize(width, round(layout.paper.height * MM * scale)), QImage.Format.Format_RGB32)
    picture.fill(QColor("#FFFFFF"))
    painter = QPainter(picture)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        for _ in _drawn_page(painter, layout, badges[: layout.a_page]):
            pass
    finally:
        painter.end()
    return picture


def page_layout(paper: SheetSize) -> QPageLayout:
    """Returns Qt's layout of the paper, upright and without margins: label sheets have their own."""
    size = QPageSize(QSizeF(paper.width, paper.height), QPageSize.Unit.Millimeter, paper.name)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _pages(badges: Iterable[Badge], a_page: int) -> Iterator[list[Badge]]:
    left = iter(badges)
    while page := list(islice(left, a_page)):
        yield page


def _drawn_page(painter: QPainter, layout: Layout, badges: Sequence[Badge]) -> Iterator[None]:
    for box, badge in zip(layout.boxes(), badges, strict=False):
        draw_badge(painter, _rect(box), badge)
        yield
    if layout.is_cut:
        _draw_cuts(painter, layout)


def _draw_cuts(painter: QPainter, layout: Layout) -> None:
    painter.setPen(QPen(_CUT, 0.15 * MM))
    for place in layout.boxes():
        box = _rect(place)
        corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
        for one, other in zip(corners, (*corners[1:], corners[0]), strict=True):
            painter.drawLine(QPointF(one), QPointF(other))


def _rect(box: Box) -> QRectF:
    return QRectF(box.left * MM, box.top * MM, box.width * MM, box.height * MM)
