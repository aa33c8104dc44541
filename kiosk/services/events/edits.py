"""Changes an event as an organizer wants it, without overwriting what somebody else has changed."""

from collections.abc import Collection
from dataclasses import replace

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import clean_event_code, event_qr_text
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventField
from kiosk.domain.group import Group
from kiosk.domain.refusals.events.events import EventDeleted
from kiosk.domain.refusals.events.groups import ChosenGroupDeleted
from kiosk.qr import qr_png_url
from kiosk.services.conflicts import (
    EditConflict,
    Move,
    changed_fields,
    find_conflicts,
    find_move_conflict,
)
from kiosk.services.database import Database
from kiosk.services.events.codes import choose_code
from kiosk.services.events.fields import clean_details
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import event_subject, fields_of
from kiosk.services.permissions import sees_event, sees_group
from kiosk.services.transactions import writing
from kiosk.storage.transaction import Transaction


def edit_event(
    database: Database,
    seen: Event,
    wanted: Event,
    *,
    move: Move | None = None,
    check_in_url: str | None = None,
) -> Event | EditConflict[Event]:
    """Changes the fields in which an event as an organizer wants it differs from how they saw it.

    What others have changed in its other fields stays.

    Args:
        database: The database.
        seen: The event as it was read.
        wanted: The same with changes (dataclasses.replace). set_event_state changes its state, `move`
            its group. Its code is stored with a new QR for other front ends.
        move: The move into another group, in the same edit; None leaves it where it is.
        check_in_url: The configured check-in URL, for the QR.

    Returns:
        The event as it is now, or the conflict when somebody else changed one of these fields.

    Raises:
        Refused: A field has an invalid value, the code is taken, or the event was deleted.
    """
    if (wanted.id, wanted.group_name, wanted.state) != (seen.id, seen.group_name, seen.state):
        raise AssertionError("an edit changes an event's group by moving it, and never its state")
    fields = changed_fields(seen, wanted, tuple(EventField))
    cleaned = _cleaned(wanted, fields)
    with writing(database) as transaction:
        target = None if move is None else _lock_target(transaction, move)
        # A new code needs the strongest lock: taking it later could deadlock with a check-in.
        (
            transaction.events.lock_for_update
            if EventField.CODE in fields
            else transaction.events.lock_for_no_key_update
        )(seen.id)
        now = transaction.events.get(seen.id)
        if now is None or not sees_event(transaction, seen.id):
            raise Refused(EventDeleted(seen.title))
        group = transaction.groups.of_event(seen.id)
        if group is None:
            raise AssertionError("an event that is there has a group")
        conflicts = find_conflicts(mine=cleaned, theirs=now, before=seen, names=fields)
        conflicts += find_move_conflict(move, group)
        if conflicts:
            still_wanted = None if move is None else Move(group, move.wanted)
            return EditConflict(cleaned, now, seen, conflicts, still_wanted)
        fields = changed_fields(now, cleaned, fields)
        code_qr = None
        if EventField.CODE in fields:
            code = choose_code(transaction, cleaned.code, of_event=seen.id)
            cleaned = replace(cleaned, code=code)
            code_qr = qr_png_url(event_qr_text(code, check_in_url))
        if fields:
            transaction.events.change(cleaned, fields, code_qr=code_qr)
        before, after = fields_of(now, fields), fields_of(cleaned, fields)
        if target is not None and target.id != group.id:
            transaction.events.move(seen.id, target.id)
            before["group"], after["group"] = group.name, target.name
        if after:
            transaction.changes.record(
                ChangeKind.EVENT_EDITED, event_subject(now), before=before, after=after
            )
        return _get(transaction, seen)


def move_event(database: Database, seen: Event, move: Move) -> Event | EditConflict[Event]:
    """Moves an event into another group. It keeps its guest list, its code and its check-ins.

    Returns:
        The event as it is now, or the conflict when somebody else moved it to a third group.

    Raises:
        Refused: The event or the group was deleted.
    """
    return edit_event(database, seen, seen, move=move)


def edit_event_as_decided(
    database: Database,
    conflict: EditConflict[Event],
    keep_mine: Collection[str],
    *,
    check_in_url: str | None = None,
) -> Event | EditConflict[Event]:
    """Saves an edit that had a conflict, as the organizer decided field by field.

    Args:
        database: The database.
        conflict: As edit_event returned it.
        keep_mine: The fields of the conflict that get the organizer's value; the others keep theirs.
        check_in_url: As in edit_event.

    Returns:
        The event as it is now, or another conflict when a third person changed the same fields.

    Raises:
        Refused: As edit_event.
    """
    return edit_event(
        database,
        conflict.theirs,
        conflict.decided(keep_mine),
        move=conflict.decided_move(keep_mine),
        check_in_url=check_in_url,
    )


def _lock_target(transaction: Transaction, move: Move) -> Group:
    # Before the event is locked; see the order of locks in kiosk.storage.transaction.
    target = transaction.groups.lock_for_key_share(move.wanted.id)
    if target is None or not sees_group(transaction, target.id):
        raise Refused(ChosenGroupDeleted(move.wanted.name))
    return target


def _cleaned(wanted: Event, fields: tuple[EventField, ...]) -> Event:
    # Only changed values are checked: a row of another program may hold values that are invalid here.
    with collected_faults() as faults:
        cleaned = clean_details(wanted, fields, faults)
        if EventField.CODE in fields:
            faults.check(lambda: clean_event_code(wanted.code))
    return cleaned


def _get(transaction: Transaction, seen: Event) -> Event:
    event = transaction.events.get(seen.id)
    if event is None:
        raise AssertionError("an event that is locked is not there")
    return event
