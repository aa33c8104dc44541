"""Text that fits its box: it shrinks, then wraps, then ends in an ellipsis. Always plain text."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from kiosk.ui.common.theme import font
from kiosk.wording.language.safe_text import is_right_to_left

_STEP = 0.94  # the factor from one size to the next that is tried
_HYPHENS = "-\u2010"  # a word may be broken after one of these
_NO_BREAK = "\u2060"  # invisible; a line cannot end here
_STUB = re.compile(rf"(?<=\b\w)[{_HYPHENS}](?=\w)|[{_HYPHENS}](?=\w{{1,3}}\b)")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The style of a text, with the limits of its size.

    Attributes:
        largest: Pixels of the em tried first.
        smallest: Pixels of the em below which it is cut rather than shrunk.
        weight: Weight of the shipped font.
        lines: The most lines.
        spacing: Line height as a multiple of the font's own.
        tracking: Space added between letters, in hundredths of the em.
        centred: True to centre it in its box; else it starts at the left, right-to-left text at the right.
        counts: True for clocks and counters, whose digits should not move.
        is_code: True for codes: slashed zeros, and lines may break anywhere.
    """

    largest: float
    smallest: float
    weight: QFont.Weight = QFont.Weight.Normal
    lines: int = 1
    spacing: float = 1.0
    tracking: float = 0.0
    centred: bool = False
    counts: bool = False
    is_code: bool = False


class FittedText:
    """One text set into a width and a height, ready to be painted often.

    Attributes:
        size: Pixels of the em that was chosen.
        rect: The painted lines, relative to the box's top left corner.
        is_cut: True when an ellipsis stands for what did not fit.
    """

    def __init__(self, text: str, style: TextStyle, width: float, height: float) -> None:
        self._style = style
        self._width = max(1.0, width)
        self._height = max(1.0, height)
        self.is_cut = False
        self.size = style.largest
        if style.lines > 1 and not style.is_code:
            text = _STUB.sub(rf"\g<0>{_NO_BREAK}", text)  # no "Walk-" at a line's end and "in" in the next
        self._layout = self._set(text, self.size)
        self._shrink(text, min(style.smallest, style.largest))
        self.rect = self._bounds()

    @property
    def text(self) -> str:
        """Returns the text that is painted, with its ellipsis."""
        return self._layout.text().replace(_NO_BREAK, "")

    def paint(self, painter: QPainter, box: QRectF, colour: str, *, middle: bool = False) -> None:
        """Draws the lines into a box of the width and height they were fitted to.

        Args:
            painter: The painter of any widget.
            box: The box.
            colour: The colour of the letters.
            middle: True to centre the lines in the box's height.
        """
        top = box.top() + ((box.height() - self.rect.height()) / 2 if middle else 0.0)
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(box.left(), top))

    def _shrink(self, text: str, smallest: float) -> None:
        """Finds the largest size that fits with whole words; else with broken words; else cuts the text."""
        broken: tuple[float, QTextLayout] | None = None
        while not self._fits():
            if broken is None and self._fits(breaking_words=True):
                broken = self.size, self._layout
            if self.size <= smallest:
                break
            self.size = max(smallest, self.size * _STEP)
            self._layout = self._set(text, self.size)
        else:
            return
        if broken is None:
            self._cut(text)
        else:
            self.size, self._layout = broken

    def _set(self, text: str, size: float) -> QTextLayout:
        style = self._style
        letters = font(size, style.weight, tabular=style.counts or style.is_code, slashed=style.is_code)
        if style.tracking:
            letters.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, size * style.tracking / 100)
        layout = QTextLayout(text, letters)
        layout.setTextOption(self._option(text))
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0.0, y))
            y += line.height() * style.spacing
        layout.endLayout()
        return layout

    def _option(self, text: str) -> QTextOption:
        option = QTextOption()
        rtl = is_right_to_left(text)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        leading = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter if self._style.centred else leading)
        option.setWrapMode(
            QTextOption.WrapMode.WrapAnywhere
            if self._style.is_code
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        return option

    def _fits(self, *, breaking_words: bool = False) -> bool:
        lines = self._layout.lineCount()
        if lines > self._style.lines or self._bounds().height() > self._height + 0.5:
            return False
        return breaking_words or self._style.is_code or not self._breaks_a_word()

    def _breaks_a_word(self) -> bool:
        text = self._layout.text().encode("utf-16-le")
        for number in range(self._layout.lineCount() - 1):
            line = self._layout.lineAt(number)
            end = line.textStart() + line.textLength()
            last, following = (_unit(text, index) for index in (end - 1, end))
            if not (last.isspace() or last in _HYPHENS) and _is_spaced(last) and _is_spaced(following):
                return True
        return False

    def _cut(self, text: str) -> None:
        """Ends the text with an ellipsis in the last line that fits."""
        rows = self._rows()
        last = self._layout.lineAt(rows - 1)
        units = text.encode("utf-16-le")
        start = 2 * last.textStart()
        head, tail = (part.decode("utf-16-le", "ignore") for part in (units[:start], units[start:]))
        metrics = QFontMetricsF(self._layout.font())
        room = self._width
        while room > 0:
            self._layout = self._set(
                head + metrics.elidedText(tail, Qt.TextElideMode.ElideRight, room), self.size
            )
            if self._layout.lineCount() <= rows:
                break
            room -= self.size / 2
        self.is_cut = True

    def _rows(self) -> int:
        rows = 1
        while rows < min(self._style.lines, self._layout.lineCount()):
            line = self._layout.lineAt(rows)
            if line.y() + line.height() > self._height + 0.5:
                break
            rows += 1
        return rows

    def _bounds(self) -> QRectF:
        rect = QRectF()
        for number in range(self._layout.lineCount() if self._layout.text() else 0):
            rect = rect.united(self._layout.lineAt(number).naturalTextRect())
        return rect


def _unit(text: bytes, index: int) -> str:
    return text[2 * index : 2 * index + 2].decode("utf-16-le", "replace")


def _is_spaced(character: str) -> bool:
    """True for scripts that put spaces between words; Chinese, Japanese and the like break anywhere."""
    return character < "\u2e80"
