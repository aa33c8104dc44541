"""One attendance row for a participant at an event; of duplicates the earliest stays."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEX = "attendance_one_per_participant"
_PARTICIPANTS = sa.text("participant_id IS NOT NULL")


def upgrade() -> None:
    """Removes duplicates, then makes the database refuse new ones."""
    if op.get_bind().dialect.name == "postgresql":
        # No program may add a duplicate between the two steps; reading is still possible.
        op.execute("LOCK TABLE attendance IN SHARE ROW EXCLUSIVE MODE")
    op.execute(
        """
        DELETE FROM attendance WHERE id IN (
            SELECT id FROM (
                SELECT id, row_number() OVER (
                    PARTITION BY event_id, participant_id ORDER BY timestamp, created_at, id
                ) AS place
                FROM attendance WHERE participant_id IS NOT NULL
            ) AS ranked WHERE place > 1
        )
        """
    )
    op.create_index(
        _INDEX,
        "attendance",
        ["event_id", "participant_id"],
        unique=True,
        postgresql_where=_PARTICIPANTS,
        sqlite_where=_PARTICIPANTS,
    )


def downgrade() -> None:
    """Allows duplicates again; the removed ones do not come back."""
    op.drop_index(_INDEX, "attendance")
