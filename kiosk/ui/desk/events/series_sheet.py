"""The sheet that repeats an event: it shows the days of the series first, and single days can be left out."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QListWidget, QListWidgetItem, QSpinBox, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.event import MAX_CODE_LENGTH, Event, EventField
from kiosk.domain.fields import AnyField, Field
from kiosk.domain.recurrence import MAX_EVENTS, WEEKS_BETWEEN, Recurrence, Weekday
from kiosk.services.database import Database
from kiosk.services.events.series import Series, SeriesDay, SeriesPreview, preview_series, repeat_event
from kiosk.ui.common.translations import present_locale
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.desk.shell.times import DAY_FORMAT
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import label, row
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.units import show_unit
from kiosk.wording.desk.series import events_to_make, series_note, weekday_name
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.instants import instant_words

_WIDTH = 620
_LIST_HEIGHT = 230
_USUAL_COUNT = 8
_USUAL_SPAN = timedelta(weeks=4)
_LONGEST_HEADING = 80
_DAY_ROLE = Qt.ItemDataRole.UserRole
_FIELDS: dict[AnyField, str] = {
    Field.WEEKDAYS: "weekdays",
    Field.SERIES_END: "ends",
    EventField.START: "ends",
    EventField.CODE: "prefix",
}
_AFTER_A_NUMBER = 0  # the index of this choice; the other choice is a date


class SeriesSheet(Sheet):
    """Repeats an event.

    Attributes:
        days: A check box for each day of the week.
        list: The days of the series; a day without a tick is left out.
    """

    def __init__(
        self, page: Page, context: DeskContext, event: Event, done: Callable[[Series], object]
    ) -> None:
        """Builds it.

        Args:
            page: The window below the sheet.
            context: The session.
            event: The event to repeat.
            done: Receives the series after it was made.
        """
        title = shortened(event.title, _LONGEST_HEADING)
        super().__init__(page, _("Repeat {name}").format(name=title), verb=_("Make events"), width=_WIDTH)
        self._context, self._event, self._done = context, event, done
        self._zone = context.settings.zone
        self._left_out: set[date] = set()
        self._is_showing = False
        local = event.start_at.astimezone(self._zone)
        self.form = Form(_FIELDS)
        self.days = {day: QCheckBox(weekday_name(day)) for day in Weekday}
        for day, box in self.days.items():
            box.setChecked(day == local.weekday())
            box.setAccessibleName(weekday_name(day))
        self.form.add("weekdays", _("On"), _held(*self.days.values()))
        self.every = QSpinBox()
        self.every.setRange(WEEKS_BETWEEN[0], WEEKS_BETWEEN[-1])
        show_unit(self.every, lambda weeks: ngettext("{count} week", "{count} weeks", weeks))
        self.form.add("every", _("Every"), self.every)
        self.ends = QComboBox()
        self.ends.addItems([_("After a number of events"), _("On a date")])
        self.ends.setAccessibleName(_("Ends"))
        self.count = QSpinBox()
        self.count.setRange(1, MAX_EVENTS)
        self.count.setValue(_USUAL_COUNT)
        self.count.setAccessibleName(_("Number of events"))
        until = (local + _USUAL_SPAN).date()
        self.until = QDateEdit(QDate(until.year, until.month, until.day))
        self.until.setDisplayFormat(DAY_FORMAT)
        self.until.setLocale(present_locale())
        self.until.setCalendarPopup(True)
        self.until.setAccessibleName(_("Last day"))
        self.form.add("ends", _("Ends"), _held(self.ends, self.count, self.until))
        self.list = QListWidget()
        self.list.setProperty("kind", "ticks")
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.form.add("list", _("Days of the series: take the tick away to leave one out"), self.list)
        self.prefix = self.form.add_line(
            "prefix",
            _("Codes begin with"),
            hint=_("PREFIX-1, PREFIX-2 and so on. Leave it empty for generated codes."),
            longest=MAX_CODE_LENGTH - len("-366"),
        )
        self.notes = label("", "soft", wraps=True)
        self.body.addWidget(self.form)
        self.body.addWidget(self.notes)
        self.body.addStretch(1)
        self.form.changed.connect(lambda _field: self.show_days())
        self.list.itemChanged.connect(self._follow_tick)
        self.confirmed.connect(self._make)
        self.show_days()
        next(iter(self.days.values())).setFocus()

    def recurrence(self) -> Recurrence:
        """Returns the chosen series.

        Raises:
            Refused: The choices make no series.
        """
        is_counted = self.ends.currentIndex() == _AFTER_A_NUMBER
        return Recurrence(
            weekdays=frozenset(day for day, box in self.days.items() if box.isChecked()),
            every_weeks=self.every.value(),
            count=self.count.value() if is_counted else None,
            until=None if is_counted else self.until.date().toPython(),  # type: ignore[arg-type] # a date
            exceptions=frozenset(self._left_out),
        )

    def show_days(self) -> None:
        """Shows the days of the chosen series."""
        is_counted = self.ends.currentIndex() == _AFTER_A_NUMBER
        self.count.setVisible(is_counted)
        self.until.setVisible(not is_counted)
        try:
            preview = preview_series(self._event.start_at, self.recurrence(), self._zone)
        except Refused as refused:
            self._fill(SeriesPreview((), ()))
            self.form.show_fault(refused)
            return
        self._fill(preview)

    def _fill(self, preview: SeriesPreview) -> None:
        self._is_showing = True
        place = self.list.verticalScrollBar().value()
        current = self.list.currentRow()
        self.list.clear()
        for day in preview.days:
            self.list.addItem(self._item(day))
        self.list.setCurrentRow(current)
        self.list.verticalScrollBar().setValue(place)
        self._is_showing = False
        self.notes.setText("\n".join(series_note(note) for note in preview.notes))
        number = len(preview.made)
        self.main_button.setText(events_to_make(number))
        self.main_button.setEnabled(number > 0)

    def _item(self, day: SeriesDay) -> QListWidgetItem:
        words = instant_words(day.start.at, self._zone, self._context.clock())
        item = QListWidgetItem(_("{time} (this event)").format(time=words) if day.is_there else words)
        item.setData(_DAY_ROLE, day.start.day)
        if day.is_there:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        else:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if day.is_left_out else Qt.CheckState.Checked)
        return item

    def _follow_tick(self, item: QListWidgetItem) -> None:
        if self._is_showing:
            return
        day = item.data(_DAY_ROLE)
        if item.checkState() is Qt.CheckState.Checked:
            self._left_out.discard(day)
        else:
            self._left_out.add(day)
        self.show_days()

    def _make(self) -> None:
        recurrence, prefix = self.recurrence(), self.prefix.text().strip() or None

        def make(database: Database) -> Series:
            return repeat_event(
                database,
                self._event.id,
                recurrence,
                self._zone,
                code_prefix=prefix,
                check_in_url=self._context.settings.check_in_url,
            )

        self.set_busy(_("Making events…"))
        self._context.work.ask(make, success=self._end, failure=self._fail, asker=self)

    def _end(self, series: Series) -> None:
        self.close()
        self._done(series)

    def _fail(self, error: Exception) -> None:
        self.set_busy()
        self.form.show_fault(error)


def _held(*fields: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*fields, None))
    return holder
