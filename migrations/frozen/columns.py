"""Columns, defaults and constraints that are equal on PostgreSQL and on SQLite."""

import re
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
    """Adds a column to a table that may have rows.

    Its CHECKs become part of its own definition. SQLite rebuilds the table where it has to: for a foreign
    key, which SQLAlchemy reads back only from the table's definition, and for a default to compute.

    Args:
        table: Which table.
        column: Name, type, default and whether it takes NULL.
        constraints: The CHECKs with this column only, and its foreign key.
    """
    checks = [each for each in constraints if isinstance(each, sa.CheckConstraint)]
    keys = [each for each in constraints if isinstance(each, sa.ForeignKey)]
    added = sa.Column(
        column.name, column.type, *checks, nullable=column.nullable, server_default=column.server_default
    )
    with rebuilt(table, is_needed=bool(keys) or _is_computed(column)) as batch:
        batch.add_column(added)
        for key in keys:
            target_table, target_column = key.target_fullname.split(".")
            batch.create_foreign_key(
                op.f(f"{table}_{column.name}_fkey"),
                target_table,
                [column.name],
                [target_column],
                ondelete=key.ondelete,
            )


def drop_column(table: str, column: str) -> None:
    """Drops a column and the constraints that contain it, wherever SQLite stores them."""
    if not is_sqlite():
        op.drop_column(table, column)
        return
    checks = sa.inspect(op.get_bind()).get_check_constraints(table)
    with rebuilt(table) as batch:
        for check in checks:
            if check["name"] is not None and column in re.findall(r"\w+", check["sqltext"]):
                batch.drop_constraint(op.f(check["name"]), type_="check")
        batch.drop_column(column)


def _is_computed(column: sa.Column[Any]) -> bool:
    default = column.server_default
    return isinstance(default, sa.DefaultClause) and str(default.arg).startswith("(")
