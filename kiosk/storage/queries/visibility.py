"""Which groups and events an organizer may see: the one place that says so in SQL.

Own are those the organizer made, and an own group's events whoever made them; shared are those
of `shares`. Whoever may see may also change.
"""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select

from kiosk.storage.schema.tables import event_groups, events, shares


def group_is_visible(
    organizer_id: UUID, group_id: ColumnElement[UUID] | ColumnElement[UUID | None]
) -> ColumnElement[bool]:
    """True where this group is the organizer's own, or shared with them.

    Args:
        organizer_id: Who looks.
        group_id: The column that says which group.
    """
    own = select(event_groups.c.id).where(event_groups.c.created_by == organizer_id)
    shared = select(shares.c.group_id).where(
        shares.c.organizer_id == organizer_id, shares.c.group_id.is_not(None)
    )
    return or_(group_id.in_(own), group_id.in_(shared))


def event_is_visible(organizer_id: UUID) -> ColumnElement[bool]:
    """True where a row of events is the organizer's own, in a group they see, or shared with them."""
    shared = select(shares.c.event_id).where(
        shares.c.organizer_id == organizer_id, shares.c.event_id.is_not(None)
    )
    return or_(
        events.c.created_by == organizer_id,
        group_is_visible(organizer_id, events.c.group_id),
        events.c.id.in_(shared),
    )
