"""Event groups."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, func, insert, literal, select, update

from kiosk.domain.fields import Field
from kiosk.domain.group import Group, GroupSummary
from kiosk.storage.clauses.visibility import group_is_visible
from kiosk.storage.schema.tables import attendance, event_groups, events, users
from kiosk.storage.storable_text import NAME_LENGTH, is_storable, require_storable, require_words

_GROUPS = select(
    event_groups.c.id, event_groups.c.name, event_groups.c.created_by, event_groups.c.description
)
_BY_NAME = _GROUPS.where(event_groups.c.name == bindparam("name")).order_by(event_groups.c.created_at)
_BY_ID = _GROUPS.where(event_groups.c.id == bindparam("group_id"))
_LOCK_FOR_KEY_SHARE = _BY_ID.with_for_update(read=True, key_share=True)
_OF_EVENT = _GROUPS.join(events, events.c.group_id == event_groups.c.id).where(
    events.c.id == bindparam("event_id")
)
_SUMMARIES = (
    select(
        event_groups.c.id,
        event_groups.c.name,
        event_groups.c.created_by,
        event_groups.c.description,
        users.c.email,
        select(func.count()).where(events.c.group_id == event_groups.c.id).scalar_subquery(),
    )
    .join(users, event_groups.c.created_by == users.c.id)
    .order_by(event_groups.c.name, event_groups.c.created_at)
)
_INSERT = insert(event_groups)
_CHANGE = (
    update(event_groups)
    .where(event_groups.c.id == bindparam("group_id"))
    .values(name=bindparam("new_name"), description=bindparam("new_description"))
)
_DELETE = delete(event_groups).where(event_groups.c.id == bindparam("group_id"))
_LOCK_FOR_UPDATE = select(literal(1)).where(event_groups.c.id == bindparam("group_id")).with_for_update()
_LOCK_EVENTS_FOR_UPDATE = (
    select(events.c.id)
    .where(events.c.group_id == bindparam("group_id"))
    .order_by(events.c.id)
    .with_for_update()
)
_ENDS = (
    select(events.c.id, events.c.start_time, events.c.duration_minutes)
    .where(events.c.group_id == bindparam("group_id"))
    .order_by(events.c.id)
)
_COUNT_EVENTS = select(func.count()).where(events.c.group_id == bindparam("group_id"))
_COUNT_CHECK_INS = (
    select(func.count())
    .select_from(attendance)
    .join(events, attendance.c.event_id == events.c.id)
    .where(events.c.group_id == bindparam("group_id"))
)


class Groups:
    """The event_groups table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, name: str, description: str | None, created_by: UUID) -> UUID:
        """Inserts a group and returns its id.

        Raises:
            Refused: A text cannot be stored.
        """
        group_id = uuid4()
        row = {
            "id": group_id,
            "name": require_words(name, Field.GROUP_NAME, longest=NAME_LENGTH),
            "description": None
            if description is None
            else require_storable(description, Field.GROUP_DESCRIPTION),
            "created_by": created_by,
        }
        self._connection.execute(_INSERT, row)
        return group_id

    def by_name(self, name: str) -> list[Group]:
        """Returns the groups with exactly this name, oldest first; names need not be unique."""
        if not is_storable(name):
            return []
        return [Group(*row) for row in self._connection.execute(_BY_NAME, {"name": name})]

    def get(self, group_id: UUID) -> Group | None:
        """Returns the group as it is now, or None when there is none with this id."""
        row = self._connection.execute(_BY_ID, {"group_id": group_id}).first()
        return None if row is None else Group(*row)

    def lock_for_key_share(self, group_id: UUID) -> Group | None:
        """Returns the group as get does; until the transaction ends nobody deletes it."""
        row = self._connection.execute(_LOCK_FOR_KEY_SHARE, {"group_id": group_id}).first()
        return None if row is None else Group(*row)

    def of_event(self, event_id: UUID) -> Group | None:
        """Returns the group of an event, or None when there is no such event."""
        row = self._connection.execute(_OF_EVENT, {"event_id": event_id}).first()
        return None if row is None else Group(*row)

    def all(self, *, seen_by: UUID | None = None) -> list[GroupSummary]:
        """Returns every group by name; with `seen_by`, those that this organizer may see."""
        query = _SUMMARIES
        if seen_by is not None:
            query = query.where(group_is_visible(seen_by, event_groups.c.id))
        return [
            GroupSummary(Group(group_id, name, created_by, description), email, count)
            for group_id, name, created_by, description, email, count in self._connection.execute(query)
        ]

    def lock_for_update(self, group_id: UUID) -> None:
        """Makes others' changes of this group, and new events in it, wait until the transaction ends."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK_FOR_UPDATE, {"group_id": group_id}).close()

    def lock_events_for_update(self, group_id: UUID) -> None:
        """Makes changes of this group's events, and new check-ins, wait until the transaction ends."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK_EVENTS_FOR_UPDATE, {"group_id": group_id}).close()

    def change(self, group: Group) -> None:
        """Stores a group's name and description.

        Raises:
            Refused: A text cannot be stored.
        """
        description = group.description
        row = {
            "group_id": group.id,
            "new_name": require_words(group.name, Field.GROUP_NAME, longest=NAME_LENGTH),
            "new_description": None
            if description is None
            else require_storable(description, Field.GROUP_DESCRIPTION),
        }
        self._connection.execute(_CHANGE, row)

    def event_ids(self, group_id: UUID, *, ending_after: datetime | None = None) -> list[UUID]:
        """Returns the ids of a group's events, sorted; with `ending_after`, only of those that end later."""
        ends = self._connection.execute(_ENDS, {"group_id": group_id})
        return [
            event_id
            for event_id, start_at, duration in ends
            if ending_after is None or start_at + duration > ending_after
        ]

    def count_events(self, group_id: UUID) -> int:
        """Returns how many events a group has."""
        return self._connection.execute(_COUNT_EVENTS, {"group_id": group_id}).scalar_one()

    def count_check_ins(self, group_id: UUID) -> int:
        """Returns how many check-ins a group's events have together."""
        return self._connection.execute(_COUNT_CHECK_INS, {"group_id": group_id}).scalar_one()

    def delete(self, group_id: UUID) -> None:
        """Deletes the group, its events, their guest lists and check-ins; the scan log stays."""
        self._connection.execute(_DELETE, {"group_id": group_id})
