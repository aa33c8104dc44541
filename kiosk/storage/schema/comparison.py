"""Compares a database's tables with the models, for `kiosk db check` and `alembic check`."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from alembic.autogenerate import produce_migrations
from alembic.operations.ops import (
    AddColumnOp,
    AlterColumnOp,
    CreateForeignKeyOp,
    CreateIndexOp,
    CreateTableOp,
    DropColumnOp,
    DropConstraintOp,
    DropIndexOp,
    MigrateOperation,
    MigrationScript,
    ModifyTableOps,
)
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, ForeignKeyConstraint, UniqueConstraint, inspect, text
from sqlalchemy.schema import CreateTable

from kiosk.domain.faults.schema_differences import (
    CheckMissing,
    ColumnDefaultDiffers,
    ColumnMissing,
    ColumnNullDiffers,
    ColumnTypeDiffers,
    ForeignKeyMissing,
    IndexMissing,
    OtherDifference,
    SchemaDifference,
    TableMissing,
    TriggerMissing,
    TriggerUse,
)
from kiosk.domain.news import Topic
from kiosk.storage.schema.indexes import INDEXED

_CASTS = re.compile(r"::\"?[a-z_ ]+\"?(\(\d+\))?")
_NAMED_CHECK = re.compile(r"CONSTRAINT (\w+) CHECK")
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
_TABLES_WITH_NEWS = tuple(Topic)
_DOORS_TABLES = ("attendance", "events", "guests", "passes", "profiles", "users")
_PARTS = ("insert", "update", "delete", "truncate")


def options() -> dict[str, Any]:
    """Returns the options of Alembic's context for the comparison."""
    return {
        "target_metadata": INDEXED,
        "compare_type": True,
        "compare_server_default": _is_other_default,
        "include_name": _is_ours,
        "process_revision_directives": _leave_out_equals,
    }


def differences(connection: Connection) -> list[SchemaDifference]:
    """Returns what the tables lack or have differently; what other programs added does not count."""
    context = MigrationContext.configure(connection, opts=options())
    script = produce_migrations(context, INDEXED)
    _leave_out_equals(context, None, [script])
    assert script.upgrade_ops is not None  # noqa: S101 -- produce_migrations made it
    found = [fact for each in script.upgrade_ops.ops for fact in _facts(each)]
    return [*found, *_missing_checks(connection), *_missing_triggers(connection)]


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # Other programs' tables may be in the same database.
    return kind != "table" or name in INDEXED.tables


def _is_other_default(
    _context: MigrationContext,
    _inspected: Column[Any],
    _column: Column[Any],
    inspected_default: str | None,
    _default: object,
    rendered_default: str | None,
) -> bool:
    # Alembic's own comparison would ask the server whether two random UUIDs are equal.
    return _plain(inspected_default) != _plain(rendered_default)


def _plain(default: str | None) -> str | None:
    if default is None:
        return None
    plain = _CASTS.sub("", default).strip()
    while plain.startswith("(") and plain.endswith(")") and _is_one_group(plain):
        plain = plain[1:-1].strip()
    return plain.strip("'")


def _is_one_group(expression: str) -> bool:
    depth = 0
    for place, character in enumerate(expression):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return place == len(expression) - 1
    return False


def _leave_out_equals(_context: MigrationContext, _revision: object, scripts: list[MigrationScript]) -> None:
    """Removes differences only in the name of an index or a key, which another back end names differently."""
    for script in scripts:
        for operations in script.upgrade_ops_list:
            for table in operations.ops:
                if isinstance(table, ModifyTableOps):
                    _cancel_equals(table)
            operations.ops[:] = [
                each for each in operations.ops if not isinstance(each, ModifyTableOps) or each.ops
            ]


def _cancel_equals(table: ModifyTableOps) -> None:
    wanted = {shape: each for each in table.ops if (shape := _made_shape(each)) is not None}
    present = {shape: each for each in table.ops if (shape := _dropped_shape(each)) is not None}
    for shape in wanted.keys() & present.keys():
        table.ops.remove(wanted[shape])
        table.ops.remove(present[shape])


