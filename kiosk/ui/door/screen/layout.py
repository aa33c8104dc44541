"""The places of the window's parts, from 1024x600 to 4K, in landscape and portrait, by the window's size."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from kiosk.ui.door.screen.button import TOUCH

QR_SHARE = 0.25
"""The least share of the screen's height that the QR covers, without its quiet zone."""

_LEAST_MARGIN = 16


@dataclass(frozen=True, slots=True)
class Scale:
    """The lengths from which all sizes are computed.

    Attributes:
        unit: The logical pixels of one pixel of the 1920x1080 drawing (1080x1920 in portrait).
        is_portrait: True when the window is higher than wide.
        margin: The margin around the whole, in logical pixels.
        qr_room: The size of the QR with its quiet zone, in logical pixels.
        qr_least: The least size of the QR without its quiet zone, in logical pixels.
    """

    unit: float
    is_portrait: bool
    margin: int
    qr_room: float
    qr_least: float


@dataclass(frozen=True, slots=True)
class Places:
    """The rectangles of the idle screen's parts, in the window's logical pixels."""

    header: QRect
    card: QRect
    camera: QRect
    status: QRect


def scale(size: QSize) -> Scale:
    """Returns the scale for a window's size."""
    width, height = size.width(), size.height()
    if height > width:
        unit = min(width / 1080, height / 1920) * 1.12
        return Scale(unit, True, _margin(50 * unit), height * 0.30, height * QR_SHARE)  # noqa: FBT003 -- named in Scale
    unit = min(width / 1920, height / 1080)
    return Scale(unit, False, _margin(64 * unit), height * 0.385, height * QR_SHARE)  # noqa: FBT003 -- named in Scale


def places(size: QSize, to: Scale, card_height: float, header_height: Callable[[int], int]) -> Places:
    """Returns the places of the parts.

    Args:
        size: The window's size, in logical pixels.
        to: The scale of that size.
        card_height: The height of the code card, in logical pixels.
        header_height: Returns the height that the header needs in a given width; called in portrait only.
    """
    if to.is_portrait:
        return _portrait(size, to, round(card_height), header_height)
    return _landscape(size, to, round(card_height))


def _landscape(size: QSize, to: Scale, card: int) -> Places:
    margin, unit = to.margin, to.unit
    bar = round(max(TOUCH + 16, 96 * unit))
    bottom = size.height() - bar - round(24 * unit)
    whole = size.width() - 2 * margin
    left = round(max(0.41 * whole, card + max(170.0, 300 * unit)))
    gap = round(max(16.0, 48 * unit))
    card_top = bottom - card
    return Places(
        header=QRect(margin, margin, left, card_top - margin - round(20 * unit)),
        card=QRect(margin, card_top, left, card),
        camera=QRect(margin + left + gap, margin, whole - left - gap, bottom - margin),
        status=QRect(0, size.height() - bar, size.width(), bar),
    )


def _portrait(size: QSize, to: Scale, card: int, header_height: Callable[[int], int]) -> Places:
    margin, unit = to.margin, to.unit
    bar = round(2 * max(TOUCH, 96 * unit) + 52 * unit)
    gap = round(30 * unit)
    width = size.width() - 2 * margin
    card_top = size.height() - bar - gap - card
    header = header_height(width)
    camera_top = margin + header + gap
    return Places(
        header=QRect(margin, margin, width, header),
        card=QRect(margin, card_top, width, card),
        camera=QRect(margin, camera_top, width, max(1, card_top - gap - camera_top)),
        status=QRect(0, size.height() - bar, size.width(), bar),
    )


def _margin(wanted: float) -> int:
    return max(_LEAST_MARGIN, round(wanted))
