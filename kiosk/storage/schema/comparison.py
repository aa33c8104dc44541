"""How a database's tables differ from the models: for `kiosk db check` and for `alembic check`."""

import re
from collections.abc import Iterator
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

from kiosk.domain.news import Topic
from kiosk.storage.schema.tables import metadata

_CASTS = re.compile(r"::\"?[a-z_ ]+\"?(\(\d+\))?")
_NAMED_CHECK = re.compile(r"CONSTRAINT (\w+) CHECK")
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}
_TELLING_NEWS = tuple(Topic)


def options() -> dict[str, Any]:
    """What Alembic's context is told about comparing."""
    return {
        "target_metadata": metadata,
        "compare_type": True,
        "compare_server_default": _is_other_default,
        "include_name": _is_ours,
        "process_revision_directives": _leave_out_equals,
    }


def differences(connection: Connection) -> list[str]:
    """What the tables lack or have otherwise, a sentence each; what others added does not matter."""
    context = MigrationContext.configure(connection, opts=options())
    script = produce_migrations(context, metadata)
    _leave_out_equals(context, None, [script])
    assert script.upgrade_ops is not None  # noqa: S101 -- produce_migrations made it
    found = [sentence for each in script.upgrade_ops.ops for sentence in _sentences(each)]
    return [*found, *_missing_checks(connection), *_missing_triggers(connection)]


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # Other programs' tables live in the same database.
    return kind != "table" or name in metadata.tables


def _is_other_default(
    _context: MigrationContext,
    _inspected: Column[Any],
    _column: Column[Any],
    inspected_default: str | None,
    _default: object,
    rendered_default: str | None,
) -> bool:
    # Alembic would ask the server whether two random UUIDs are equal.
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
    """Forgets differences in nothing but a name, or in what a changed key does: another back end's habits."""
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


def _sentences(operation: MigrateOperation) -> Iterator[str]:
    match operation:
        case CreateTableOp():
            yield f"The table {operation.table_name} is missing."
        case ModifyTableOps():
            for each in operation.ops:
                yield from _sentences(each)
        case AddColumnOp():
            yield f"The column {operation.table_name}.{operation.column.name} is missing."
        case AlterColumnOp():
            yield from _column_sentences(operation)
        case CreateIndexOp():
            columns = ", ".join(column.name for column in operation.to_index().columns)
            kind = "unique index" if operation.unique else "index"
            yield f"The {kind} {operation.index_name} on {operation.table_name} ({columns}) is missing."
        case CreateForeignKeyOp():
            yield (
                f"The foreign key {operation.source_table}.{', '.join(operation.local_cols)} →"
                f" {operation.referent_table} ON DELETE {operation.kw.get('ondelete')} is missing."
            )
        case DropColumnOp() | DropIndexOp() | DropConstraintOp():
            pass  # somebody else's addition
        case _:
            yield f"{operation}"


def _column_sentences(operation: AlterColumnOp) -> Iterator[str]:
    column = f"The column {operation.table_name}.{operation.column_name}"
    if operation.modify_type is not None:
        yield f"{column} has the type {operation.existing_type}, not {operation.modify_type}."
    if operation.modify_nullable is not None:
        yield f"{column} takes NULL." if operation.existing_nullable else f"{column} refuses NULL."
    if operation.modify_server_default is not False:
        yield f"{column} lacks its server default, or has another."


def _missing_checks(connection: Connection) -> Iterator[str]:
    inspector = inspect(connection)
    for table in metadata.sorted_tables:
        if not inspector.has_table(table.name):
            continue
        present = {check["name"] for check in inspector.get_check_constraints(table.name)}
        wanted = _NAMED_CHECK.findall(str(CreateTable(table).compile(dialect=connection.dialect)))
        yield from (f"The CHECK {name} on {table.name} is missing." for name in wanted if name not in present)


def _missing_triggers(connection: Connection) -> Iterator[str]:
    present = set(connection.execute(text(_TRIGGERS[connection.dialect.name])).scalars())
    if "users_search_text" not in present:
        yield "The trigger users_search_text is missing: who is renamed is not found by the new name."
    if connection.dialect.name == "postgresql":
        for name in _TELLING_NEWS:
            if f"{name}_news" not in present:
                yield f"The trigger {name}_news is missing: desks learn of its changes late."
    for table in metadata.sorted_tables:
        if f"{table.name}_updated_at" not in present:
            yield f"The trigger {table.name}_updated_at is missing: updated_at does not follow changes."
