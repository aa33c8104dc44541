"""The door's icons, drawn sharp at any size in any one colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk.shipped import RESOURCES


@lru_cache(maxsize=64)
def icon(name: str, size: float, colour: str, ratio: float) -> QPixmap:
    """An icon of resources/icons.

    Args:
        name: The file's, without its ending.
        size: Of its square, in logical pixels.
        colour: Of its strokes, `#RRGGBB`.
        ratio: Device pixels in a logical one.
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
