"""What a database says about itself, a value a key."""

from functools import cache

from sqlalchemy import Connection, Insert, bindparam, select

from kiosk.storage.schema.tables import installation
from kiosk.storage.tables.upsert import insert_into

_VALUE = select(installation.c.value).where(installation.c.key == bindparam("key"))


class Installation:
    """The installation table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """The key's value, or None."""
        return self._connection.execute(_VALUE, {"key": key}).scalar()

    def set(self, key: str, value: str) -> None:
        """Gives the key this value, whatever it had before."""
        self._connection.execute(_upsert(self._connection.dialect.name), {"key": key, "value": value})


@cache
def _upsert(dialect: str) -> Insert:
    statement = insert_into(installation, dialect)
    return statement.on_conflict_do_update(
        index_elements=[installation.c.key], set_={"value": statement.excluded.value}
    )
