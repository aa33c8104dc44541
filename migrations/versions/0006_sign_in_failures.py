"""The table of failed sign-ins, which counts them by the SHA-256 of the address, for all desks."""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import id_column, instant_columns
from migrations.frozen.tables import keep_updated_at

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLE = "sign_in_failures"


def upgrade() -> None:
    """Makes the table and its updated_at trigger, as 0005 makes them."""
    op.create_table(
        _TABLE,
        id_column(),
        sa.Column("address_hash", sa.CHAR(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default=sa.text("0")),
        *instant_columns("failed_at", "created_at", "updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{_TABLE}_pkey")),
        sa.CheckConstraint("failures >= 0", name=op.f(f"{_TABLE}_failures_check")),
    )
    op.create_index(f"{_TABLE}_address_hash", _TABLE, ["address_hash"], unique=True)
    op.create_index(f"{_TABLE}_failed_at", _TABLE, ["failed_at"])
    keep_updated_at(_TABLE)


def downgrade() -> None:
    """Drops the table with its trigger and its rows."""
    op.drop_table(_TABLE)
