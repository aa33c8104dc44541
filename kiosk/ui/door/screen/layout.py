"""Where everything stands, from 1024x600 to 4K, landscape and portrait: a pure function of the size."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from kiosk.ui.door.screen.button import TOUCH

QR_SHARE = 0.25
"""Of the screen's height that the QR covers at least, its quiet zone not counted."""

_LEAST_MARGIN = 16


@dataclass(frozen=True, slots=True)
class Scale:
    """What everything's size comes from.

    Attributes:
        unit: Logical pixels of one pixel of the 1920x1080 drawing (1080x1920 in portrait).
        is_portrait: True when the window is higher than wide.
        margin: Around the whole, in logical pixels.
        qr_room: For the QR with its quiet zone, in logical pixels.
        qr_least: The QR alone covers at least this, in logical pixels.
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
    """The scale that goes with a window's size."""
    width, height = size.width(), size.height()
    if height > width:
        unit = min(width / 1080, height / 1920) * 1.12
        return Scale(unit, True, _margin(50 * unit), height * 0.30, height * QR_SHARE)  # noqa: FBT003 -- named in Scale
    unit = min(width / 1920, height / 1080)
    return Scale(unit, False, _margin(64 * unit), height * 0.385, height * QR_SHARE)  # noqa: FBT003 -- named in Scale


def places(size: QSize, to: Scale, card_height: float, header_height: Callable[[int], int]) -> Places:
    """Where the parts go.

    Args:
        size: The window's.
        to: The scale of that size.
        card_height: What the code card needs.
        header_height: What the header needs in a given width; asked in portrait only.
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
