"""An event changed by an organizer who saw it, without overwriting what another changed meanwhile."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import event_qr_text
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.qr import qr_png_url
from kiosk.services.access import sees_event
from kiosk.services.audit import event_subject, fields_of
from kiosk.services.event_codes import choose_code
from kiosk.services.event_fields import check_capacity, check_duration, check_opens_before, check_start
from kiosk.services.words import clean_words
from kiosk.storage.events import CHANGEABLE
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

_WORDS = {
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


def edit_event(store: Store, seen: Event, wanted: Event, *, check_in_url: str | None = None) -> Event:
    """Changes the fields in which an event as an organizer wants it differs from how they saw it.

    What others changed in its other fields meanwhile stays.

    Args:
        store: The database.
        seen: The event as it was read.
        wanted: The same with changes (dataclasses.replace). Its group and its state are changed
            elsewhere. Its code is stored with a new QR for other front ends.
        check_in_url: The configured check-in URL, for the QR.

    Raises:
        EditConflict: Somebody else changed one of these fields meanwhile.
        Refused: A field has a value that cannot be, the code is taken, or the event was deleted.
    """
    if (wanted.id, wanted.group_name, wanted.state) != (seen.id, seen.group_name, seen.state):
        raise AssertionError("an edit changes neither an event's group nor its state")
    fields = changed_fields(seen, wanted, tuple(CHANGEABLE))
    cleaned = _cleaned(wanted, fields)
    with store.write() as transaction:
        # A new code needs the event whole: asking for more later could deadlock with a check-in.
        (transaction.events.lock_whole if "code" in fields else transaction.events.lock)(seen.id)
        now = transaction.events.get(seen.id)
        if now is None or not sees_event(transaction, seen.id):
            raise Refused(f"Somebody deleted {seen.title!r} meanwhile, so there is nothing to change.")
        refuse_conflicts(now.title, seen, now, cleaned, fields)
        fields = changed_fields(now, cleaned, fields)
        if not fields:
            return now
        code_qr = None
        if "code" in fields:
            code = choose_code(transaction, cleaned.code, of_event=seen.id)
            cleaned = replace(cleaned, code=code)
            code_qr = qr_png_url(event_qr_text(code, check_in_url))
        transaction.events.change(cleaned, fields, code_qr=code_qr)
        changed = _get(transaction, seen)
        transaction.changes.record(
            ChangeKind.EVENT_EDITED,
            event_subject(now),
            before=fields_of(now, fields),
            after=fields_of(changed, fields),
        )
        return changed


def changed_fields(seen: object, wanted: object, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some attributes in which two values differ."""
    return tuple(field for field in fields if getattr(seen, field) != getattr(wanted, field))


def refuse_conflicts(title: str, seen: object, now: object, wanted: object, fields: tuple[str, ...]) -> None:
    """Nothing when what was seen is still so, or became what is wanted.

    Args:
        title: What the thing is called.
        seen: As it was read.
        now: As it is.
        wanted: As it is to be.
        fields: The attributes that are to be changed.

    Raises:
        EditConflict: Somebody else changed one of the fields to something else.
    """
    changes = [
        Change(field, getattr(seen, field), getattr(now, field), getattr(wanted, field))
        for field in fields
        if getattr(now, field) not in {getattr(seen, field), getattr(wanted, field)}
    ]
    if changes:
        raise EditConflict(title, changes)


def _cleaned(wanted: Event, fields: tuple[str, ...]) -> Event:
    # Only what changes is checked: a row of another program may hold what we would not make.
    cleaned = wanted
    if "title" in fields:
        cleaned = replace(cleaned, title=clean_words(wanted.title, "The event's title"))
    if "location" in fields and wanted.location is not None:
        cleaned = replace(cleaned, location=clean_words(wanted.location, "The location"))
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
