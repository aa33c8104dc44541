"""The event's QR as a picture: whole device pixels a module, dark on white, with its quiet zone."""

import math

from PySide6.QtGui import QColor, QImage, QPixmap

from kiosk.qr import QUIET_ZONE, qr_modules

DARK_MODULE = "#0B1220"
LIGHT_MODULE = "#FFFFFF"


def module_size(modules: int, room: int, least: int) -> int:
    """Returns the side of one module, in device pixels.

    Args:
        modules: Modules of one side, without the quiet zone.
        room: Device pixels for the code with its quiet zone; filled as far as whole pixels can.
        least: Device pixels the code must cover without its quiet zone, even beyond the room.
    """
    return max(1, room // (modules + 2 * QUIET_ZONE), math.ceil(least / modules))


def qr_picture(text: str, module: int) -> QPixmap:
    """Returns the QR with its quiet zone, `module` pixels a module."""
    rows = qr_modules(text)
    side = len(rows) + 2 * QUIET_ZONE
    small = QImage(side, side, QImage.Format.Format_RGB32)
    small.fill(QColor(LIGHT_MODULE))
    dark = QColor(DARK_MODULE)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                small.setPixelColor(x + QUIET_ZONE, y + QUIET_ZONE, dark)
    return QPixmap.fromImage(small.scaled(side * module, side * module))
