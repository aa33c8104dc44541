"""For revisions: adds what a table of the other back end lacks.

Only on PostgreSQL: the other back end makes no SQLite files.
"""

from alembic import op
from sqlalchemy import inspect, text

ADOPTED = "Made by another program and taken over by kiosk: "


def ensure_index(name: str, table: str, columns: list[str], *, unique: bool = False) -> None:
    """Makes an index unless the table has an equal one under any name."""
    for index in inspect(op.get_bind()).get_indexes(table):
        is_whole = not index.get("dialect_options", {}).get("postgresql_where")
        if index["name"] == name:
            return
        if index["column_names"] == columns and bool(index["unique"]) is unique and is_whole:
            return
    op.create_index(name, table, columns, unique=unique)


def ensure_check(name: str, table: str, condition: str) -> None:
    """Adds a CHECK unless it exists, or rows violate it.

    If rows violate it, the CHECK is left out: it would refuse each later change of such a row by the other
    back end. `kiosk db check` reports that it is missing.
    """
    connection = op.get_bind()
    if name in {check["name"] for check in inspect(connection).get_check_constraints(table)}:
        return
    broken = connection.execute(text(f"SELECT 1 FROM {table} WHERE NOT ({condition}) LIMIT 1"))  # noqa: S608 -- a revision's own words
    if broken.first() is None:
        op.create_check_constraint(op.f(name), table, condition)


def ensure_not_null(table: str, column: str) -> None:
    """Forbids NULL in a column unless rows contain it."""
    connection = op.get_bind()
    broken = connection.execute(text(f"SELECT 1 FROM {table} WHERE {column} IS NULL LIMIT 1"))  # noqa: S608 -- as above
    if broken.first() is None:
        op.alter_column(table, column, nullable=False)


def note_adopted(tables: list[str]) -> None:
    """Stores in a comment which tables the other back end made, so that a downgrade keeps them."""
    names = ", ".join(tables)
    op.execute(f"COMMENT ON TABLE alembic_version IS '{ADOPTED}{names}'")


def adopted_tables() -> set[str]:
    """Returns the tables that note_adopted stored."""
    comment = (
        op.get_bind()
        .execute(text("SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"))
        .scalar()
    )
    if not isinstance(comment, str) or not comment.startswith(ADOPTED):
        return set()
    return set(comment.removeprefix(ADOPTED).split(", "))
