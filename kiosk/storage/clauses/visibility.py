"""Limits queries to the groups and events that an organizer may see: the only place with this rule in SQL.

An organizer's own groups and events are those that the organizer made, and all events of an own group. Shared
ones are those in `shares`. An organizer may change everything that they may see.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from kiosk.storage.schema.tables import event_groups, events, shares


def group_is_visible(
    organizer_id: UUID, group_id: ColumnElement[UUID] | ColumnElement[UUID | None]
) -> ColumnElement[bool]:
    """Returns the condition that a group is the organizer's own, or shared with them.

    Args:
        organizer_id: The organizer.
        group_id: The column with the group's id.
    """
    own = select(event_groups.c.id).where(event_groups.c.created_by == organizer_id)
    shared = select(shares.c.group_id).where(
        shares.c.organizer_id == organizer_id, shares.c.group_id.is_not(None)
    )
    return or_(group_id.in_(own), group_id.in_(shared))


def event_is_visible(organizer_id: UUID) -> ColumnElement[bool]:
    """Returns the condition that a row of events is their own, in a group they see, or shared with them."""
    shared = select(shares.c.event_id).where(
        shares.c.organizer_id == organizer_id, shares.c.event_id.is_not(None)
    )
    return or_(
        events.c.created_by == organizer_id,
        group_is_visible(organizer_id, events.c.group_id),
        events.c.id.in_(shared),
    )
