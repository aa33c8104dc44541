"""updated_at follows every change, whoever makes it; a writer that sets it itself is believed.

A later revision that rebuilds a SQLite table (batch mode) loses its trigger and makes it again.
"""

from alembic import op

from kiosk.storage.schema.types import SQLITE_NOW

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("users", "event_groups", "events", "attendance", "passes", "guests", "scan_log", "installation")
_FUNCTION = "kiosk_touch_updated_at"


def upgrade() -> None:
    """Makes the triggers."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _TABLES:
            op.execute(_sqlite_trigger(table))
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_updated_at BEFORE UPDATE ON {table} FOR EACH ROW"
            f" WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at) EXECUTE FUNCTION {_FUNCTION}()"
        )


def downgrade() -> None:
    """Drops the triggers."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in _TABLES:
        op.execute(f"DROP TRIGGER {table}_updated_at{'' if is_sqlite else f' ON {table}'}")
    if not is_sqlite:
        op.execute(f"DROP FUNCTION {_FUNCTION}()")


def _sqlite_trigger(table: str) -> str:
    # The last condition ends the recursion in programs that turned recursive triggers on.
    touch = f"UPDATE {table} SET updated_at = {SQLITE_NOW} WHERE rowid = NEW.rowid"  # noqa: S608 -- our own table names
    return (
        f"CREATE TRIGGER {table}_updated_at AFTER UPDATE ON {table} FOR EACH ROW"
        f" WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT {SQLITE_NOW} BEGIN {touch}; END"
    )
