"""The door's icons, drawn sharp at any size, each in one colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk.shipped import RESOURCES


@lru_cache(maxsize=64)
def icon(name: str, size: float, colour: str, ratio: float) -> QPixmap:
    """Returns an icon of resources/icons.

    Args:
        name: The file's name, without its ending.
        size: The side of its square, in logical pixels.
        colour: The colour of its strokes, `#RRGGBB`.
        ratio: The number of device pixels in a logical pixel.
    """
    side = max(1, round(size * ratio))
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    drawing = (
        (RESOURCES / "icons" / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode("ascii"))
    )
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
