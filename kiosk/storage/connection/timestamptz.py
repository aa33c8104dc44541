"""Reads PostgreSQL's instants that Python's datetime cannot represent.

PostgreSQL has "infinity" and years far beyond 9999, and other programs may store them. One such row must not
make a whole list unreadable.
"""

from datetime import datetime

from psycopg import Connection, DataError
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader

from kiosk.storage.column_types import FAR_FUTURE, FAR_PAST


class FarInstantLoader(TimestamptzLoader):
    """Reads every timestamptz; those outside Python's years become FAR_PAST or FAR_FUTURE."""

    def load(self, data: Buffer) -> datetime:
        """Returns the instant of PostgreSQL's text."""
        try:
            return super().load(data)
        except DataError:
            text = bytes(data)
            return FAR_PAST if text.startswith(b"-") or text.endswith(b"BC") else FAR_FUTURE


def read_far_instants(connection: Connection[object]) -> None:
    """Makes a connection read every instant."""
    connection.adapters.register_loader("timestamptz", FarInstantLoader)
