"""Column types and server defaults that mean the same on PostgreSQL and on SQLite."""

import unicodedata
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, String, Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from kiosk.domain.scan_log import EVERY_LOGGED, Logged

SQLITE_NOW = "(strftime('%Y-%m-%d %H:%M:%f000', 'now'))"
"""The present instant in the form UtcDateTime stores on SQLite, to the millisecond."""

SQLITE_NEW_ID = (
    "(lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2)"
    " || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || hex(randomblob(6))))"
)
"""A random version 4 UUID as the 32 hex digits SQLAlchemy's Uuid stores on SQLite (RFC 9562, 5.4)."""

FAR_PAST = datetime(2, 1, 1, tzinfo=UTC)
FAR_FUTURE = datetime(9998, 12, 31, tzinfo=UTC)
"""A year and a day away from where Python's dates end, so that every zone can show them."""


def fold(text: str) -> str:
    """A text without regard to letter case: what `folded` computes inside SQLite."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


_LOGGED = {each.value: each for each in EVERY_LOGGED}


class LoggedOutcome(TypeDecorator[Logged]):
    """What a row of the scan log says, stored as its name."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Logged | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy passes it
        """Takes the name."""
        return None if value is None else value.value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Logged | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        """Gives back what the name stands for.

        Raises:
            KeyError: It stands for nothing this program knows.
        """
        return None if value is None else _LOGGED[value]


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: timestamptz on PostgreSQL, text in UTC on SQLite; always aware UTC in Python.

    Other programs may store any. One before FAR_PAST or after FAR_FUTURE reads as that: so far off
    that nobody takes it for real, and with room around it for zones and for an event's length.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy passes it
        """Refuses what is not an instant.

        Raises:
            ValueError: The value is naive.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            message = f"{value!r} has no time zone, so it is no instant"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        """Gives back aware UTC, no further off than FAR_PAST and FAR_FUTURE."""
        if value is None:
            return None
        # SQLite's text has no zone, and PostgreSQL is asked for UTC.
        at: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        if FAR_PAST <= at <= FAR_FUTURE:
            return at
        return FAR_PAST if at < FAR_PAST else FAR_FUTURE


class new_id(FunctionElement[UUID]):  # noqa: N801 -- SQL functions are spelt this way
    """A random UUID made by the database."""

    type = Uuid()
    inherit_cache = True


class present_instant(FunctionElement[datetime]):  # noqa: N801 -- as new_id
    """The database's own clock: on PostgreSQL, when the transaction began."""

    type = UtcDateTime()
    inherit_cache = True


class folded(FunctionElement[str]):  # noqa: N801 -- as new_id
    """A text without regard to letter case."""

    type = String()
    inherit_cache = True

    def __init__(self, text: ColumnElement[str]) -> None:
        super().__init__(text)


@compiles(new_id, "postgresql")
def _new_id_postgresql(_element: new_id, _compiler: SQLCompiler, **_options: object) -> str:
    return "gen_random_uuid()"


@compiles(new_id, "sqlite")
def _new_id_sqlite(_element: new_id, _compiler: SQLCompiler, **_options: object) -> str:
    return SQLITE_NEW_ID


@compiles(present_instant, "postgresql")
def _present_instant_postgresql(_element: present_instant, _compiler: SQLCompiler, **_options: object) -> str:
    return "now()"


@compiles(present_instant, "sqlite")
def _present_instant_sqlite(_element: present_instant, _compiler: SQLCompiler, **_options: object) -> str:
    return SQLITE_NOW


@compiles(folded, "postgresql")
def _folded_postgresql(element: folded, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 -- handed on
    return f"lower({compiler.process(element.clauses, **options)})"


@compiles(folded, "sqlite")
def _folded_sqlite(element: folded, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 -- handed on
    # SQLite's own lower() knows ASCII only; the engine gives every connection this function.
    return f"kiosk_fold({compiler.process(element.clauses, **options)})"
