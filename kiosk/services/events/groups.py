"""Lists and changes event groups. They are made in events and deleted in deletions."""

from dataclasses import replace
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.fields import Field
from kiosk.domain.group import Group, GroupSummary
from kiosk.domain.refusals.events.groups import GroupDeleted, GroupNameTaken
from kiosk.services.conflicts import EditConflict, changed_fields, find_conflicts
from kiosk.services.database import Database
from kiosk.services.history.audit import fields_of, group_subject
from kiosk.services.lookup import find_group
from kiosk.services.permissions import seen_event, sees_group, viewer
from kiosk.services.text_validation import clean_words
from kiosk.services.transactions import reading, writing


def list_groups(database: Database) -> list[GroupSummary]:
    """Returns all groups by name; for a store that acts for an organizer, those they may see."""
    with reading(database) as transaction:
        return transaction.groups.all(seen_by=viewer(transaction))


def view_group(database: Database, name: str | UUID, *, organizer_email: str | None = None) -> Group:
    """Returns the group with this name, or with this id.

    Args:
        database: The database.
        name: The group's name, or its id.
        organizer_email: The address of its organizer, where several have a group of this name.

    Raises:
        Refused: No group has the name, or several have.
    """
    with reading(database) as transaction:
        return find_group(transaction, name, organizer_email=organizer_email)


def event_in_group(database: Database, event_id: UUID) -> tuple[Event, Group]:
    """Returns the event with this id and its group, as they are at one moment.

    Raises:
        Refused: It was deleted, or is no longer shared with the store's organizer.
    """
    with reading(database) as transaction:
        event, group = seen_event(transaction, event_id), transaction.groups.of_event(event_id)
    if group is None:
        raise AssertionError("an event that is there has a group")
    return event, group


def edit_group(database: Database, seen: Group, wanted: Group) -> Group | EditConflict[Group]:
    """Changes a group's name or description; as in edit_event, others' changes are not overwritten.

    Returns:
        The group as it is now, or the conflict when somebody else changed the same field.

    Raises:
        Refused: The name is invalid, or another of the organizer's groups has it; or the group was
            deleted.
    """
    if (wanted.id, wanted.created_by) != (seen.id, seen.created_by):
        raise AssertionError("an edit changes neither which group it is nor whose")
    fields = changed_fields(seen, wanted, ("name", "description"))
    if "name" in fields:
        wanted = replace(wanted, name=clean_words(wanted.name, Field.GROUP_NAME))
    with writing(database) as transaction:
        transaction.groups.lock_for_update(seen.id)
        now = transaction.groups.get(seen.id)
        if now is None or not sees_group(transaction, seen.id):
            raise Refused(GroupDeleted(seen.name))
        if conflicts := find_conflicts(mine=wanted, theirs=now, before=seen, names=fields):
            return EditConflict(wanted, now, seen, conflicts)
        changed = replace(now, **{field: getattr(wanted, field) for field in fields})
        same_name = transaction.groups.by_name(changed.name)
        if any(each.created_by == now.created_by and each.id != now.id for each in same_name):
            raise Refused(GroupNameTaken(changed.name))
        fields = changed_fields(now, changed, fields)
        if not fields:
            return now
        transaction.groups.change(changed)
        transaction.changes.record(
            ChangeKind.GROUP_EDITED,
            group_subject(now),
            before=fields_of(now, fields),
            after=fields_of(changed, fields),
        )
    return changed
