"""Triggers of a table: makes the one of updated_at, and keeps all while SQLite rebuilds the table."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy import text

from migrations.frozen.dialect import SQLITE_NOW, is_sqlite

_TRIGGERS = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table ORDER BY rowid")


def keep_updated_at(table: str, unless: str = "") -> None:
    """Makes the trigger that sets updated_at at every change, unless the change sets it itself.

    Args:
        table: Which table.
        unless: A further condition in SQL, beginning with " AND ".
    """
    op.execute(_sqlite_touch(table, unless) if is_sqlite() else _postgresql_touch(table, unless))


@contextmanager
def rebuilt(table: str, *, is_needed: bool = True) -> Iterator[BatchOperations]:
    """Alters a table, which SQLite does by rebuilding it; its triggers are made again afterwards.

    Args:
        table: Which table.
        is_needed: False when SQLite can make these changes without rebuilding the table.
    """
    triggers: list[str] = []
    if is_sqlite():
        triggers += op.get_bind().execute(_TRIGGERS, {"table": table}).scalars()
    with op.batch_alter_table(table, recreate="auto" if is_needed else "never") as batch:
        yield batch
    if triggers:
        remaining = set(op.get_bind().execute(_TRIGGERS, {"table": table}).scalars())
        for trigger in triggers:
            if trigger not in remaining:
                op.get_bind().exec_driver_sql(trigger)


def _sqlite_touch(table: str, unless: str) -> str:
    # The condition on the new value ends the recursion in programs that turned recursive triggers on.
    touch = f"UPDATE {table} SET updated_at = {SQLITE_NOW} WHERE rowid = NEW.rowid"  # noqa: S608 -- our own table names
    return (
        f"CREATE TRIGGER {table}_updated_at AFTER UPDATE ON {table} FOR EACH ROW"
        f" WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT {SQLITE_NOW}{unless}"
        f" BEGIN {touch}; END"
    )


def _postgresql_touch(table: str, unless: str) -> str:
    return (
        f"CREATE TRIGGER {table}_updated_at BEFORE UPDATE ON {table} FOR EACH ROW"
        f" WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at{unless})"
        " EXECUTE FUNCTION kiosk_touch_updated_at()"
    )
