"""An event changed by an organizer who saw it, without overwriting what another changed meanwhile."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import event_qr_text
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.fields import Field
from kiosk.domain.group import Group
from kiosk.domain.refusals.events import EventDeleted
from kiosk.domain.refusals.groups import ChosenGroupDeleted
from kiosk.qr import qr_png_url
from kiosk.services.accounts.permissions import sees_event, sees_group
from kiosk.services.events.codes import choose_code
from kiosk.services.events.fields import check_capacity, check_duration, check_opens_before, check_start
from kiosk.services.history.audit import event_subject, fields_of
from kiosk.services.text_validation import clean_words
from kiosk.storage.store import Store
from kiosk.storage.tables.events import CHANGEABLE
from kiosk.storage.transaction import Transaction

_WORDS = {
    "group_name": "group",
    "title": "title",
    "start_at": "start",
    "duration": "duration",
    "code": "code",
    "opens_before": "time it opens before its start",
    "ignores_schedule": "switch that ignores its schedule",
    "capacity": "capacity",
    "has_guest_list": "guest list's switch",
    "location": "location",
    "name": "name",
    "email": "e-mail address",
    "description": "description",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that somebody else changed while an organizer was changing it too.

    Attributes:
        field: The attribute of Event or Group.
        seen: What the organizer saw.
        now: What it is now.
        wanted: What the organizer wanted it to be.
    """

    field: str
    seen: object
    now: object
    wanted: object


class EditConflict(Refused):
    """Somebody else changed what an organizer was changing; nothing of the edit was saved.

    Attributes:
        changes: The fields in conflict.
    """

    def __init__(self, title: str, changes: list[Change]) -> None:
        self.changes = tuple(changes)
        parts = [
            f"the {_WORDS[each.field]} is {_in_words(each.now)} now and was {_in_words(each.seen)}"
            for each in changes
        ]
        super().__init__(
            f"Somebody else changed {title!r} at the same time: {'; '.join(parts)}."
            " Nothing of your edit was saved: look at it again, and repeat what still holds."
        )


@dataclass(frozen=True, slots=True)
class Move:
    """An event moved from one group to another.

    Attributes:
        seen: The group it was in when the organizer looked.
        wanted: The group it is to be in.
    """

    seen: Group
    wanted: Group


def edit_event(
    store: Store,
    seen: Event,
    wanted: Event,
    *,
    move: Move | None = None,
    check_in_url: str | None = None,
) -> Event:
    """Changes the fields in which an event as an organizer wants it differs from how they saw it.

    What others changed in its other fields meanwhile stays.

    Args:
        store: The database.
        seen: The event as it was read.
        wanted: The same with changes (dataclasses.replace). Its state is changed elsewhere, its
            group by `move`. Its code is stored with a new QR for other front ends.
        move: Into another group, in the same act; None leaves it where it is.
        check_in_url: The configured check-in URL, for the QR.

    Raises:
        EditConflict: Somebody else changed one of these fields meanwhile.
        Refused: A field has a value that cannot be, the code is taken, or the event was deleted.
    """
    if (wanted.id, wanted.group_name, wanted.state) != (seen.id, seen.group_name, seen.state):
        raise AssertionError("an edit changes an event's group by moving it, and never its state")
    fields = changed_fields(seen, wanted, tuple(CHANGEABLE))
    cleaned = _cleaned(wanted, fields)
    with store.write() as transaction:
        target = None if move is None else _hold_target(transaction, move)
        # A new code needs the event whole: asking for more later could deadlock with a check-in.
        (transaction.events.lock_whole if "code" in fields else transaction.events.lock)(seen.id)
        now = transaction.events.get(seen.id)
        if now is None or not sees_event(transaction, seen.id):
            raise Refused(EventDeleted(seen.title))
        group = transaction.groups.of_event(seen.id)
        conflicts = [*find_conflicts(seen, now, cleaned, fields), *_move_conflicts(group, move)]
        if conflicts:
            raise EditConflict(now.title, conflicts)
        fields = changed_fields(now, cleaned, fields)
        code_qr = None
        if "code" in fields:
            code = choose_code(transaction, cleaned.code, of_event=seen.id)
            cleaned = replace(cleaned, code=code)
            code_qr = qr_png_url(event_qr_text(code, check_in_url))
        if fields:
            transaction.events.change(cleaned, fields, code_qr=code_qr)
        before, after = fields_of(now, fields), fields_of(cleaned, fields)
        if target is not None and group is not None and target.id != group.id:
            transaction.events.move(seen.id, target.id)
            before["group"], after["group"] = group.name, target.name
        if after:
            transaction.changes.record(
                ChangeKind.EVENT_EDITED, event_subject(now), before=before, after=after
            )
        return _get(transaction, seen)


def changed_fields(seen: object, wanted: object, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some attributes in which two values differ."""
    return tuple(field for field in fields if getattr(seen, field) != getattr(wanted, field))


def move_event(store: Store, seen: Event, move: Move) -> Event:
    """Puts an event into another group. Its guest list, its code and its check-ins stay with it.

    Raises:
        EditConflict: Somebody else moved it meanwhile.
        Refused: The event or the group was deleted.
    """
    return edit_event(store, seen, seen, move=move)


def find_conflicts(seen: object, now: object, wanted: object, fields: tuple[str, ...]) -> list[Change]:
    """Those of the fields to be changed that somebody else changed to something else.

    Args:
        seen: As it was read.
        now: As it is.
        wanted: As it is to be.
        fields: The attributes that are to be changed.
    """
    return [
        Change(field, getattr(seen, field), getattr(now, field), getattr(wanted, field))
        for field in fields
        if getattr(now, field) not in {getattr(seen, field), getattr(wanted, field)}
    ]


def _hold_target(transaction: Transaction, move: Move) -> Group:
    # Before the event is locked, as wherever both are: two who do it must not wait for each other.
    target = transaction.groups.hold(move.wanted.id)
    if target is None or not sees_group(transaction, target.id):
        raise Refused(ChosenGroupDeleted(move.wanted.name))
    return target


def _move_conflicts(now: Group | None, move: Move | None) -> list[Change]:
    if move is None or now is None or now.id in {move.seen.id, move.wanted.id}:
        return []
    return [Change("group_name", move.seen.name, now.name, move.wanted.name)]


def _cleaned(wanted: Event, fields: tuple[str, ...]) -> Event:
    # Only what changes is checked: a row of another program may hold what we would not make.
    cleaned = wanted
    if "title" in fields:
        cleaned = replace(cleaned, title=clean_words(wanted.title, Field.EVENT_TITLE))
    if "location" in fields and wanted.location is not None:
        cleaned = replace(cleaned, location=clean_words(wanted.location, Field.LOCATION))
    if "start_at" in fields:
        check_start(wanted.start_at)
        cleaned = replace(cleaned, start_at=wanted.start_at.astimezone(UTC))
    if "duration" in fields:
        check_duration(wanted.duration)
    if "opens_before" in fields:
        check_opens_before(wanted.opens_before)
    if "capacity" in fields:
        check_capacity(wanted.capacity)
    return cleaned


def _get(transaction: Transaction, seen: Event) -> Event:
    event = transaction.events.get(seen.id)
    if event is None:
        raise AssertionError("an event that is locked is not there")
    return event


def _in_words(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "on" if value else "off"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M} UTC"
        case timedelta():
            return f"{value // timedelta(minutes=1)} minutes"
        case int():
            return str(value)
    return repr(value)
