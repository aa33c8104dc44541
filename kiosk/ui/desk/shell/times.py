"""An event's state and the fields of its start, for organizers, on the venue's clock."""

from datetime import UTC, date, datetime, time
from typing import assert_never
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QTimeEdit, QWidget

from kiosk.domain.event import Admission, Event
from kiosk.domain.recurrence import ClockChange, start_on
from kiosk.services.events.fields import YEARS
from kiosk.ui.common.theme import Tone
from kiosk.ui.common.translations import present_locale
from kiosk.ui.widgets.parts import row
from kiosk.wording.door.admission import admission_in_lists
from kiosk.wording.language.catalogue import _
from kiosk.wording.times.instants import clock_time

DAY_FORMAT = "ddd d MMM yyyy"
"""Qt's format of a day in every field, the same as in day_words: `Thu 26 Nov 2026`."""


def admission_words(event: Event, zone: ZoneInfo, now: datetime) -> tuple[str, Tone]:
    """Returns the state of an event's admission in two or three words, and their tone."""
    words = admission_in_lists(event, zone, now)
    admission = event.admission(now)
    match admission:
        case Admission.CLOSED:
            return words, Tone.BAD
        case Admission.NOT_YET:
            is_today = event.opens_at.astimezone(zone).date() == now.astimezone(zone).date()
            return words, Tone.WARY if is_today else Tone.QUIET
        case Admission.OVER:
            return words, Tone.QUIET
        case Admission.OPEN:
            return words, Tone.GOOD
        case _:
            assert_never(admission)


class StartFields(QWidget):
    """A date and a time of day on the venue's clock.

    Attributes:
        day: The date.
        clock: The time of day.
    """

    def __init__(self, at: datetime, zone: ZoneInfo) -> None:
        """Shows an instant.

        Args:
            at: The instant, aware.
            zone: The venue's time zone.
        """
        super().__init__()
        self._at, self._zone = at, zone
        local = at.astimezone(zone)
        self.day = QDateEdit(QDate(local.year, local.month, local.day))
        self.day.setDisplayFormat(DAY_FORMAT)
        self.day.setLocale(present_locale())
        self.day.setCalendarPopup(True)
        self.day.setDateRange(QDate(YEARS[0], 1, 1), QDate(YEARS[-1], 12, 31))
        self.day.calendarWidget().setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.day.calendarWidget().setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self.day.setAccessibleName(_("Date"))
        self.clock = QTimeEdit(QTime(local.hour, local.minute))
        self.clock.setDisplayFormat("HH:mm")
        self.clock.setAccessibleName(_("Time"))
        self.setLayout(row(self.day, self.clock))
        self._shown = self._typed()

    def start(self) -> tuple[datetime, str]:
        """Returns the instant, aware UTC, and a warning: empty unless the venue's clocks change then."""
        if self._typed() == self._shown:
            return self._at.astimezone(UTC), ""  # also the second of two equal local times
        day, clock = self._typed()
        start = start_on(day, clock, self._zone)
        if start.clock_change is ClockChange.SKIPPED:
            shown = clock_time(start.at, self._zone)
            skipped = _("The clocks skip {time} that night: the event would start at {start}.")
            return start.at, skipped.format(time=f"{clock:%H:%M}", start=shown)
        if start.clock_change is ClockChange.REPEATED:
            repeated = _("The clocks show {time} twice that night: the first is meant.")
            return start.at, repeated.format(time=f"{clock:%H:%M}")
        return start.at, ""

    def _typed(self) -> tuple[date, time]:
        day, clock = self.day.date(), self.clock.time()
        return date(day.year(), day.month(), day.day()), time(clock.hour(), clock.minute())
