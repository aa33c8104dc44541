"""The logins of kiosks: one-time logins that pair a new kiosk, and revoked ones.

`kiosk_logins` lists the logins of the PostgreSQL server to which the rights of a door were given. The
functions are on PostgreSQL only; see migrations.frozen.door_logins.
"""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import id_column, instant_columns, reference
from migrations.frozen.dialect import is_sqlite
from migrations.frozen.door_logins import login_drops, login_statements
from migrations.frozen.tables import keep_updated_at

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_LONGEST_ROLE = 63  # of PostgreSQL


def upgrade() -> None:
    """Makes the table, on PostgreSQL the functions of one-time and of revoked logins too."""
    op.create_table(
        "kiosk_logins",
        id_column(),
        sa.Column("role", sa.String(_LONGEST_ROLE), nullable=False),
        sa.Column("one_time_role", sa.String(_LONGEST_ROLE)),
        sa.Column("name", sa.String(255)),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("kiosk_id", sa.Uuid()),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("kiosk_logins_pkey")),
        reference("kiosk_logins", "event_id", "events", "SET NULL"),
    )
    op.create_index("kiosk_logins_role", "kiosk_logins", ["role"], unique=True)
    op.create_index("kiosk_logins_one_time_role", "kiosk_logins", ["one_time_role"], unique=True)
    keep_updated_at("kiosk_logins")
    if is_sqlite():
        return
    schema = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    for statement in login_statements(schema):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """Drops them. Logins stay at the server."""
    if not is_sqlite():
        for statement in login_drops():
            op.execute(statement)
    op.drop_table("kiosk_logins")
