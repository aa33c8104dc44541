"""Instants of PostgreSQL that Python has no number for.

PostgreSQL knows "infinity" and years far beyond 9999, and other programs may store them: one such
row must not make a whole list unreadable. It reads as a time so far off that nobody takes it for real.
"""

from datetime import UTC, datetime

from psycopg import Connection, DataError
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader

FAR_PAST = datetime(2, 1, 1, tzinfo=UTC)
FAR_FUTURE = datetime(9998, 12, 31, tzinfo=UTC)
"""A year and a day away from where Python's dates end, so that every zone can show them."""


class FarInstantLoader(TimestamptzLoader):
    """Reads every timestamptz; those beyond Python's years as FAR_PAST or FAR_FUTURE."""

    def load(self, data: Buffer) -> datetime:
        """An instant from PostgreSQL's text."""
        try:
            return super().load(data)
        except DataError:
            text = bytes(data)
            return FAR_PAST if text.startswith(b"-") or text.endswith(b"BC") else FAR_FUTURE


def read_far_instants(connection: Connection[object]) -> None:
    """Has a connection read every instant."""
    connection.adapters.register_loader("timestamptz", FarInstantLoader)
