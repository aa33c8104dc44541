"""Facts about the database itself, as keys and values."""

from sqlalchemy import Connection, bindparam, select

from kiosk.storage.schema.tables import installation
from kiosk.storage.tables.upsert import upsert

_VALUE = select(installation.c.value).where(installation.c.key == bindparam("key"))


class Installation:
    """The installation table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """Returns the key's value, or None."""
        return self._connection.execute(_VALUE, {"key": key}).scalar()

    def set(self, key: str, value: str) -> None:
        """Stores the key's value, and replaces an earlier one."""
        statement = upsert(self._connection, installation, key="key", changing=("value",))
        self._connection.execute(statement, {"key": key, "value": value})
