"""For revisions: adding what a table lacks when it was made by the other back end.

PostgreSQL only; nobody else makes our SQLite files.
"""

from alembic import op
from sqlalchemy import inspect, text

ADOPTED = "Made by another program and taken over by kiosk: "


def ensure_index(name: str, table: str, columns: list[str], *, unique: bool = False) -> None:
    """Makes an index unless the table has one, by whatever name, that does the same."""
    for index in inspect(op.get_bind()).get_indexes(table):
        is_whole = not index.get("dialect_options", {}).get("postgresql_where")
        if index["name"] == name:
            return
        if index["column_names"] == columns and bool(index["unique"]) is unique and is_whole:
            return
    op.create_index(name, table, columns, unique=unique)


def ensure_check(name: str, table: str, condition: str) -> None:
    """Adds a CHECK unless it is there, or rows break it.

    Then it is left out: it would refuse the other back end's every later change of such a row.
    `kiosk db check` tells what is missing.
    """
    connection = op.get_bind()
    if name in {check["name"] for check in inspect(connection).get_check_constraints(table)}:
        return
    broken = connection.execute(text(f"SELECT 1 FROM {table} WHERE NOT ({condition}) LIMIT 1"))  # noqa: S608 -- a revision's own words
    if broken.first() is None:
        op.create_check_constraint(op.f(name), table, condition)


def ensure_not_null(table: str, column: str) -> None:
    """Forbids NULL in a column unless rows have it."""
    connection = op.get_bind()
    broken = connection.execute(text(f"SELECT 1 FROM {table} WHERE {column} IS NULL LIMIT 1"))  # noqa: S608 -- as above
    if broken.first() is None:
        op.alter_column(table, column, nullable=False)


def note_adopted(tables: list[str]) -> None:
    """Remembers, in a comment, which tables were not made here, so that a downgrade leaves them."""
    names = ", ".join(tables)
    op.execute(f"COMMENT ON TABLE alembic_version IS '{ADOPTED}{names}'")


def adopted_tables() -> set[str]:
    """The tables note_adopted was told."""
    comment = (
        op.get_bind()
        .execute(text("SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"))
        .scalar()
    )
    if not isinstance(comment, str) or not comment.startswith(ADOPTED):
        return set()
    return set(comment.removeprefix(ADOPTED).split(", "))
