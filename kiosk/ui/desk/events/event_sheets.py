"""Sheets in which events are made and changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.domain.event import Event, EventField
from kiosk.domain.fields import AnyField
from kiosk.domain.group import Group, GroupSummary
from kiosk.services.conflicts import EditConflict, Move
from kiosk.services.database import Database
from kiosk.services.events import edits
from kiosk.services.events.copies import duplicate_event
from kiosk.services.events.events import create_event
from kiosk.services.events.groups import event_in_group, list_groups
from kiosk.ui.desk.events.code_field import CodeField
from kiosk.ui.desk.events.conflict_sheet import ConflictSheet
from kiosk.ui.desk.events.event_form import EventForm, Typed, changed_event
from kiosk.ui.desk.organizers.sharing import SharingSheet, of_event
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.desk.shell.times import StartFields
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import button
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import shortened

OnSaved = Callable[[Event], object]
"""Receives the event that was made or changed."""

_WIDTH = 560
_LONGEST_HEADING = 80
_HOUR = timedelta(hours=1)
_FIELDS: dict[AnyField, str] = {
    EventField.TITLE: "title",
    EventField.START: "start_at",
    EventField.CODE: "code",
}


_Edited = Event | EditConflict[Event]


@dataclass(frozen=True, slots=True)
class _Read:
    """An event and its surroundings, read before a change."""

    event: Event
    group: Group
    groups: tuple[GroupSummary, ...]


def new_event(page: Page, context: DeskContext, done: OnSaved, *, group_id: UUID | None = None) -> None:
    """Asks for the details of a new event and makes it.

    Args:
        page: The window below the sheet.
        context: The session.
        done: Receives the event.
        group_id: The proposed group.
    """

    def show(groups: Sequence[GroupSummary]) -> None:
        next_hour = context.clock().replace(minute=0, second=0, microsecond=0) + _HOUR
        form = EventForm(context, groups, start_at=next_hour, group_id=group_id)
        sheet = _sheet(page, _("New event"), _("Make event"), form)
        form.title.setFocus()
        sheet.confirmed.connect(lambda: _submit(form, sheet, context, _making(context), done))
        sheet.open()

    context.work.ask(list_groups, success=show, failure=page.fail, asker=page)


def open_edit_sheet(page: Page, context: DeskContext, event_id: UUID, done: OnSaved) -> None:
    """Asks for an event's new values and changes it; simultaneous changes by others are kept.

    Args:
        page: The window below the sheet.
        context: The session.
        event_id: The event to change.
        done: Receives the saved event.
    """

    def read(database: Database) -> _Read:
        event, group = event_in_group(database, event_id)
        groups = list_groups(database)
        if all(summary.group.id != group.id for summary in groups):
            groups.append(GroupSummary(group, "", 0))  # the event is shared, but not its group
        return _Read(event, group, tuple(groups))

    def show(found: _Read) -> None:
        form = EventForm(
            context, found.groups, start_at=found.event.start_at, event=found.event, group_id=found.group.id
        )
        sheet = _sheet(
            page,
            _("Edit {name}").format(name=shortened(found.event.title, _LONGEST_HEADING)),
            _("Save"),
            form,
        )
        sheet.add_button(button(_("S&hare…"), lambda: share(sheet, found.event)))
        form.title.setFocus()

        def settle(edited: Event | EditConflict[Event]) -> None:
            match edited:
                case EditConflict():
                    ConflictSheet(page, context, edited, done).open()
                case Event():
                    done(edited)

        sheet.confirmed.connect(lambda: _submit(form, sheet, context, _saving(context, found), settle))
        sheet.open()

    def share(sheet: Sheet, event: Event) -> None:
        SharingSheet(sheet, context, shortened(event.title, _LONGEST_HEADING), of_event(event.id)).open()

    context.work.ask(read, success=show, failure=page.fail, asker=page)


def open_copy_sheet(page: Page, context: DeskContext, event: Event, done: OnSaved) -> None:
    """Asks for the start of a copy of this event and makes the copy.

    Args:
        page: The window below the sheet.
        context: The session.
        event: The event to copy.
        done: Receives the copy.
    """
    form = Form(_FIELDS)
    title = form.add_line("title", _("&Title"), event.title)
    start = StartFields(_in_a_week(event.start_at, context), context.settings.zone)
    form.add("start_at", _("&Starts ({zone})").format(zone=context.settings.zone.key), start)
    code = CodeField(context, None)
    form.add("code", _("&Code"), code, _("The guest list is copied, and the check-ins are not."))
    sheet = _sheet(
        page,
        _("Duplicate {name}").format(name=shortened(event.title, _LONGEST_HEADING)),
        _("Make event"),
        form,
    )

    def make(database: Database, wanted: tuple[str, datetime, str]) -> Event:
        words, start_at, chosen = wanted
        return duplicate_event(
            database,
            event.id,
            start_at=start_at,
            title=words,
            new_code=chosen,
            check_in_url=context.settings.check_in_url,
        )

    def submit() -> None:
        wanted = (title.text(), start.start()[0], code.text())
        _ask(form, sheet, context, lambda database: make(database, wanted), done)

    sheet.confirmed.connect(submit)
    title.setFocus()
    sheet.open()


def _sheet(page: Page, heading: str, verb: str, form: Form) -> Sheet:
    sheet = Sheet(page, heading, verb=verb, width=_WIDTH)
    sheet.body.addWidget(form)
    sheet.body.addStretch(1)
    return sheet


def _making(context: DeskContext) -> Callable[[Database, Typed], Event]:
    def make(database: Database, typed: Typed) -> Event:
        return create_event(database, typed.new, check_in_url=context.settings.check_in_url)

    return make


def _saving(context: DeskContext, found: _Read) -> Callable[[Database, Typed], _Edited]:
    def save(database: Database, typed: Typed) -> _Edited:
        wanted = changed_event(found.event, typed)
        is_moved = typed.group is not None and typed.group.id != found.group.id
        move = Move(found.group, typed.group) if typed.group is not None and is_moved else None
        url = context.settings.check_in_url
        return edits.edit_event(database, found.event, wanted, move=move, check_in_url=url)

    return save


def _submit(
    form: EventForm,
    sheet: Sheet,
    context: DeskContext,
    save: Callable[[Database, Typed], object],
    done: Callable[..., object],
) -> None:
    typed = form.read()
    _ask(form, sheet, context, lambda database: save(database, typed), done)


def _ask(
    form: Form,
    sheet: Sheet,
    context: DeskContext,
    question: Callable[[Database], object],
    done: Callable[..., object],
) -> None:
    def settle(answer: object) -> None:
        sheet.close()
        done(answer)

    def fail(error: Exception) -> None:
        sheet.set_busy()
        for field in form.findChildren(CodeField):
            field.hush()
        form.show_fault(error)

    sheet.set_busy(_("One moment…"))
    context.work.ask(question, success=settle, failure=fail, asker=sheet)


def _in_a_week(at: datetime, context: DeskContext) -> datetime:
    local = at.astimezone(context.settings.zone)
    return (local.replace(fold=0) + timedelta(weeks=1)).replace(tzinfo=context.settings.zone)
