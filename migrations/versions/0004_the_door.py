"""The columns and tables of the door: check-in windows, capacity, guest lists, passes, the scan log."""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import drop_column, id_column, instant_columns, one_of, reference
from migrations.frozen.dialect import is_sqlite

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OUTCOMES = (
    "CHECKED_IN",
    "ALREADY_CHECKED_IN",
    "EVENT_CLOSED",
    "NOT_YET_OPEN",
    "EVENT_FULL",
    "NOT_ON_LIST",
    "PASS_REVOKED",
    "UNKNOWN_CODE",
)
_METHODS = ("CAMERA", "TYPED", "BUTTON")

# As SQL, because both engines accept the same text, and SQLite then need not rebuild its tables.
_COLUMNS = {
    "events": {
        "location": "VARCHAR(255)",
        "opens_before_minutes": "INTEGER DEFAULT 30 NOT NULL CONSTRAINT events_opens_before_minutes_check"
        " CHECK (opens_before_minutes >= 0 AND opens_before_minutes <= 10080)",
        "ignore_schedule": "BOOLEAN DEFAULT {false} NOT NULL",
        "capacity": "INTEGER CONSTRAINT events_capacity_check CHECK (capacity > 0)",
        "guest_list": "BOOLEAN DEFAULT {false} NOT NULL",
    },
    "attendance": {
        "method": "VARCHAR(16) CONSTRAINT attendance_method_check"
        " CHECK (method IN ('CAMERA', 'TYPED', 'BUTTON'))",
        "kiosk": "VARCHAR(255)",
    },
}


def upgrade() -> None:
    """Adds columns to the shared tables, and new tables."""
    false = "0" if is_sqlite() else "false"
    for table, columns in _COLUMNS.items():
        for name, definition in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {definition.format(false=false)}")
    _make_passes()
    _make_guests()
    _make_scan_log()
    op.create_table(
        "installation",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        *instant_columns(),
        sa.PrimaryKeyConstraint("key", name=op.f("installation_pkey")),
    )


def downgrade() -> None:
    """Drops the columns and the tables, with their data."""
    for table in ("installation", "scan_log", "guests", "passes"):
        op.drop_table(table)
    for table, columns in _COLUMNS.items():
        for name in reversed(columns):
            drop_column(table, name)


def _make_passes() -> None:
    op.create_table(
        "passes",
        id_column(),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.CHAR(64), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("passes_pkey")),
        reference("passes", "participant_id", "users", "CASCADE"),
    )
    op.create_index("passes_token_hash", "passes", ["token_hash"], unique=True)
    op.create_index("passes_participant_id", "passes", ["participant_id"])
    live = sa.text("revoked_at IS NULL")
    op.create_index(
        "passes_one_live_per_participant",
        "passes",
        ["participant_id"],
        unique=True,
        postgresql_where=live,
        sqlite_where=live,
    )


def _make_guests() -> None:
    op.create_table(
        "guests",
        id_column(),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("guests_pkey")),
        reference("guests", "event_id", "events", "CASCADE"),
        reference("guests", "participant_id", "users", "CASCADE"),
    )
    op.create_index("guests_event_id_participant_id", "guests", ["event_id", "participant_id"], unique=True)
    op.create_index("guests_participant_id", "guests", ["participant_id"])


def _make_scan_log() -> None:
    op.create_table(
        "scan_log",
        id_column(),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("participant_id", sa.Uuid()),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("kiosk", sa.String(255)),
        sa.Column("code_hash", sa.CHAR(64)),
        *instant_columns("scanned_at", "created_at", "updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("scan_log_pkey")),
        reference("scan_log", "event_id", "events", "SET NULL"),
        reference("scan_log", "participant_id", "users", "SET NULL"),
        _one_of("scan_log", "outcome", _OUTCOMES),
        _one_of("scan_log", "method", _METHODS),
    )
    for column in ("event_id", "participant_id", "scanned_at"):
        op.create_index(f"scan_log_{column}", "scan_log", [column])


def _one_of(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(one_of(column, values), name=op.f(f"{table}_{column}_check"))
