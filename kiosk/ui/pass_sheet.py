"""A printable sheet of passes: name, QR, token, on A4, two columns."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from kiosk.qr import QUIET_ZONE, qr_modules

_COLUMNS, _ROWS = 2, 4
_DPI = 300
_MM = _DPI / 25.4
_QR_MM = 40.0
_INK = QColor("#0B1220")
_GREY = QColor("#4A5568")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """One code on the sheet.

    Attributes:
        heading: Whose or what it is.
        text: What the QR says.
        caption: The same for people, to type.
        note: What will happen when it is held up, or "".
    """

    heading: str
    text: str
    caption: str
    note: str = ""


def write_pass_sheet(path: Path, title: str, codes: list[SheetCode]) -> None:
    """Writes a one-page PDF of at most eight codes, 40 mm QRs, ready to cut along the lines.

    Needs a running Qt application for its fonts. A failed write leaves no half file.

    Raises:
        OSError: The file cannot be written.
    """
    half = path.with_suffix(".part")
    try:
        writer = QPdfWriter(str(half))
        writer.setResolution(_DPI)
        writer.setTitle(title)
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(12, 12, 12, 12),
                QPageLayout.Unit.Millimeter,
            )
        )
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError(f"{path} cannot be written")
        page = QRectF(0, 0, writer.width(), writer.height())
        _draw_page(painter, page, title, codes[: _COLUMNS * _ROWS])
        painter.end()
        del writer
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _draw_page(painter: QPainter, page: QRectF, title: str, codes: list[SheetCode]) -> None:
    head = 14 * _MM
    painter.setPen(_INK)
    painter.setFont(_font(15, bold=True))
    painter.drawText(QRectF(0, 0, page.width(), head), Qt.AlignmentFlag.AlignLeft, title)
    width, height = page.width() / _COLUMNS, (page.height() - head) / _ROWS
    for number, code in enumerate(codes):
        column, row = number % _COLUMNS, number // _COLUMNS
        _draw_code(painter, QRectF(column * width, head + row * height, width, height), code)


def _draw_code(painter: QPainter, box: QRectF, code: SheetCode) -> None:
    painter.setPen(QColor("#CBD2DC"))
    painter.drawRect(box)
    inner = box.adjusted(4 * _MM, 4 * _MM, -4 * _MM, -4 * _MM)
    painter.setPen(_INK)
    painter.setFont(_font(12, bold=True))
    painter.drawText(inner, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextSingleLine, code.heading)
    _draw_qr(painter, inner, code.text)
    foot = QRectF(inner.left(), inner.bottom() - 10 * _MM, inner.width(), 10 * _MM)
    painter.setPen(_INK)
    painter.setFont(_font(10, bold=False))
    painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, code.caption)
    painter.setPen(_GREY)
    painter.setFont(_font(8, bold=False))
    painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, code.note)


def _draw_qr(painter: QPainter, inner: QRectF, text: str) -> None:
    modules = qr_modules(text)
    across = len(modules) + 2 * QUIET_ZONE
    module = int(_QR_MM * _MM / across)
    left = inner.center().x() - module * len(modules) / 2
    top = inner.top() + 7 * _MM + module * QUIET_ZONE
    for row, line in enumerate(modules):
        for column, dark in enumerate(line):
            if dark:
                square = QRectF(left + column * module, top + row * module, module, module)
                painter.fillRect(square, Qt.GlobalColor.black)


def _font(points: int, *, bold: bool) -> QFont:
    font = QFont("Inter", points)
    font.setBold(bold)
    return font
