"""Paints cells of two lines, and states as pills."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kiosk.ui.common.theme import Tone, font
from kiosk.ui.widgets.paging import BELOW_ROLE, TONE_ROLE
from kiosk.ui.widgets.style import colours_of

TWO_LINES_HEIGHT = 56
"""The height of a row with two lines, in logical pixels."""

_MARGIN = 12
_SMALL = 13
_LINE = 20
_PILL_HEIGHT = 26
_PILL_MARGIN = 12
_DOT = 8

_Index = QModelIndex | QPersistentModelIndex


class TwoLineDelegate(QStyledItemDelegate):
    """Paints the cells of a PagedModel whose columns have a second line or a tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paints the row's background, then the cell's lines or its pill."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        view = shown.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = shown.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        tone = index.data(TONE_ROLE)
        if tone is None:
            _paint_lines(painter, shown, inside, text, str(index.data(BELOW_ROLE)))
        else:
            _paint_pill(painter, view, inside, text, Tone(tone))
        painter.restore()


def _paint_lines(
    painter: QPainter, shown: QStyleOptionViewItem, inside: QRect, text: str, below: str
) -> None:
    colours = colours_of(shown.widget)
    own = shown.palette.text().color()  # the column's colour, if it has one
    soft = QColor(colours.soft_ink) if own == QColor(colours.ink) else own
    if shown.state & QStyle.StateFlag.State_Selected:
        own = soft = QColor(colours.on_accent)
    top = inside.top() + (inside.height() - (2 if below else 1) * _LINE) // 2
    small = font(_SMALL, tabular=True)
    for number, (line, own_font, colour) in enumerate(((text, shown.font, own), (below, small, soft))):
        fitting = QFontMetrics(own_font).elidedText(line, Qt.TextElideMode.ElideRight, inside.width())
        painter.setFont(own_font)
        painter.setPen(colour)
        place = QRect(inside.left(), top + number * _LINE, inside.width(), _LINE)
        # The model's own sides, also for a name in a script that is written from the right.
        alignment = shown.displayAlignment | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(place, int(alignment), fitting)


def _paint_pill(painter: QPainter, view: QWidget, inside: QRect, text: str, tone: Tone) -> None:
    colours = getattr(colours_of(view), tone.value)
    pill_font = font(_SMALL, font(_SMALL).Weight.DemiBold)
    words = QFontMetrics(pill_font).horizontalAdvance(text)
    width = min(inside.width(), words + 2 * _PILL_MARGIN + _DOT + _DOT)
    pill = QRectF(inside.left(), inside.center().y() - _PILL_HEIGHT / 2, width, _PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.background))
    painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    painter.setBrush(QColor(colours.dot))
    dot = QRectF(pill.left() + _PILL_MARGIN, pill.center().y() - _DOT / 2, _DOT, _DOT)
    painter.drawEllipse(dot)
    painter.setPen(QColor(colours.ink))
    painter.setFont(pill_font)
    room = pill.adjusted(_PILL_MARGIN + 2 * _DOT, 0, 1 - _PILL_MARGIN / 2, 0)
    fitting = QFontMetrics(pill_font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)
