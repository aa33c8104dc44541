"""Makes Alembic's autogenerate write revisions that run unchanged on both engines.

Without this, revisions would use types of `kiosk`, write server defaults for one engine only, omit CHECKs,
and lose the triggers of a SQLite table that is rebuilt.
"""

from collections.abc import Iterator
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from alembic.operations.ops import CreateTableOp, MigrateOperation, MigrationScript, ModifyTableOps
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import CheckConstraint, DefaultClause, Enum, Table, TextClause
from sqlalchemy.sql.elements import False_, True_
from sqlalchemy.types import TypeDecorator

from kiosk.storage.column_types import new_id, present_instant
from kiosk.storage.schema import comparison
from kiosk.storage.schema.indexes import INDEXED
from migrations.authoring.checks import check_changes
from migrations.authoring.operations import CreateWholeTableOp, spell_constraint
from migrations.authoring.tables import table_operations

_FROZEN_DEFAULTS = {new_id: "new_id", present_instant: "present_instant"}


def options() -> dict[str, Any]:
    """Returns the options of Alembic's context."""
    return {
        **comparison.options(),
        "render_as_batch": True,
        "render_item": _render_item,
        "process_revision_directives": _suit_both_engines,
    }


def _suit_both_engines(context: MigrationContext, revision: object, scripts: list[MigrationScript]) -> None:
    comparison.options()["process_revision_directives"](context, revision, scripts)
    for script in scripts:
        if script.upgrade_ops is None or script.downgrade_ops is None:
            continue
        script.upgrade_ops.ops = [*_suited(context, script.upgrade_ops.ops)]
        script.upgrade_ops.reverse_into(script.downgrade_ops)


def _suited(context: MigrationContext, operations: list[MigrateOperation]) -> Iterator[MigrateOperation]:
    changes: dict[str, list[MigrateOperation]] = {}
    for each in operations:
        if isinstance(each, CreateTableOp):
            yield _whole_table(INDEXED.tables[each.table_name])
        elif isinstance(each, ModifyTableOps):
            changes.setdefault(each.table_name, []).extend(each.ops)
        else:
            yield each
    for table in INDEXED.sorted_tables:
        found = [*changes.get(table.name, []), *check_changes(context, table)]
        yield from table_operations(table, found)


def _whole_table(table: Table) -> CreateTableOp:
    if "updated_at" not in table.columns:
        raise CommandError(
            f"The table {table.name} has no updated_at; every table has one, see the others in the models."
        )
    return CreateWholeTableOp.from_table(table)


def _render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    if kind == "type":
        return _render_type(item)
    if kind == "server_default" and isinstance(item, DefaultClause):
        return _render_default(item, context)
    if kind == "check" and isinstance(item, CheckConstraint) and isinstance(item.name, str):
        return spell_constraint(item)
    return False


def _render_type(kind: object) -> str | Literal[False]:
    if isinstance(kind, TypeDecorator):
        return f"sa.{kind.impl!r}"
    if isinstance(kind, Enum) and kind.native_enum:
        raise CommandError(
            f"PostgreSQL would need a type of its own for {kind.name}:"
            " use Enum(…, native_enum=False, length=…) and a CHECK, as attendance.method has it."
        )
    if isinstance(kind, Enum):
        return f"sa.String(length={kind.length})"
    return False


def _render_default(default: DefaultClause, context: AutogenContext) -> str | Literal[False]:
    if isinstance(default.arg, True_ | False_):
        return f"sa.{default.arg}()"
    if isinstance(default.arg, TextClause):
        return f"sa.text({default.arg.text!r})"
    name = _FROZEN_DEFAULTS.get(type(default.arg))
    if name is None:
        return False
    context.imports.add(f"from migrations.frozen.dialect import {name}")
    return f"{name}()"
