"""The fields of an event, for making one and for changing one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox

from kiosk.domain.event import DEFAULT_OPENS_BEFORE, DURATION_MINUTES, Event, EventField
from kiosk.domain.fields import AnyField, Field
from kiosk.domain.group import Group, GroupSummary
from kiosk.services.events.events import NewEvent, NewGroup
from kiosk.services.events.fields import MAX_OPENS_BEFORE
from kiosk.ui.desk.events.code_field import CodeField
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.times import StartFields
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import label
from kiosk.ui.widgets.units import show_unit
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.safe_text import shortened

_MINUTE = timedelta(minutes=1)
_MOST_PLACES = 1_000_000  # pixels; a spin box need not fill the column
_USUAL_DURATION = timedelta(hours=2)
_LONGEST_SHOWN = 60
_FIELDS: dict[AnyField, str] = {Field.GROUP_NAME: "new_group", **{each: each.value for each in EventField}}


@dataclass(frozen=True, slots=True)
class Typed:
    """The typed values, each of them valid by itself.

    Attributes:
        new: The event.
        group: Its group; None when a new group has to be made.
    """

    new: NewEvent
    group: Group | None


class EventForm(Form):
    """A form that starts with the values of an event, or with proposals for a new one."""

    def __init__(
        self,
        context: DeskContext,
        groups: Sequence[GroupSummary],
        *,
        start_at: datetime,
        event: Event | None = None,
        group_id: UUID | None = None,
    ) -> None:
        """Builds them.

        Args:
            context: The session.
            groups: The groups to choose from.
            start_at: The event's start, or the proposed one, aware.
            event: The event to change, or None for a new one.
            group_id: The event's group, or the proposed one.
        """
        super().__init__(_FIELDS)
        self._zone = context.settings.zone
        self._groups = [summary.group for summary in groups]
        self.title = self.add_line("title", _("&Title"), event.title if event else "")
        self.group = QComboBox()
        self.group.setMinimumContentsLength(20)
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words in group_words(groups):
            self.group.addItem(words)
        if event is None:
            self.group.addItem(_("New group…"))
        places = [number for number, each in enumerate(self._groups) if each.id == group_id]
        self.group.setCurrentIndex(places[0] if places else 0)
        self.add("group", _("&Group"), self.group)
        self.new_group = self.add_line("new_group", _("&Name of the new group"))
        self.start = StartFields(start_at, self._zone)
        self.add("start_at", _("&Starts ({zone})").format(zone=self._zone.key), self.start)
        self.start_note = label("", "soft", wraps=True)
        self._insert(self.start_note)
        self.duration = _spin(
            DURATION_MINUTES[0], DURATION_MINUTES[-1], (event.duration if event else _USUAL_DURATION), 15
        )
        self.add("duration", _("&Duration"), self.duration)
        self.location = self.add_line("location", _("&Place"), (event.location or "") if event else "")
        self.code = CodeField(context, event)
        self.add("code", _("&Code"), self.code)
        self.capacity = QSpinBox()
        self.capacity.setRange(0, max(_MOST_PLACES, (event.capacity or 0) if event else 0))
        self.capacity.setSpecialValueText(_("No limit"))
        self.capacity.setGroupSeparatorShown(True)
        self.capacity.setValue((event.capacity or 0) if event else 0)
        self.add("capacity", _("Most check-ins"), self.capacity)
        self.guest_list = QCheckBox()
        self.guest_list.setChecked(event.has_guest_list if event else False)
        self.add("has_guest_list", _("&Only people on the guest list may enter"), self.guest_list)
        self.opens_before = _spin(
            0, MAX_OPENS_BEFORE // _MINUTE, event.opens_before if event else DEFAULT_OPENS_BEFORE, 5
        )
        self.add("opens_before", _("Check-in &begins before the start"), self.opens_before)
        self.ignores_schedule = QCheckBox()
        self.ignores_schedule.setChecked(event.ignores_schedule if event else False)
        self.add(
            "ignores_schedule",
            _("Take check-ins at &any time while open"),
            self.ignores_schedule,
            _("For an event without hours: only you open and close it."),
        )
        self.changed.connect(self._follow)
        self._follow("")

    def read(self) -> Typed:
        """Returns the typed values unchecked; the service refuses what is wrong."""
        group = self._group()
        new = NewEvent(
            group=NewGroup(self.new_group.text()) if group is None else group.id,
            title=self.title.text(),
            start_at=self.start.start()[0],
            duration=self.duration.value() * _MINUTE,
            code=self.code.text(),
            ignores_schedule=self.ignores_schedule.isChecked(),
            capacity=self.capacity.value() or None,
            has_guest_list=self.guest_list.isChecked(),
            location=self.location.text().strip() or None,
            opens_before=self.opens_before.value() * _MINUTE,
        )
        return Typed(new, group)

    def _group(self) -> Group | None:
        place = self.group.currentIndex()
        return self._groups[place] if place < len(self._groups) else None

    def _follow(self, _field: str) -> None:
        self.show_field("new_group", self._group() is None)
        note = self.start.start()[1]
        self.start_note.setText(note)
        self.start_note.setVisible(bool(note))
        self.opens_before.setEnabled(not self.ignores_schedule.isChecked())


def changed_event(seen: Event, typed: Typed) -> Event:
    """Returns the event with the typed values; its group and state are unchanged."""
    code = seen.code if typed.new.code is None else typed.new.code
    return replace(seen.with_details(typed.new), code=code)


def group_words(groups: Sequence[GroupSummary]) -> list[str]:
    """Returns each group's name for a list of choices; equal names are followed by their owners."""
    names = [summary.group.name for summary in groups]
    return [
        shortened(
            _("{name} ({email})").format(name=summary.group.name, email=summary.organizer_email)
            if names.count(summary.group.name) > 1
            else summary.group.name,
            _LONGEST_SHOWN,
        )
        for summary in groups
    ]


def _spin(least: int, most: int, value: timedelta, step: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setSingleStep(step)
    made.setValue(value // _MINUTE)
    show_unit(made, lambda minutes: ngettext("{count} minute", "{count} minutes", minutes))
    return made
