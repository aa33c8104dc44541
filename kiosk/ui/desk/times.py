"""Instants as an organizer reads and types them: on the venue's clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QTimeEdit, QWidget

from kiosk.domain.event import Admission, Event
from kiosk.domain.recurrence import ClockChange, start_on
from kiosk.services.event_fields import YEARS
from kiosk.ui.desk.parts import Tone, row

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day_words(day: date, today: date) -> str:
    """`Thu 26 Nov`, with the year when it is not this one's."""
    pattern = "ddd d MMM" if day.year == today.year else "ddd d MMM yyyy"
    return QLocale.c().toString(QDate(day.year, day.month, day.day), pattern)


def when_words(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """`Thu 26 Nov 18:30 – 20:30`, with a second day when it ends on another."""  # noqa: RUF002 -- an en dash is what stands between times
    start, end = event.start_at.astimezone(zone), event.ends_at.astimezone(zone)
    today = now.astimezone(zone).date()
    ends = f"{end:%H:%M}"
    if end.date() != start.date():
        ends = f"{day_words(end.date(), today)} {ends}"
    return f"{day_words(start.date(), today)} {start:%H:%M} – {ends}"  # noqa: RUF001 -- as above


def ago_words(since: timedelta) -> str:
    """`just now`, `5 minutes ago`, `3 days ago`."""
    for size, word in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if since >= size:
            number = since // size
            return f"{number} {word}{'' if number == 1 else 's'} ago"
    return "just now"


def state_words(event: Event, zone: ZoneInfo, now: datetime) -> tuple[str, Tone]:
    """Whether an event takes check-ins, in two or three words, and what that means."""
    match event.admission(now):
        case Admission.CLOSED:
            return "Closed", Tone.BAD
        case Admission.NOT_YET:
            opens = event.opens_at.astimezone(zone)
            if opens.date() == now.astimezone(zone).date():
                return f"Opens {opens:%H:%M}", Tone.WARY
            return "Not yet", Tone.QUIET
        case Admission.OVER:
            return "Over", Tone.QUIET
        case Admission.OPEN:
            return "Open", Tone.GOOD


class StartFields(QWidget):
    """A date and a time of day on the venue's clock.

    Attributes:
        day: The date.
        clock: The time of day.
    """

    def __init__(self, at: datetime, zone: ZoneInfo) -> None:
        """Shows an instant.

        Args:
            at: Which, aware.
            zone: The venue's.
        """
        super().__init__()
        self._at, self._zone = at, zone
        local = at.astimezone(zone)
        self.day = QDateEdit(QDate(local.year, local.month, local.day))
        self.day.setDisplayFormat("ddd d MMM yyyy")
        self.day.setLocale(QLocale.c())
        self.day.setCalendarPopup(True)
        self.day.setDateRange(QDate(YEARS[0], 1, 1), QDate(YEARS[-1], 12, 31))
        self.day.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.day.calendarWidget().setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self.day.setAccessibleName("Date")
        self.clock = QTimeEdit(QTime(local.hour, local.minute))
        self.clock.setDisplayFormat("HH:mm")
        self.clock.setAccessibleName("Time")
        self.setLayout(row(self.day, self.clock))
        self._shown = self._typed()

    def start(self) -> tuple[datetime, str]:
        """The instant, aware UTC, and what is to be said of it: "" unless the venue's clocks change then."""
        if self._typed() == self._shown:
            return self._at.astimezone(UTC), ""  # also the second of two times that look alike
        day, clock = self._typed()
        start = start_on(day, clock, self._zone)
        if start.clock_change is ClockChange.SKIPPED:
            shown = f"{start.at.astimezone(self._zone):%H:%M}"
            return start.at, f"The clocks skip {clock:%H:%M} that night: the event would start at {shown}."
        if start.clock_change is ClockChange.REPEATED:
            return start.at, f"The clocks show {clock:%H:%M} twice that night: the first is meant."
        return start.at, ""

    def _typed(self) -> tuple[date, time]:
        day, clock = self.day.date(), self.clock.time()
        return date(day.year(), day.month(), day.day()), time(clock.hour(), clock.minute())
