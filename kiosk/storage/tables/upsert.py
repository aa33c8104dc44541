"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy spells once for each.

The dialects' packages are imported when the first statement is built, and only the one in use.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert


def insert_into(table: Table[Any], dialect: str) -> "PostgresqlInsert | SqliteInsert":
    """An INSERT that understands ON CONFLICT.

    Args:
        table: Where to.
        dialect: The engine's name: "sqlite" or "postgresql".
    """
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert  # noqa: PLC0415 -- see above

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert  # noqa: PLC0415 -- see above

    return postgresql_insert(table)
