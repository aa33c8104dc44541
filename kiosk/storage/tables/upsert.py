"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy spells once for each.

The dialects' packages are imported when the first statement is built, and only the one in use. Statements are
kept: building one takes a good part of the time that a scan takes.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.sql.dml import ReturningInsert

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

_Row = Mapping[str, object]


def insert_new(connection: Connection, table: Table[Any], rows: _Row | Sequence[_Row]) -> list[UUID]:
    """Inserts rows except those that a unique index or constraint refuses, whichever it is.

    Args:
        connection: Inside a transaction.
        table: Where to.
        rows: One row, or a list of some hundreds that is not empty.

    Returns:
        The ids of the rows that were inserted.
    """
    return [row[0] for row in connection.execute(_insert_new(table, connection.dialect.name), rows)]


def upsert(connection: Connection, table: Table[Any], *, key: str, changing: tuple[str, ...]) -> Insert:
    """Returns the statement that inserts a row, or changes the row that has its key.

    Args:
        connection: On which it is to run.
        table: Where to.
        key: The column, with a unique index, by which a row is there already.
        changing: The columns that take the new row's values then.
    """
    return _upsert(table, connection.dialect.name, key, changing)


@cache
def _insert_new(table: Table[Any], dialect: str) -> ReturningInsert[UUID]:
    # Without a conflict target: a database made by the other back end may guard its rows by a constraint,
    # an index or both.
    return _insert_into(table, dialect).on_conflict_do_nothing().returning(table.c.id)


@cache
def _upsert(table: Table[Any], dialect: str, key: str, changing: tuple[str, ...]) -> Insert:
    statement = _insert_into(table, dialect)
    return statement.on_conflict_do_update(
        index_elements=[table.c[key]], set_={name: statement.excluded[name] for name in changing}
    )


def _insert_into(table: Table[Any], dialect: str) -> "PostgresqlInsert | SqliteInsert":
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert  # noqa: PLC0415 -- see above

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415 -- see above

    return postgresql_insert(table)
