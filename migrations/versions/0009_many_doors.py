"""Tables, triggers and functions for doors that work on a database of their own.

A door stores its commands in `outbox` and sends them to the centre, which keeps its verdict on each in
`ledger`. The centre logs what changed for doors in `change_log`. On PostgreSQL doors reach the centre by the
schema kiosk_door_1; see migrations.frozen.door_protocol_1.
"""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import drop_column, id_column, instant_columns, one_of
from migrations.frozen.dialect import is_sqlite, present_instant
from migrations.frozen.door_protocol_1 import (
    SCHEMA,
    change_log_drops,
    change_log_statements,
    protocol_statements,
)
from migrations.frozen.tables import keep_updated_at

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_STATES = ("PENDING", "RECORDED", "DUPLICATE", "REJECTED")

_COLUMNS = {
    "kiosks": {
        "version": "VARCHAR(32)",
        "waiting": "INTEGER DEFAULT 0 NOT NULL",
        "oldest_waiting_at": "{instant}",
        "camera": "VARCHAR(16)",
        "clock_offset_ms": "INTEGER",
        "reports": "BIGINT DEFAULT 0 NOT NULL",
    },
    "scan_log": {"clock_offset_ms": "INTEGER", "shown_outcome": "VARCHAR(32)", "resolved_at": "{instant}"},
}
_EARLIER_FUNCTIONS = (
    "kiosk_tell_news",
    "kiosk_tell_table_news",
    "kiosk_touch_updated_at",
    "kiosk_forget_search_text",
)


def upgrade() -> None:
    """Makes tables and columns, on PostgreSQL the doors' triggers and functions too."""
    instant = "DATETIME" if is_sqlite() else "TIMESTAMP WITH TIME ZONE"
    for table, columns in _COLUMNS.items():
        for name, definition in columns.items():
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {definition.format(instant=instant)}")
    open_double_entries = sa.text("shown_outcome IS NOT NULL AND resolved_at IS NULL")
    op.create_index(
        "scan_log_double_entries",
        "scan_log",
        ["event_id"],
        postgresql_where=open_double_entries,
        sqlite_where=open_double_entries,
    )
    _make_outbox()
    _make_ledger()
    _make_change_log()
    if is_sqlite():
        return
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for statement in (*change_log_statements(schema), *protocol_statements(schema)):
        op.get_bind().exec_driver_sql(statement)
    # Other programs' statements run these: their own search_path must not decide what is called.
    secure = f"SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    for function in _EARLIER_FUNCTIONS:
        op.execute(f"ALTER FUNCTION {function}() {secure}")
    _send_scan_log_news("INSERT OR UPDATE")  # a late verdict changes what a scan was


def downgrade() -> None:
    """Drops them; commands that were not sent are lost."""
    if not is_sqlite():
        op.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        for statement in change_log_drops():
            op.execute(statement)
        for function in _EARLIER_FUNCTIONS:
            op.execute(f"ALTER FUNCTION {function}() SECURITY INVOKER RESET search_path")
        _send_scan_log_news("INSERT")
    for table in ("change_log", "ledger", "outbox"):
        op.drop_table(table)
    op.drop_index("scan_log_double_entries", "scan_log")
    for table, columns in _COLUMNS.items():
        for name in reversed(columns):
            drop_column(table, name)


def _send_scan_log_news(changes: str) -> None:
    op.execute("DROP TRIGGER scan_log_news ON scan_log")
    op.execute(
        f"CREATE TRIGGER scan_log_news AFTER {changes} ON scan_log"
        " FOR EACH ROW EXECUTE FUNCTION kiosk_tell_news()"
    )


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        _number_column(),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False, server_default="PENDING"),
        sa.Column("answer", sa.JSON()),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("is_undone", sa.Boolean(), nullable=False, server_default=sa.false()),
        *instant_columns(),
        sa.PrimaryKeyConstraint("number", name=op.f("outbox_pkey")),
        sa.CheckConstraint(one_of("state", _STATES), name=op.f("outbox_state_check")),
    )
    op.create_index("outbox_id", "outbox", ["id"], unique=True)
    op.create_index("outbox_state_number", "outbox", ["state", "number"])
    keep_updated_at("outbox")


def _make_ledger() -> None:
    op.create_table(
        "ledger",
        id_column(),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("row_id", sa.Uuid()),
        sa.Column("reason", sa.String(255)),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("ledger_pkey")),
        sa.CheckConstraint(one_of("verdict", _STATES[1:]), name=op.f("ledger_verdict_check")),
    )
    keep_updated_at("ledger")


def _make_change_log() -> None:
    op.create_table(
        "change_log",
        _number_column(),
        sa.Column("xid", sa.BigInteger(), nullable=False),
        sa.Column("table_name", sa.String(32), nullable=False),
        sa.Column("row_id", sa.Uuid()),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, server_default=present_instant()),
        sa.PrimaryKeyConstraint("number", name=op.f("change_log_pkey")),
    )
    op.create_index("change_log_xid", "change_log", ["xid"])


def _number_column() -> sa.Column[int]:
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # only this type counts by itself there
    return sa.Column("number", kind, nullable=False, autoincrement=True)
