"""Event groups."""

from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, insert, select

from kiosk.domain.group import Group
from kiosk.storage.models import event_groups
from kiosk.storage.words import NAME_LENGTH, is_storable, require_storable, require_words

_BY_NAME = (
    select(event_groups.c.id, event_groups.c.name, event_groups.c.created_by)
    .where(event_groups.c.name == bindparam("name"))
    .order_by(event_groups.c.created_at)
)
_INSERT = insert(event_groups)


class Groups:
    """The event_groups table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, name: str, description: str | None, created_by: UUID) -> UUID:
        """Makes a group and gives its id.

        Raises:
            Refused: A text cannot be stored.
        """
        group_id = uuid4()
        row = {
            "id": group_id,
            "name": require_words(name, "The group's name", longest=NAME_LENGTH),
            "description": None if description is None else require_storable(description, "The description"),
            "created_by": created_by,
        }
        self._connection.execute(_INSERT, row)
        return group_id

    def by_name(self, name: str) -> list[Group]:
        """The groups called exactly so, oldest first; names need not be unique."""
        if not is_storable(name):
            return []
        return [Group(*row) for row in self._connection.execute(_BY_NAME, {"name": name})]
