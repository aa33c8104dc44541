"""What the door needs beyond the shared columns: windows, places, lists, passes and the scan log."""

import sqlalchemy as sa
from alembic import op

from kiosk.storage.schema.types import SQLITE_NEW_ID, SQLITE_NOW, UtcDateTime

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

# As SQL, because both engines take the same words and SQLite then need not rebuild its tables.
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
    """Adds columns to the shared tables, and tables of our own."""
    false = "false" if _is_postgresql() else "0"
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
        *_instants(),
        sa.PrimaryKeyConstraint("key", name=op.f("installation_pkey")),
    )


def downgrade() -> None:
    """Drops them again, with what they hold."""
    for table in ("installation", "scan_log", "guests", "passes"):
        op.drop_table(table)
    for table, columns in _COLUMNS.items():
        for name in reversed(columns):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {name}")


def _make_passes() -> None:
    op.create_table(
        "passes",
        _id(),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.CHAR(64), nullable=False),
        sa.Column("revoked_at", UtcDateTime()),
        *_instants(),
        sa.PrimaryKeyConstraint("id", name=op.f("passes_pkey")),
        _reference("passes", "participant_id", "users", "CASCADE"),
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
        _id(),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        *_instants(),
        sa.PrimaryKeyConstraint("id", name=op.f("guests_pkey")),
        _reference("guests", "event_id", "events", "CASCADE"),
        _reference("guests", "participant_id", "users", "CASCADE"),
    )
    op.create_index("guests_event_id_participant_id", "guests", ["event_id", "participant_id"], unique=True)
    op.create_index("guests_participant_id", "guests", ["participant_id"])


def _make_scan_log() -> None:
    op.create_table(
        "scan_log",
        _id(),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("participant_id", sa.Uuid()),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("method", sa.String(16), nullable=False),
        sa.Column("kiosk", sa.String(255)),
        sa.Column("code_hash", sa.CHAR(64)),
        *_instants("scanned_at", "created_at", "updated_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("scan_log_pkey")),
        _reference("scan_log", "event_id", "events", "SET NULL"),
        _reference("scan_log", "participant_id", "users", "SET NULL"),
        _one_of("scan_log", "outcome", _OUTCOMES),
        _one_of("scan_log", "method", _METHODS),
    )
    for column in ("event_id", "participant_id", "scanned_at"):
        op.create_index(f"scan_log_{column}", "scan_log", [column])


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _id() -> sa.Column[object]:
    new_id = "gen_random_uuid()" if _is_postgresql() else SQLITE_NEW_ID
    return sa.Column("id", sa.Uuid(), nullable=False, server_default=sa.text(new_id))


def _instants(*names: str) -> list[sa.Column[object]]:
    now = "now()" if _is_postgresql() else SQLITE_NOW
    return [
        sa.Column(name, UtcDateTime(), nullable=False, server_default=sa.text(now))
        for name in names or ("created_at", "updated_at")
    ]


def _reference(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"{table}_{column}_fkey")
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name, ondelete=on_delete)


def _one_of(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"{table}_{column}_check"))
