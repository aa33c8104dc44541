"""Compares a database's CHECKs with those of the models, which Alembic does not do."""

from collections.abc import Iterator
from typing import TypeGuard

from alembic.operations.ops import MigrateOperation
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Constraint, Table, TextClause, inspect

from migrations.authoring.operations import CreateCheckOp, DropCheckOp


def check_changes(context: MigrationContext, table: Table) -> Iterator[MigrateOperation]:
    """Yields the operations that give a table the CHECKs of the models.

    Only on SQLite, because PostgreSQL rewrites the conditions.
    """
    if context.connection is None or context.dialect.name != "sqlite":
        return
    inspector = inspect(context.connection)
    if not inspector.has_table(table.name):
        return
    present = {str(each["name"]): each["sqltext"] for each in inspector.get_check_constraints(table.name)}
    wanted = {str(each.name): str(each.sqltext) for each in table.constraints if _is_written(each)}
    implied = {str(each.name) for each in table.constraints} - wanted.keys()
    for name, condition in present.items():
        if name not in implied and _words(wanted.get(name)) != _words(condition):
            yield DropCheckOp(CreateCheckOp(name, table.name, condition))
    for name, condition in wanted.items():
        if _words(present.get(name)) != _words(condition):
            yield CreateCheckOp(name, table.name, condition)


def _is_written(constraint: Constraint) -> TypeGuard[CheckConstraint]:
    """True for a CHECK that is written in the models, False for one that an Enum implies."""
    return isinstance(constraint, CheckConstraint) and isinstance(constraint.sqltext, TextClause)


def _words(condition: str | None) -> list[str] | None:
    return None if condition is None else condition.split()
