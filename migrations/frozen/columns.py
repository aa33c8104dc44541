"""Columns, defaults and constraints that mean the same on PostgreSQL and on SQLite."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.frozen.dialect import is_sqlite, new_id, present_instant
from migrations.frozen.tables import rebuilt


def id_column() -> sa.Column[Any]:
    """Returns a table's primary key, which the database fills in."""
    return sa.Column("id", sa.Uuid(), nullable=False, server_default=new_id())


def instant_columns(*names: str) -> list[sa.Column[Any]]:
    """Returns instants that the database fills in: created_at and updated_at, or those named."""
    return [
        sa.Column(name, sa.DateTime(timezone=True), nullable=False, server_default=present_instant())
        for name in names or ("created_at", "updated_at")
    ]


def reference(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    """Returns the foreign key from `table.column` to the id of `target`."""
    name = op.f(f"{table}_{column}_fkey")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Returns the condition that a column holds one of these words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def add_column(table: str, column: sa.Column[Any], *constraints: sa.CheckConstraint | sa.ForeignKey) -> None:
    """Adds a column to a table that has rows.

    Its constraints become part of its own definition: SQLite then need not rebuild the table, and drops
    them with the column.
    """
    default = column.server_default
    if is_sqlite() and isinstance(default, sa.DefaultClause) and str(default.arg).startswith("("):
        # SQLite gives existing rows a default that it has to compute only while it rebuilds their table.
        with rebuilt(table) as batch:
            batch.add_column(_with(column, constraints))
        return
    op.add_column(table, _with(column, constraints), inline_references=True)


def _with(
    column: sa.Column[Any], constraints: tuple[sa.CheckConstraint | sa.ForeignKey, ...]
) -> sa.Column[Any]:
    return sa.Column(
        column.name,
        column.type,
        *constraints,
        nullable=column.nullable,
        server_default=column.server_default,
    )
