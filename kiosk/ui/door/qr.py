"""The event's QR as a picture: whole device pixels a module, dark on white, with its quiet zone."""

import math
from functools import lru_cache

from PySide6.QtGui import QColor, QImage, QPixmap

QUIET_ZONE = 4
"""Modules of white on each side: ISO/IEC 18004, 6.3.8."""

DARK = "#0B1220"
LIGHT = "#FFFFFF"


@lru_cache(maxsize=8)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The QR of a text, true for dark, without its quiet zone. Error correction M."""
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415 -- the window paints before the library is read
    from qrcode.main import QRCode  # noqa: PLC0415 -- same

    code = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def module_size(modules: int, room: int, least: int) -> int:
    """Device pixels of one module's side.

    Args:
        modules: On one side, the quiet zone not counted.
        room: Device pixels for the code with its quiet zone; filled as far as whole pixels can.
        least: Device pixels the code must cover without its quiet zone, even beyond the room.
    """
    return max(1, room // (modules + 2 * QUIET_ZONE), math.ceil(least / modules))


def qr_picture(text: str, module: int) -> QPixmap:
    """The QR with its quiet zone, `module` pixels a module."""
    rows = qr_modules(text)
    side = len(rows) + 2 * QUIET_ZONE
    small = QImage(side, side, QImage.Format.Format_RGB32)
    small.fill(QColor(LIGHT))
    dark = QColor(DARK)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                small.setPixelColor(x + QUIET_ZONE, y + QUIET_ZONE, dark)
    return QPixmap.fromImage(small.scaled(side * module, side * module))
