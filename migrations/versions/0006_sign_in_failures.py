"""Failed sign-ins, counted by the SHA-256 of the address typed, for every desk and across restarts."""

import sqlalchemy as sa
from alembic import op

from kiosk.storage.schema.types import SQLITE_NEW_ID, SQLITE_NOW, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLE = "sign_in_failures"


def upgrade() -> None:
    """Makes the table and its updated_at trigger, as 0005 makes them."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    new_id = sa.text(SQLITE_NEW_ID if is_sqlite else "gen_random_uuid()")
    now = sa.text(SQLITE_NOW if is_sqlite else "now()")
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Uuid(), nullable=False, server_default=new_id),
        sa.Column("address_hash", sa.CHAR(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("failed_at", UtcDateTime(), nullable=False, server_default=now),
        sa.Column("created_at", UtcDateTime(), nullable=False, server_default=now),
        sa.Column("updated_at", UtcDateTime(), nullable=False, server_default=now),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{_TABLE}_pkey")),
        sa.CheckConstraint("failures >= 0", name=op.f(f"{_TABLE}_failures_check")),
    )
    op.create_index(f"{_TABLE}_address_hash", _TABLE, ["address_hash"], unique=True)
    op.create_index(f"{_TABLE}_failed_at", _TABLE, ["failed_at"])
    op.execute(_SQLITE_TRIGGER if is_sqlite else _POSTGRESQL_TRIGGER)


def downgrade() -> None:
    """Drops the table, its trigger with it, and forgets what failed."""
    op.drop_table(_TABLE)


_TOUCH = f"UPDATE {_TABLE} SET updated_at = {SQLITE_NOW} WHERE rowid = NEW.rowid"  # noqa: S608 -- our own table's name
_SQLITE_TRIGGER = (
    f"CREATE TRIGGER {_TABLE}_updated_at AFTER UPDATE ON {_TABLE} FOR EACH ROW"
    f" WHEN NEW.updated_at IS OLD.updated_at AND NEW.updated_at IS NOT {SQLITE_NOW} BEGIN {_TOUCH}; END"
)
_POSTGRESQL_TRIGGER = (
    f"CREATE TRIGGER {_TABLE}_updated_at BEFORE UPDATE ON {_TABLE} FOR EACH ROW"
    " WHEN (NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at) EXECUTE FUNCTION kiosk_touch_updated_at()"
)
