"""Triggers that set updated_at at every change, by any program, unless the change sets it itself.

A later revision that rebuilds a SQLite table makes its triggers again: migrations.frozen.tables.rebuilt.
"""

from alembic import op

from migrations.frozen.dialect import is_sqlite
from migrations.frozen.tables import keep_updated_at

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = ("users", "event_groups", "events", "attendance", "passes", "guests", "scan_log", "installation")
_FUNCTION = "kiosk_touch_updated_at"


def upgrade() -> None:
    """Makes the triggers."""
    if not is_sqlite():
        op.execute(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$"
        )
    for table in _TABLES:
        keep_updated_at(table)


def downgrade() -> None:
    """Drops the triggers."""
    for table in _TABLES:
        op.execute(f"DROP TRIGGER {table}_updated_at{'' if is_sqlite() else f' ON {table}'}")
    if not is_sqlite():
        op.execute(f"DROP FUNCTION {_FUNCTION}()")
