"""Rejected check-ins reach the desk, and the desk moves a kiosk to another event.

A door reports check-ins that the centre rejected, and these are kept in `parked_check_ins` until an organizer
handles them, and afterwards. `kiosks.moved_to` is the event to which an organizer moves a kiosk, until it has
moved. On PostgreSQL both travel with the doors' exchange; see migrations.frozen.desk_answers.
"""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import drop_column, id_column, instant_columns, one_of
from migrations.frozen.desk_answers import (
    desk_drops,
    desk_statements,
    protocols_statement,
    unwrapping_statements,
    wrapping_statements,
)
from migrations.frozen.dialect import is_sqlite
from migrations.frozen.tables import keep_updated_at

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_HANDLED_AS = ("RECORDED", "SET_ASIDE")


def upgrade() -> None:
    """Makes the table and the columns, on PostgreSQL the functions too."""
    instant = "DATETIME" if is_sqlite() else "TIMESTAMP WITH TIME ZONE"
    kind = "CHAR(32)" if is_sqlite() else "UUID"
    op.execute(f"ALTER TABLE kiosks ADD COLUMN moved_to {kind}")
    op.execute(f"ALTER TABLE kiosks ADD COLUMN moved_at {instant}")
    _make_parked_check_ins()
    if is_sqlite():
        return
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    _run(desk_statements(schema))
    for protocol in _protocols():
        _run(wrapping_statements(schema, protocol))


def downgrade() -> None:
    """Drops them; what was rejected is still at its door."""
    if not is_sqlite():
        for protocol in _protocols():
            _run(unwrapping_statements(protocol))
        _run(desk_drops())
    op.drop_table("parked_check_ins")
    for column in ("moved_at", "moved_to"):
        drop_column("kiosks", column)


def _make_parked_check_ins() -> None:
    op.create_table(
        "parked_check_ins",
        id_column(),
        # No foreign keys: what it refers to may be gone, which may be why it was rejected.
        sa.Column("kiosk_id", sa.Uuid(), nullable=False),
        sa.Column("kiosk", sa.String(255), nullable=False),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("participant_id", sa.Uuid()),
        sa.Column("outcome", sa.String(32)),
        sa.Column("method", sa.String(16)),
        sa.Column("scanned_at", sa.DateTime(timezone=True)),
        sa.Column("clock_offset_ms", sa.Integer()),
        sa.Column("reason", sa.String(255)),
        sa.Column("handled_at", sa.DateTime(timezone=True)),
        sa.Column("handled_as", sa.String(16)),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("parked_check_ins_pkey")),
        sa.CheckConstraint(one_of("handled_as", _HANDLED_AS), name=op.f("parked_check_ins_handled_as_check")),
    )
    is_open = sa.text("handled_at IS NULL")
    op.create_index(
        "parked_check_ins_open",
        "parked_check_ins",
        ["kiosk_id"],
        postgresql_where=is_open,
        sqlite_where=is_open,
    )
    keep_updated_at("parked_check_ins")


def _protocols() -> list[str]:
    return list(op.get_bind().execute(sa.text(protocols_statement())).scalars())


def _run(statements: list[str]) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
