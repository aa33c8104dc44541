"""An attendance sheet to sign: A4, one line a person, page x of y, for one event or several."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from kiosk.domain.event import Event
from kiosk.domain.report import Attendee
from kiosk.services.reports.files import ReportProgress
from kiosk.services.reports.report import Report
from kiosk.ui.common.theme import LIGHT, load_fonts
from kiosk.ui.paper.pdf import write_pdf
from kiosk.ui.widgets.fitted import FittedText, TextStyle
from kiosk.wording.event_fields import location_words
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.safe_text import isolated, plain
from kiosk.wording.times.on_paper import came_at, when_printed

_DPI = 300
_MM = _DPI / 25.4
_MARGIN = 15.0
_HEAD, _COLUMN_HEAD, _LINE, _FOOT = 40.0, 8.0, 11.0, 8.0
_LINES = 19
"""People on a page: as many as fit into 267 mm between the head and the foot."""

_PAD = 1.5
_RULE = QColor("#9AA4B2")
_DEMI_BOLD = QFont.Weight.DemiBold
_WIDTHS = (12.0, 83.0, 30.0, 55.0)
"""The widths of the columns, in millimetres."""


@dataclass(frozen=True, slots=True)
class EventSheet:
    """One event's part of the document, which begins on a page of its own.

    Attributes:
        count: The number of people.
        people: Each person; read once.
    """

    event: Event
    count: int
    people: Iterable[Attendee]


def write_report_sheet(report: Report, path: Path, on_progress: ReportProgress) -> int:
    """Writes the sheets of a report's events, and returns how many lines they have together.

    Needs what write_attendance_sheet needs. Any thread may draw, once the GUI thread called load_fonts().

    Args:
        report: An open report of an event or a group.
        path: The file; one that exists is replaced.
        on_progress: Called with the number of lines drawn and how many there will be.

    Raises:
        OSError: The file cannot be written.
    """
    counts = {event.id: report.count_attendees(event) for event in report.events}
    total = sum(counts.values())
    on_progress(0, total)
    sheets = (EventSheet(event, counts[event.id], report.attendees(event)) for event in report.events)
    write_attendance_sheet(
        path, report.name, report.setting.zone, sheets, lambda lines: on_progress(lines, total)
    )
    return total


def write_attendance_sheet(
    path: Path, title: str, zone: ZoneInfo, sheets: Iterable[EventSheet], on_progress: Callable[[int], None]
) -> None:
    """Writes the PDF. Needs a Qt application for its fonts, but no screen.

    Args:
        path: The file; one that exists is replaced.
        title: The document's title.
        zone: The venue's time zone.
        sheets: At least one; each is read to its end before the next is asked for.
        on_progress: Called with the number of lines drawn so far.

    Raises:
        OSError: The file cannot be written.
    """
    load_fonts()

    def draw(writer: QPdfWriter) -> bool:
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
                QPageLayout.Unit.Millimeter,
            )
        )
        painter = QPainter()
        if not painter.begin(writer):
            return False
        try:
            _draw(painter, writer, zone, sheets, on_progress)
        finally:
            painter.end()  # also after Ctrl+C: Qt ends the process if the writer is deleted first
        return True

    write_pdf(path, title, dpi=_DPI, draw=draw)


def _draw(
    painter: QPainter,
    writer: QPdfWriter,
    zone: ZoneInfo,
    sheets: Iterable[EventSheet],
    on_progress: Callable[[int], None],
) -> None:
    drawn = 0
    is_first = True
    for sheet in sheets:
        pages = max(1, math.ceil(sheet.count / _LINES))
        people = iter(sheet.people)
        for page in range(pages):
            if not is_first:
                writer.newPage()
            is_first = False
            _draw_head(painter, sheet, zone)
            _draw_column_heads(painter)
            for place, person in enumerate(islice(people, _LINES)):
                _draw_line(painter, place, page * _LINES + place + 1, person, sheet.event, zone)
                drawn += 1
                on_progress(drawn)
            if not sheet.count:
                _text(painter, _("Nobody is on this sheet yet."), (0, _HEAD + _COLUMN_HEAD, 180, _LINE), 10)
            _draw_foot(painter, sheet.event, _("Page {page} of {pages}").format(page=page + 1, pages=pages))


def _draw_head(painter: QPainter, sheet: EventSheet, zone: ZoneInfo) -> None:
    event = sheet.event
    head = _("Attendance sheet · {code}").format(code=isolated(event.code))
    _text(painter, head, (0, 0, 180, 5), 9, colour=LIGHT.soft_ink)
    title = TextStyle(_points(17), _points(9), _DEMI_BOLD, lines=2)
    _fitted(painter, plain(event.title), title, (0, 6, 180, 15), LIGHT.ink)
    _text(
        painter,
        _("{time} ({zone})").format(time=when_printed(event, zone), zone=zone.key),
        (0, 22, 180, 5.5),
        10.5,
    )
    place = location_words(event) or "-"
    _text(painter, _("Place: {place}").format(place=place), (0, 27.5, 180, 5.5), 10.5)
    _text(
        painter,
        _("Group: {group}").format(group=isolated(event.group_name)),
        (0, 33, 180, 5),
        9,
        colour=LIGHT.soft_ink,
    )


def _draw_column_heads(painter: QPainter) -> None:
    left = 0.0
    painter.fillRect(_box(0, _HEAD, 180, _COLUMN_HEAD), QColor(LIGHT.button))
    for name, width in zip(_headings(), _WIDTHS, strict=True):
        _text(painter, name, (left + _PAD, _HEAD, width - 2 * _PAD, _COLUMN_HEAD), 9, weight=_DEMI_BOLD)
        left += width


def _headings() -> tuple[str, str, str, str]:
    return (
        pgettext("column of numbers", "No."),
        pgettext("column", "Name"),
        pgettext("column", "Checked in"),
        pgettext("column", "Signature"),
    )


def _draw_line(  # noqa: PLR0913, PLR0917 -- the place, the person and the style of a line
    painter: QPainter, place: int, number: int, person: Attendee, event: Event, zone: ZoneInfo
) -> None:
    top = _HEAD + _COLUMN_HEAD + place * _LINE
    painter.setPen(QPen(_RULE, 0.2 * _MM))
    painter.drawLine(_box(0, top + _LINE, 180, 0).topLeft(), _box(0, top + _LINE, 180, 0).topRight())
    starts = [sum(_WIDTHS[:index]) for index in range(len(_WIDTHS))]
    for start in starts[1:]:
        edge = _box(start, top, 0, _LINE)
        painter.drawLine(edge.topLeft(), edge.bottomLeft())
    widths = [width - 2 * _PAD for width in _WIDTHS]
    _text(painter, str(number), (starts[0] + _PAD, top, widths[0], _LINE), 9, colour=LIGHT.soft_ink)
    if person.name is None:
        _text(
            painter,
            pgettext("person", "Walk-in"),
            (starts[1] + _PAD, top, widths[1], _LINE),
            10,
            colour=LIGHT.soft_ink,
        )
    else:
        name = TextStyle(_points(11), _points(6), _DEMI_BOLD, lines=2)
        _fitted(painter, plain(person.name), name, (starts[1] + _PAD, top + 0.7, widths[1], 5.8), LIGHT.ink)
        email = (starts[1] + _PAD, top + 6.6, widths[1], 3.8)
        _text(painter, plain(person.email or ""), email, 7.5, colour=LIGHT.soft_ink)
    if person.at is not None:
        _text(painter, came_at(person.at, event, zone), (starts[2] + _PAD, top, widths[2], _LINE), 10)


def _draw_foot(painter: QPainter, event: Event, page: str) -> None:
    top = 267 - _FOOT
    _text(painter, plain(event.title), (0, top, 145, _FOOT), 8, colour=LIGHT.soft_ink)
    _text(painter, page, (155, top, 25, _FOOT), 8, colour=LIGHT.soft_ink)


_Box = tuple[float, float, float, float]
"""Left, top, width and height in millimetres from the printed area's top left corner."""


def _text(  # noqa: PLR0913 -- the style of a text
    painter: QPainter,
    words: str,
    box: _Box,
    points: float,
    *,
    colour: str = LIGHT.ink,
    weight: QFont.Weight = QFont.Weight.Normal,
) -> None:
    style = TextStyle(_points(points), _points(min(points, 6)), weight)
    _fitted(painter, words, style, box, colour)


def _fitted(painter: QPainter, words: str, style: TextStyle, box: _Box, colour: str) -> None:
    room = _box(*box)
    FittedText(words, style, room.width(), room.height()).paint(painter, room, colour, middle=True)


def _points(points: float) -> float:
    return points * _DPI / 72


def _box(left: float, top: float, width: float, height: float) -> QRectF:
    return QRectF(left * _MM, top * _MM, width * _MM, height * _MM)
