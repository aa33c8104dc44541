"""Column types and server defaults that mean the same on PostgreSQL and on SQLite."""

import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Integer, String, Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

from kiosk.domain.check_in.scan_log import EVERY_LOGGED, Logged

SQLITE_NOW = "(strftime('%Y-%m-%d %H:%M:%f000', 'now'))"
"""SQL for the present instant, in the form that UtcDateTime stores on SQLite, to the millisecond."""

SQLITE_NEW_ID = (
    "(lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2)"
    " || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || hex(randomblob(6))))"
)
"""SQL for a random version 4 UUID, as the 32 hex digits that Uuid stores on SQLite (RFC 9562, 5.4)."""

FAR_PAST = datetime(2, 1, 1, tzinfo=UTC)
FAR_FUTURE = datetime(9998, 12, 31, tzinfo=UTC)
"""More than a day inside the limits of Python's datetime, so that every time zone can show them."""


def fold(text: str) -> str:
    """Returns a text without letter case, as `folded` computes it inside SQLite."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


_MINUTE = timedelta(minutes=1)
_LOGGED = {each.value: each for each in EVERY_LOGGED}


class LoggedOutcome(TypeDecorator[Logged]):
    """The type of scan_log.outcome, stored as its name."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: Logged | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- SQLAlchemy passes it
        """Returns the name."""
        return None if value is None else value.value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Logged | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        """Returns the outcome or the correction with this name.

        Raises:
            KeyError: This program does not know the name.
        """
        return None if value is None else _LOGGED[value]


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: timestamptz on PostgreSQL, text in UTC on SQLite; always aware UTC in Python.

    Other programs may store any instant. One before FAR_PAST or after FAR_FUTURE is read as FAR_PAST or
    FAR_FUTURE: nobody takes these for real, and time zones or an event's length can still be added to them.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """Returns the type of its values."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy passes it
        """Returns the instant in UTC.

        Raises:
            ValueError: The value is naive.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            message = f"{value!r} has no time zone, so it is not an instant"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        """Returns aware UTC, not before FAR_PAST and not after FAR_FUTURE."""
        if value is None:
            return None
        # SQLite's text has no zone; PostgreSQL's session has TimeZone=UTC.
        at: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        if FAR_PAST <= at <= FAR_FUTURE:
            return at
        return FAR_PAST if at < FAR_PAST else FAR_FUTURE


class Minutes(TypeDecorator[timedelta]):
    """A duration, stored as a number of whole minutes; what is left of a minute is not kept."""

    impl = Integer()
    cache_ok = True

    @property
    def python_type(self) -> type[timedelta]:
        """Returns the type of its values."""
        return timedelta

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002 -- SQLAlchemy passes it
        """Returns the number of minutes."""
        return None if value is None else value // _MINUTE

    def process_result_value(self, value: Any | None, dialect: Dialect) -> timedelta | None:  # noqa: ANN401, ARG002 -- SQLAlchemy's signature
        """Returns the duration."""
        return None if value is None else value * _MINUTE


class new_id(FunctionElement[UUID]):  # noqa: N801 -- SQL functions are spelt this way
    """A random UUID that the database makes."""

    type = Uuid()
    inherit_cache = True


class present_instant(FunctionElement[datetime]):  # noqa: N801 -- as new_id
    """The present instant by the database's clock: on PostgreSQL, the start of the transaction."""

    type = UtcDateTime()
    inherit_cache = True


class folded(FunctionElement[str]):  # noqa: N801 -- as new_id
    """A text without letter case."""

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
    # SQLite's own lower() changes ASCII letters only; the engine adds this function to every connection.
    return f"kiosk_fold({compiler.process(element.clauses, **options)})"
