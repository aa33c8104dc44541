"""Instants as an organizer reads and types them: on the venue's clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QLocale, Qt, QTime
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QTimeEdit, QWidget

from kiosk.domain.event import Admission, Event
from kiosk.domain.recurrence import ClockChange, start_on
from kiosk.services.events.fields import YEARS
from kiosk.ui.common.times import clock_time
from kiosk.ui.widgets.parts import Tone, row

DAY_FORMAT = "ddd d MMM yyyy"
"""How a day is written, and read in every field that asks for one: `Thu 26 Nov 2026`."""

_NEVER = _TO = "\N{EN DASH}"
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day_words(at: datetime | None, zone: ZoneInfo, now: datetime | None = None) -> str:
    """`Thu 26 Nov 2026`, without the year when it is this one's; a dash for never.

    Args:
        at: An instant of the day, aware, or None for never.
        zone: The venue's.
        now: The present instant; None writes every year.
    """
    if at is None:
        return _NEVER
    day = at.astimezone(zone).date()
    is_this_year = now is not None and now.astimezone(zone).year == day.year
    pattern = DAY_FORMAT.removesuffix(" yyyy") if is_this_year else DAY_FORMAT
    return QLocale.c().toString(QDate(day.year, day.month, day.day), pattern)


def instant_words(at: datetime | None, zone: ZoneInfo, now: datetime | None = None) -> str:
    """`Thu 26 Nov 2026 18:30`, as day_words with the time of day."""
    return _NEVER if at is None else f"{day_words(at, zone, now)} {clock_time(at, zone)}"


def moment_words(at: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """`18:24:07` today, on another day as instant_words with seconds."""
    local = at.astimezone(zone)
    is_today = now is not None and now.astimezone(zone).date() == local.date()
    return f"{local:%H:%M:%S}" if is_today else f"{day_words(at, zone, now)} {local:%H:%M:%S}"


def when_words(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """`Thu 26 Nov 18:30 – 20:30`, with a second day when it ends on another."""  # noqa: RUF002 -- an en dash is what stands between times
    start, end = event.start_at.astimezone(zone), event.ends_at.astimezone(zone)
    is_one_day = start.date() == end.date()
    ends = clock_time(end, zone) if is_one_day else instant_words(end, zone, now)
    return f"{instant_words(start, zone, now)} {_TO} {ends}"


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
                return f"Opens {clock_time(opens, zone)}", Tone.WARY
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
        self.day.setDisplayFormat(DAY_FORMAT)
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
            shown = clock_time(start.at, self._zone)
            return start.at, f"The clocks skip {clock:%H:%M} that night: the event would start at {shown}."
        if start.clock_change is ClockChange.REPEATED:
            return start.at, f"The clocks show {clock:%H:%M} twice that night: the first is meant."
        return start.at, ""

    def _typed(self) -> tuple[date, time]:
        day, clock = self.day.date(), self.clock.time()
        return date(day.year(), day.month(), day.day()), time(clock.hour(), clock.minute())
