"""One badge with name, QR, token and event or group, drawn into any box on any painter."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath

from kiosk.qr import QUIET_ZONE, qr_modules
from kiosk.ui.common.theme import LIGHT, REFUSAL
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.language.safe_text import plain

DPI = 300
"""Units per inch in which badges are drawn, at any resolution of the paper."""

MM = DPI / 25.4
"""Units per millimetre."""

_POINT = DPI / 72
_DARK = QColor("#000000")
_LIGHT = QColor("#FFFFFF")
_BOLD, _MEDIUM = QFont.Weight.Bold, QFont.Weight.Medium
_WIDE = 1.15
"""The ratio of width to height from which the QR stands beside the name instead of below it."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The texts on one badge.

    Attributes:
        name: The name of its holder, or of a thing.
        text: The text in the QR.
        caption: The same text in a form that people can type.
        occasion: The event or group it is for, or "".
        note: A remark, such as that the pass is revoked, or "".
    """

    name: str
    text: str
    caption: str
    occasion: str = ""
    note: str = ""


def draw_badge(painter: QPainter, box: QRectF, badge: Badge) -> None:
    """Draws a badge into a box.

    Names shrink, then wrap, then end in an ellipsis; all text is plain, in its own direction.

    Args:
        painter: A painter whose units are 1/300 inch.
        box: At least 50 x 40 mm.
        badge: The badge.
    """
    short = min(box.width(), box.height())
    pad = min(max(0.07 * short, 3 * MM), 12 * MM)
    inner = box.adjusted(pad, pad, -pad, -pad)
    if box.width() >= _WIDE * box.height():
        _draw_wide(painter, inner, badge)
    else:
        _draw_tall(painter, inner, badge)


def _draw_wide(painter: QPainter, inner: QRectF, badge: Badge) -> None:
    side = _draw_qr(painter, badge.text, inner, room=min(inner.height(), 0.49 * inner.width()), at_right=True)
    words = inner.adjusted(0, 0, -(side + 2 * MM), 0)
    height = inner.height()
    occasion, caption = 0.18 * height, 0.12 * height
    note = 0.1 * height if badge.note else 0.0
    top, foot = words.top() + occasion, words.bottom() - caption - note
    _write(painter, badge.occasion, _part(words, words.top(), occasion), 0.08 * height, lines=2, soft=True)
    name = _part(words, top, foot - top)
    _write(painter, badge.name, name, 0.22 * height, weight=_BOLD, lines=4)
    _write(painter, badge.note, _part(words, foot, note), 0.07 * height, colour=REFUSAL)
    line = _part(words, words.bottom() - caption, caption)
    _write(painter, badge.caption, line, 0.1 * height)


def _draw_tall(painter: QPainter, inner: QRectF, badge: Badge) -> None:
    height = inner.height()
    occasion, name, caption = 0.1 * height, 0.26 * height, 0.07 * height
    note = caption if badge.note else 0.0
    words = _part(inner, inner.top(), occasion)
    _write(painter, badge.occasion, words, 0.05 * height, lines=2, soft=True, centred=True)
    words = _part(inner, inner.top() + occasion, name)
    _write(painter, badge.name, words, 0.1 * height, weight=_BOLD, lines=3, centred=True)
    top = inner.top() + occasion + name
    room = inner.bottom() - caption - note - top
    middle = _part(inner, top, room)
    _draw_qr(painter, badge.text, middle, room=min(room, inner.width(), 120 * MM))
    line = _part(inner, inner.bottom() - caption - note, caption)
    _write(painter, badge.caption, line, 0.05 * height, centred=True)
    line = _part(inner, inner.bottom() - note, note)
    _write(painter, badge.note, line, 0.04 * height, colour=REFUSAL, centred=True)


def _part(box: QRectF, top: float, height: float) -> QRectF:
    return QRectF(box.left(), top, box.width(), height)


def _write(  # noqa: PLR0913 -- the style of a text
    painter: QPainter,
    words: str,
    box: QRectF,
    size: float,
    *,
    weight: QFont.Weight = _MEDIUM,
    lines: int = 1,
    colour: str = LIGHT.ink,
    soft: bool = False,
    centred: bool = False,
) -> None:
    words = plain(words)
    if not words:
        return
    least = min(size, 6 * _POINT)
    style = TextStyle(size, least, weight, lines=lines, centred=centred)
    fitted = FittedText(words, style, box.width(), box.height())
    fitted.paint(painter, box, LIGHT.soft_ink if soft else colour, middle=True)


def _draw_qr(painter: QPainter, text: str, box: QRectF, *, room: float, at_right: bool = False) -> float:
    """Draws the QR on white with its quiet zone, in modules of whole units; returns its side."""
    modules = qr_modules(text)
    across = len(modules) + 2 * QUIET_ZONE
    module = max(1, int(room / across))
    side = module * across
    left = round(box.right() - side if at_right else box.center().x() - side / 2)
    top = round(box.center().y() - side / 2)
    painter.fillRect(QRectF(left, top, side, side), _LIGHT)
    path = QPainterPath()
    for row, line in enumerate(modules, QUIET_ZONE):
        for column, length in _runs(line):
            x = left + (column + QUIET_ZONE) * module
            path.addRect(x, top + row * module, length * module, module)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, _DARK)
    return side


def _runs(line: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Returns the start and the length of each run of dark modules in a line."""
    runs: list[tuple[int, int]] = []
    for index, is_dark in enumerate(line):
        if is_dark and index and line[index - 1]:
            start, length = runs[-1]
            runs[-1] = start, length + 1
        elif is_dark:
            runs.append((index, 1))
    return runs
