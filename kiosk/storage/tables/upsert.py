"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy provides once for each.

The package of the dialect in use is imported when the first statement is built. Statements are cached,
because building one takes a considerable part of the time of a scan.
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
        table: The table.
        rows: One row, or a non-empty list of some hundreds.

    Returns:
        The ids of the rows that were inserted.
    """
    return [row[0] for row in connection.execute(_insert_new(table, connection.dialect.name), rows)]


def insert_all_new(connection: Connection, table: Table[Any], rows: Sequence[_Row]) -> None:
    """Inserts rows except those that are there already, whatever the table's primary key is."""
    connection.execute(_insert_into(table, connection.dialect.name).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Table[Any], *, key: str, changing: tuple[str, ...]) -> Insert:
    """Returns the statement that inserts a row, or changes the row that has its key.

    Args:
        connection: The connection on which it will run.
        table: The table.
        key: The column with a unique index by which an existing row is found.
        changing: The columns of an existing row that get the new row's values.
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
