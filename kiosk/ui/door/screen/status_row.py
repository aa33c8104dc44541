"""The status bar's texts at their places: all where there is room, else without the least important ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from kiosk.ui.common.theme import Palette, Tone
from kiosk.ui.door.labels import StatePill
from kiosk.ui.widgets.fitted import FittedText, TextStyle

# Shares of the letters' size:
_PILL_SIDES = 2.6  # the dot and the space beside a pill's text
_PILL_HEIGHT = 1.9
_AFTER_PILL = 0.75
_BEFORE_AS_OF = 0.4
_BETWEEN_SIDES = 0.9
_SMALLEST = 0.7  # to which letters shrink before a text is cut
_BEFORE_TWO_LINES = (1.0, 0.9, 0.8)  # sizes that are tried before a second line is used
_LINE_OF_TWO = 1.7

_NAME_SHARE = 0.25  # of the row's width, at most
_ENDLESS = 10_000.0


@dataclass(frozen=True, slots=True)
class StatusTexts:
    """The texts of a status bar; each may be empty.

    Attributes:
        state: The event's state.
        pills: The states of the link, the most important first.
        counter: The number of check-ins.
        as_of: The time as of which the counter is right.
        kiosk: The door's name.
        clock: The time of day.
    """

    state: StatePill | None = None
    pills: tuple[StatePill, ...] = ()
    counter: str = ""
    as_of: str = ""
    kiosk: str = ""
    clock: str = ""

    def all_pills(self) -> tuple[StatePill, ...]:
        """Returns the pills that have a text, in their order on the screen."""
        return tuple(pill for pill in (self.state, *self.pills) if pill is not None and pill.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """One text at its place.

    Attributes:
        text: The text as it is set.
        box: Its place; for a pill, the whole rounded box.
        size: The size of the letters before they shrink, in logical pixels.
        pill: The pill, which gives its colours; None for a text without a box.
        is_soft: True for a text of less importance.
    """

    text: FittedText
    box: QRectF
    size: float
    pill: StatePill | None = None
    is_soft: bool = False


def arranged(texts: StatusTexts, row: QRectF, size: float, *, has_two_lines: bool) -> list[Piece]:
    """Returns the texts at their places: states and counter on the left, name and clock on the right.

    Args:
        texts: The texts.
        row: The room, in logical pixels.
        size: The size of the letters, in logical pixels.
        has_two_lines: True when the row is high enough for a second line, which takes the link's states
            before any text is left out.
    """
    if not has_two_lines or not texts.pills:
        return _line(_shortened(texts, row, size), row, size)
    for smaller in _BEFORE_TWO_LINES:
        if _fits(texts, row, smaller * size):
            return _line(texts, row, smaller * size)
    size *= _BEFORE_TWO_LINES[-1]
    gap = (row.height() - 2 * _LINE_OF_TWO * size) / 3
    upper = QRectF(row.left(), row.top() + gap, row.width(), _LINE_OF_TWO * size)
    lower = upper.translated(0, upper.height() + gap)
    first, second = replace(texts, pills=()), StatusTexts(pills=texts.pills)
    return [
        *_line(_shortened(first, upper, size), upper, size),
        *_line(_shortened(second, lower, size), lower, size),
    ]


def paint(painter: QPainter, piece: Piece, palette: Palette) -> None:
    """Paints a text at its place."""
    if piece.pill is None:
        ink = palette.soft_ink if piece.is_soft else palette.ink
        _paint_text(painter, piece.text, piece.box, ink)
        return
    box, size, tone = piece.box, piece.size, palette.tone(piece.pill.tone)
    radius = min(box.height() / 2, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.background))
    painter.drawRoundedRect(box, radius, radius)
    dot = size * 0.42
    painter.setBrush(QColor(palette.tone(piece.pill.dot or piece.pill.tone).dot))
    painter.drawEllipse(QRectF(box.left() + size * 0.85 - dot / 2, box.center().y() - dot / 2, dot, dot))
    inner = QRectF(box.left() + 1.5 * size, box.top(), piece.text.rect.width() + 1, box.height())
    _paint_text(painter, piece.text, inner, tone.ink)


def arranged_around(
    sentence: str, texts: StatusTexts, row: QRectF, size: float, *, lines: int
) -> list[Piece]:
    """Returns state, counter and clock at their places, and between them a sentence about the lost database.

    Args:
        sentence: The sentence.
        texts: The texts. The link's states are left out: nobody knows whether they still hold.
        row: The room, in logical pixels.
        size: The size of the letters, in logical pixels.
        lines: The most lines of the sentence.
    """
    texts = replace(texts, pills=(), kiosk="")
    pieces = _line(texts, row, size)
    gap = _BETWEEN_SIDES * size
    right = pieces[0].box.left() - gap if texts.clock else row.right()
    has_left = texts.state is not None or texts.counter
    left = pieces[-1].box.right() + gap if has_left else row.left()
    room = QRectF(left, row.top(), right - left, row.height())
    style = TextStyle(size * 0.8, 13.0, QFont.Weight.Medium, lines=lines)
    text = FittedText(sentence, style, room.width() - _PILL_SIDES * size, room.height() - 12)
    return [*pieces, _pill_piece(StatePill(sentence, Tone.WARY), text, room.left(), room, size)]


def _shortened(texts: StatusTexts, row: QRectF, size: float) -> StatusTexts:
    """Returns as many of the texts as fit, the most important first, each as long as it can be."""
    unseen = tuple(replace(pill, text="") for pill in texts.pills)
    shown = StatusTexts(state=texts.state, pills=unseen, clock=texts.clock)
    for number, add in enumerate(_additions(texts)):
        more = add(shown)
        if number == 0 or _fits(more, row, size):
            shown = more
    return shown


def _additions(texts: StatusTexts) -> Iterator[Callable[[StatusTexts], StatusTexts]]:
    """Yields functions that show one more of the texts, or a longer one, the most important first."""
    for number, pill in enumerate(texts.pills):
        yield partial(_with_pill, number, pill, len(pill.shorter))
    yield lambda shown: replace(shown, counter=texts.counter, as_of=texts.as_of)
    for level in range(max((len(pill.shorter) for pill in texts.pills), default=0) - 1, -1, -1):
        for number, pill in enumerate(texts.pills):
            yield partial(_with_pill, number, pill, min(level, len(pill.shorter)))
    yield lambda shown: replace(shown, kiosk=texts.kiosk)


def _with_pill(number: int, pill: StatePill, level: int, shown: StatusTexts) -> StatusTexts:
    """Returns the texts with one of the words of a pill; level 0 has the longest words."""
    pills = list(shown.pills)
    pills[number] = replace(pill, text=(pill.text, *pill.shorter)[level])
    return replace(shown, pills=tuple(pills))


def _fits(texts: StatusTexts, row: QRectF, size: float) -> bool:
    pieces = _line(texts, QRectF(0, 0, _ENDLESS, row.height()), size, name_width=_NAME_SHARE * row.width())
    return sum(piece.box.width() for piece in pieces) + sum(_gaps(texts, size)) <= row.width()


def _gaps(texts: StatusTexts, size: float) -> list[float]:
    """Returns the spaces between the texts."""
    left = [*texts.all_pills(), *filter(None, (texts.counter, texts.as_of))]
    right = [*filter(None, (texts.kiosk, texts.clock))]
    gaps = [_AFTER_PILL * size] * max(0, len(left) - 1)
    if texts.counter and texts.as_of:
        gaps[-1] = _BEFORE_AS_OF * size
    between = [_BETWEEN_SIDES * size] * (len(right) - 1 if not left else len(right))
    return gaps + between


def _line(texts: StatusTexts, row: QRectF, size: float, name_width: float | None = None) -> list[Piece]:
    """Returns the texts in one line; they shrink and are cut where there is no room at all."""
    name_width = _NAME_SHARE * row.width() if name_width is None else name_width
    pieces: list[Piece] = []
    right = row.right()
    for text, width, is_soft in ((texts.clock, row.width(), False), (texts.kiosk, name_width, True)):
        if text:
            fitted = _fitted(text, size, width, row.height(), counts=not is_soft)
            box = QRectF(right - fitted.rect.width(), row.top(), fitted.rect.width() + 1, row.height())
            pieces.append(Piece(fitted, box, size, is_soft=is_soft))
            right = box.left() - _BETWEEN_SIDES * size
    x = row.left()
    for pill in texts.all_pills():
        room = max(size, right - x - _PILL_SIDES * size)
        fitted = _fitted(pill.text, size, room, row.height(), weight=QFont.Weight.DemiBold)
        pieces.append(_pill_piece(pill, fitted, x, row, size))
        x = pieces[-1].box.right() + _AFTER_PILL * size
    for text, is_soft in ((texts.counter, False), (texts.as_of, True)):
        if text:
            fitted = _fitted(text, size, max(size, right - x), row.height(), counts=True)
            box = QRectF(x, row.top(), fitted.rect.width() + 1, row.height())
            pieces.append(Piece(fitted, box, size, is_soft=is_soft))
            x = box.right() + _BEFORE_AS_OF * size
    return pieces


def _pill_piece(pill: StatePill, text: FittedText, x: float, row: QRectF, size: float) -> Piece:
    height = max(min(_PILL_HEIGHT * size, row.height()), text.rect.height() + 0.45 * size)
    width = text.rect.width() + _PILL_SIDES * size
    return Piece(text, QRectF(x, row.center().y() - height / 2, width, height), size, pill)


def _fitted(  # noqa: PLR0913 -- the last two by name
    text: str,
    size: float,
    width: float,
    height: float,
    *,
    weight: QFont.Weight = QFont.Weight.Medium,
    counts: bool = False,
) -> FittedText:
    return FittedText(text, TextStyle(size, size * _SMALLEST, weight, counts=counts), width, height)


def _paint_text(painter: QPainter, text: FittedText, box: QRectF, ink: str) -> None:
    """Paints a text that was set into more room than its box, where right-to-left text is at the right."""
    text.paint(painter, box.translated(-text.rect.left(), 0), ink, middle=True)