def _made_shape(operation: MigrateOperation) -> tuple[object, ...] | None:
    if isinstance(operation, CreateIndexOp):
        return _index_shape(operation)
    if isinstance(operation, CreateForeignKeyOp):
        return _key_shape(operation.to_constraint())
    return None


def _dropped_shape(operation: MigrateOperation) -> tuple[object, ...] | None:
    if isinstance(operation, DropIndexOp):
        return _index_shape(operation.reverse())
    if isinstance(operation, DropConstraintOp):
        constraint = operation.to_constraint()
        if isinstance(constraint, ForeignKeyConstraint):
            return _key_shape(constraint)
        if isinstance(constraint, UniqueConstraint):
            return ("index", True, False, tuple(column.name for column in constraint.columns))
    return None


def _index_shape(operation: CreateIndexOp) -> tuple[object, ...]:
    index = operation.to_index()
    is_partial = any(
        name.endswith("_where") and value is not None for name, value in index.dialect_kwargs.items()
    )
    return ("index", bool(index.unique), is_partial, tuple(column.name for column in index.columns))


def _key_shape(constraint: ForeignKeyConstraint) -> tuple[object, ...]:
    targets = tuple(element.target_fullname for element in constraint.elements)
    return ("key", tuple(constraint.column_keys), targets, constraint.ondelete)


def _facts(operation: MigrateOperation) -> Iterator[SchemaDifference]:
    match operation:
        case CreateTableOp():
            yield TableMissing(operation.table_name)
        case ModifyTableOps():
            for each in operation.ops:
                yield from _facts(each)
        case AddColumnOp():
            yield ColumnMissing(operation.table_name, operation.column.name)
        case AlterColumnOp():
            yield from _column_facts(operation)
        case CreateIndexOp():
            columns = tuple(column.name for column in operation.to_index().columns)
            yield IndexMissing(
                str(operation.index_name), operation.table_name, columns, is_unique=bool(operation.unique)
            )
        case CreateForeignKeyOp():
            yield ForeignKeyMissing(
                operation.source_table,
                tuple(operation.local_cols),
                operation.referent_table,
                operation.kw.get("ondelete"),
            )
        case DropColumnOp() | DropIndexOp() | DropConstraintOp():
            pass  # another program added it
        case _:
            yield OtherDifference(str(operation))


def _column_facts(operation: AlterColumnOp) -> Iterator[SchemaDifference]:
    table, column = operation.table_name, operation.column_name
    if operation.modify_type is not None:
        found, expected = str(operation.existing_type), str(operation.modify_type)
        yield ColumnTypeDiffers(table, column, found, expected)
    if operation.modify_nullable is not None:
        yield ColumnNullDiffers(table, column, takes_null=bool(operation.existing_nullable))
    if operation.modify_server_default is not False:
        yield ColumnDefaultDiffers(table, column)


def _missing_checks(connection: Connection) -> Iterator[SchemaDifference]:
    inspector = inspect(connection)
    for table in INDEXED.sorted_tables:
        if not inspector.has_table(table.name):
            continue
        present = {check["name"] for check in inspector.get_check_constraints(table.name)}
        wanted = _NAMED_CHECK.findall(str(CreateTable(table).compile(dialect=connection.dialect)))
        yield from (CheckMissing(name, table.name) for name in wanted if name not in present)


def _missing_triggers(connection: Connection) -> Iterator[SchemaDifference]:
    wanted = {"users_search_text": TriggerUse.SEARCH_TEXT}
    if connection.dialect.name == "postgresql":
        wanted |= {f"{table}_news": TriggerUse.NEWS for table in _TABLES_WITH_NEWS}
        wanted |= {
            f"{table}_doors_{part}": TriggerUse.DOORS for table, part in product(_DOORS_TABLES, _PARTS)
        }
    wanted |= {
        f"{table.name}_updated_at": TriggerUse.UPDATED_AT
        for table in INDEXED.sorted_tables
        if "updated_at" in table.c
    }
    present = set(connection.execute(text(_TRIGGERS[connection.dialect.name])).scalars())
    yield from (TriggerMissing(name, use) for name, use in wanted.items() if name not in present)
