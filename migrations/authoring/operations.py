"""Operations that autogenerate puts in place of Alembic's own, and how a revision spells them."""

import textwrap
from collections.abc import Sequence
from typing import Any

from alembic.autogenerate import renderers
from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import (
    AddColumnOp,
    AddConstraintOp,
    CreateCheckConstraintOp,
    CreateTableOp,
    DropColumnOp,
    DropConstraintOp,
    ModifyTableOps,
)
from sqlalchemy import CheckConstraint, Column, ForeignKey

_LONGEST_STRING = 70


class AddWholeColumnOp(AddColumnOp):
    """Adds a column together with its own constraints."""

    def __init__(
        self, table: str, column: Column[Any], constraints: Sequence[CheckConstraint | ForeignKey]
    ) -> None:
        super().__init__(table, column)
        self.constraints = constraints

    def reverse(self) -> DropColumnOp:
        """Returns the operation of the downgrade."""
        return DropWholeColumnOp(self)


class DropWholeColumnOp(DropColumnOp):
    """Drops a column together with its own constraints."""

    def __init__(self, added: AddWholeColumnOp) -> None:
        super().__init__(added.table_name, added.column.name, _reverse=added)
        self._added = added

    def reverse(self) -> AddColumnOp:
        """Returns the operation of the downgrade."""
        return self._added


class CreateCheckOp(CreateCheckConstraintOp):
    """Adds a CHECK."""

    def reverse(self) -> DropConstraintOp:
        """Returns the operation of the downgrade."""
        return DropCheckOp(self)


class DropCheckOp(DropConstraintOp):
    """Drops a CHECK."""

    def __init__(self, created: CreateCheckOp) -> None:
        super().__init__(created.constraint_name, created.table_name, "check", _reverse=created)
        self._created = created

    def reverse(self) -> AddConstraintOp:
        """Returns the operation of the downgrade."""
        return self._created


class RebuildTableOps(ModifyTableOps):
    """Alters a table in a way for which SQLite rebuilds it."""

    def reverse(self) -> ModifyTableOps:
        """Returns the operations of the downgrade."""
        return RebuildTableOps(self.table_name, [each.reverse() for each in reversed(self.ops)])


class CreateWholeTableOp(CreateTableOp):
    """Creates a table together with its updated_at trigger."""


def quoted(text: str) -> str:
    """Returns Python's spelling of a text, in several pieces when it is too long for a line."""
    if len(text) <= _LONGEST_STRING:
        return repr(text)
    pieces = textwrap.wrap(text, _LONGEST_STRING, drop_whitespace=False, break_on_hyphens=False)
    return "\n".join(repr(piece) for piece in pieces)


def spell_constraint(constraint: CheckConstraint | ForeignKey) -> str:
    """Returns a revision's spelling of a column's or a table's constraint."""
    if isinstance(constraint, ForeignKey):
        return f"sa.ForeignKey({constraint.target_fullname!r}, ondelete={constraint.ondelete!r})"
    return f"sa.CheckConstraint({quoted(str(constraint.sqltext))}, name=op.f({str(constraint.name)!r}))"


@renderers.dispatch_for(AddWholeColumnOp)
def _add_column(context: AutogenContext, operation: AddWholeColumnOp) -> str:
    context.imports.add("from migrations.frozen.columns import add_column")
    alembics: str = renderers.dispatch(AddColumnOp)(context, operation)
    call = alembics.removeprefix("op.").removesuffix(")")
    return ", ".join([call, *map(spell_constraint, operation.constraints)]) + ")"


@renderers.dispatch_for(DropWholeColumnOp)
def _drop_column(context: AutogenContext, operation: DropWholeColumnOp) -> str:
    context.imports.add("from migrations.frozen.columns import drop_column")
    return f"drop_column({operation.table_name!r}, {operation.column_name!r})"


@renderers.dispatch_for(CreateCheckOp)
def _create_check(_context: AutogenContext, operation: CreateCheckOp) -> str:
    name, condition = str(operation.constraint_name), str(operation.condition)
    return f"batch_op.create_check_constraint(batch_op.f({name!r}), {quoted(condition)})"


@renderers.dispatch_for(DropCheckOp)
def _drop_check(_context: AutogenContext, operation: DropCheckOp) -> str:
    return f"batch_op.drop_constraint(batch_op.f({str(operation.constraint_name)!r}), type_='check')"


@renderers.dispatch_for(RebuildTableOps)
def _rebuild(context: AutogenContext, operation: RebuildTableOps) -> list[str]:
    context.imports.add("from migrations.frozen.tables import rebuilt")
    lines: list[str] = renderers.dispatch(ModifyTableOps)(context, operation)
    return [f"with rebuilt({operation.table_name!r}) as batch_op:", *lines[1:]]


@renderers.dispatch_for(CreateWholeTableOp)
def _create_table(context: AutogenContext, operation: CreateWholeTableOp) -> list[str]:
    context.imports.add("from migrations.frozen.tables import keep_updated_at")
    alembics: str = renderers.dispatch(CreateTableOp)(context, operation)
    return [alembics, f"keep_updated_at({operation.table_name!r})"]
