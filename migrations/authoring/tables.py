"""Orders the changes of one table so that SQLite rebuilds it only where necessary."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from alembic.operations.ops import (
    AddColumnOp,
    CreateForeignKeyOp,
    CreateIndexOp,
    DropColumnOp,
    DropConstraintOp,
    DropIndexOp,
    MigrateOperation,
)
from alembic.util import CommandError
from sqlalchemy import CheckConstraint, ForeignKey, Table

from migrations.authoring.operations import (
    AddWholeColumnOp,
    CreateCheckOp,
    DropWholeColumnOp,
    RebuildTableOps,
)


def table_operations(table: Table, changes: Sequence[MigrateOperation]) -> Iterator[MigrateOperation]:
    """Yields the changes of one table in the given order, grouping those for which SQLite rebuilds it.

    Raises:
        CommandError: Existing rows would have no value in a new column.
    """
    rebuilding: list[MigrateOperation] = []
    for each in _with_whole_columns(table, changes):
        if not isinstance(each, AddWholeColumnOp | DropWholeColumnOp | CreateIndexOp | DropIndexOp):
            rebuilding.append(each)
            continue
        if rebuilding:
            yield RebuildTableOps(table.name, rebuilding)
            rebuilding = []
        yield each
    if rebuilding:
        yield RebuildTableOps(table.name, rebuilding)


def _with_whole_columns(table: Table, changes: Sequence[MigrateOperation]) -> Iterator[MigrateOperation]:
    """Yields the changes; constraints of an added or dropped column alone become part of that change."""
    added = {each.column.name for each in changes if isinstance(each, AddColumnOp)}
    dropped = {each.column_name for each in changes if isinstance(each, DropColumnOp)}
    names = {*table.columns.keys(), *dropped}
    own: defaultdict[str, list[CheckConstraint | ForeignKey]] = defaultdict(list)
    others: list[MigrateOperation] = []
    for each in changes:
        columns = _columns_of(each, names)
        if isinstance(each, DropConstraintOp) and columns & dropped:
            own[min(columns & dropped)].append(_constraint(each.reverse()))
        elif len(columns) == 1 and columns <= added:
            own[min(columns)].append(_constraint(each))
        else:
            others.append(each)
    for each in others:
        if isinstance(each, AddColumnOp):
            _require_filled(each)
            yield AddWholeColumnOp(table.name, each.column, own[each.column.name])
        elif isinstance(each, DropColumnOp):
            yield DropWholeColumnOp(AddWholeColumnOp(table.name, each.to_column(), own[each.column_name]))
        else:
            yield each


def _columns_of(change: MigrateOperation, names: set[str]) -> set[str]:
    """Returns the columns in a change of a constraint; none for other changes."""
    if isinstance(change, DropConstraintOp):
        return _columns_of(change.reverse(), names)
    if isinstance(change, CreateForeignKeyOp):
        return set(change.local_cols)
    if isinstance(change, CreateCheckOp):
        return names.intersection(re.findall(r"\w+", str(change.condition)))
    return set()


def _constraint(change: MigrateOperation) -> CheckConstraint | ForeignKey:
    if isinstance(change, CreateForeignKeyOp):
        target = f"{change.referent_table}.{change.remote_cols[0]}"
        return ForeignKey(target, ondelete=change.kw.get("ondelete"))
    assert isinstance(change, CreateCheckOp)  # noqa: S101 -- _columns_of knows no others
    return CheckConstraint(str(change.condition), name=change.constraint_name)


def _require_filled(change: AddColumnOp) -> None:
    if not change.column.nullable and change.column.server_default is None:
        raise CommandError(
            f"The column {change.table_name}.{change.column.name} takes no NULL and has no server default:"
            " rows that are there would have no value. Give it a server_default in the models."
        )
