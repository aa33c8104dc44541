"""Sharing: which organizers may see and change a group or an event that others made."""

from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, literal, select

from kiosk.domain.people.person import Person
from kiosk.storage.clauses.visibility import event_is_visible, group_is_visible
from kiosk.storage.schema.tables import event_groups, events, shares, users
from kiosk.storage.tables.upsert import insert_new

_SHARERS = (
    select(users.c.id, users.c.name, users.c.email, users.c.role)
    .join(shares, shares.c.organizer_id == users.c.id)
    .order_by(users.c.name, users.c.email)
)
_OF_GROUP = _SHARERS.where(shares.c.group_id == bindparam("group_id"))
_OF_EVENT = _SHARERS.where(shares.c.event_id == bindparam("event_id"))
_REMOVE = delete(shares).where(shares.c.organizer_id == bindparam("organizer_id"))
_REMOVE_FROM_GROUP = _REMOVE.where(shares.c.group_id == bindparam("group_id"))
_REMOVE_FROM_EVENT = _REMOVE.where(shares.c.event_id == bindparam("event_id"))
_MAKERS = (
    select(events.c.created_by, event_groups.c.created_by)
    .join(event_groups, events.c.group_id == event_groups.c.id)
    .where(events.c.id == bindparam("event_id"))
)


class Shares:
    """The shares table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_to_group(self, group_id: UUID, organizer_id: UUID) -> bool:
        """Lets an organizer see and change a group; False when it is already shared with them."""
        return self._add(group_id=group_id, event_id=None, organizer_id=organizer_id)

    def add_to_event(self, event_id: UUID, organizer_id: UUID) -> bool:
        """Lets an organizer see and change an event; False when it is already shared with them."""
        return self._add(group_id=None, event_id=event_id, organizer_id=organizer_id)

    def remove_from_group(self, group_id: UUID, organizer_id: UUID) -> bool:
        """Ends the sharing of a group; False when it was not shared with the organizer."""
        parameters = {"group_id": group_id, "organizer_id": organizer_id}
        return self._connection.execute(_REMOVE_FROM_GROUP, parameters).rowcount > 0

    def remove_from_event(self, event_id: UUID, organizer_id: UUID) -> bool:
        """Ends the sharing of an event; False when it was not shared with the organizer."""
        parameters = {"event_id": event_id, "organizer_id": organizer_id}
        return self._connection.execute(_REMOVE_FROM_EVENT, parameters).rowcount > 0

    def of_group(self, group_id: UUID) -> list[Person]:
        """Returns the organizers with whom a group is shared, by name."""
        return [Person(*row) for row in self._connection.execute(_OF_GROUP, {"group_id": group_id})]

    def of_event(self, event_id: UUID) -> list[Person]:
        """Returns the organizers with whom the event itself is shared, not its group, by name."""
        return [Person(*row) for row in self._connection.execute(_OF_EVENT, {"event_id": event_id})]

    def makers(self, event_id: UUID) -> set[UUID]:
        """Returns the ids of the organizers who made an event and its group, and so own it."""
        row = self._connection.execute(_MAKERS, {"event_id": event_id}).first()
        return set() if row is None else {row[0], row[1]}

    def sees_group(self, organizer_id: UUID, group_id: UUID) -> bool:
        """True when a group exists, and is the organizer's own or shared with them."""
        query = select(literal(1)).where(
            event_groups.c.id == group_id, group_is_visible(organizer_id, event_groups.c.id)
        )
        return self._connection.execute(query).first() is not None

    def sees_event(self, organizer_id: UUID, event_id: UUID) -> bool:
        """True when an event exists, and is the organizer's own, or it or its group is shared with them."""
        query = select(literal(1)).where(events.c.id == event_id, event_is_visible(organizer_id))
        return self._connection.execute(query).first() is not None

    def _add(self, **row: UUID | None) -> bool:
        return bool(insert_new(self._connection, shares, {"id": uuid4(), **row}))
