"""Several live passes a person, passes for one event, details of guests, languages, roles of staff.

On PostgreSQL doors reach the centre by the schema kiosk_door_2 too; kiosk_door_1 stays for older doors. See
migrations.frozen.door_protocol_2.
"""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import (
    add_column,
    drop_column,
    id_column,
    instant_columns,
    one_of,
    reference,
)
from migrations.frozen.dialect import is_sqlite
from migrations.frozen.door_protocol_1 import logging_statements
from migrations.frozen.door_protocol_2 import (
    SCHEMA,
    as_before_for_older_doors,
    for_older_doors,
    protocol_statements,
    rights_statements,
)
from migrations.frozen.tables import keep_updated_at, rebuilt

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_DETAILS = {
    "ticket_type": "VARCHAR(255)",
    "badge_line": "VARCHAR(255)",
    "company": "VARCHAR(255)",
    "contact": "VARCHAR(255)",
    "note": "TEXT",
}
_ROLES = ("ADMINISTRATOR", "DOOR_STAFF")
_NEW_TABLES = ("profiles", "staff_roles")

_AT_ALL_EVENTS = sa.text("event_id IS NULL")
_LIVE = sa.text("revoked_at IS NULL")

_DOORS_LOGINS = sa.text(
    "SELECT quote_ident(pg_get_userbyid(acl.grantee)) FROM pg_namespace, aclexplode(nspacl) AS acl"
    " WHERE nspname = 'kiosk_door_1' AND acl.privilege_type = 'USAGE'"
    " AND acl.grantee NOT IN (0, nspowner)"
)
_PROFILES_NEWS = (
    "CREATE TRIGGER profiles_news AFTER INSERT OR UPDATE OR DELETE ON profiles"
    " FOR EACH STATEMENT EXECUTE FUNCTION kiosk_tell_table_news()"
)
_REVOKE_EARLIER = """
UPDATE passes SET revoked_at = created_at WHERE revoked_at IS NULL AND EXISTS (
    SELECT 1 FROM passes AS later WHERE later.participant_id = passes.participant_id
    AND later.revoked_at IS NULL
    AND (later.created_at > passes.created_at
        OR later.created_at = passes.created_at AND later.id > passes.id)
)
"""


def upgrade() -> None:
    """Makes columns, tables and indexes, on PostgreSQL the doors' protocol 2 too."""
    for index in ("passes_token_hash", "passes_one_live_per_participant"):
        op.drop_index(index, "passes")
    add_column("passes", sa.Column("event_id", sa.Uuid()), sa.ForeignKey("events.id", ondelete="CASCADE"))
    op.create_index("passes_token_hash", "passes", ["token_hash"])
    op.create_index("passes_event_id_token_hash", "passes", ["event_id", "token_hash"], unique=True)
    op.create_index(
        "passes_token_hash_at_all_events",
        "passes",
        ["token_hash"],
        unique=True,
        postgresql_where=_AT_ALL_EVENTS,
        sqlite_where=_AT_ALL_EVENTS,
    )
    for name, definition in _DETAILS.items():
        op.execute(f"ALTER TABLE guests ADD COLUMN {name} {definition}")
    op.execute("ALTER TABLE kiosks ADD COLUMN protocol INTEGER")
    _make_profiles()
    _make_staff_roles()
    for table in _NEW_TABLES:
        keep_updated_at(table)
    if not is_sqlite():
        _serve_doors()


def downgrade() -> None:
    """Drops them: passes for one event go, and of several live passes the newest stays valid."""
    if not is_sqlite():
        op.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        for statement in as_before_for_older_doors(_schema()):
            op.get_bind().exec_driver_sql(statement)
        op.execute("DROP FUNCTION kiosk_log_profiles() CASCADE")
    for table in _NEW_TABLES:
        op.drop_table(table)
    drop_column("kiosks", "protocol")
    for name in reversed(_DETAILS):
        drop_column("guests", name)
    op.execute("DELETE FROM passes WHERE event_id IS NOT NULL")
    op.execute(_REVOKE_EARLIER)
    for index in ("passes_token_hash_at_all_events", "passes_event_id_token_hash", "passes_token_hash"):
        op.drop_index(index, "passes")
    with rebuilt("passes") as batch:
        batch.drop_constraint(op.f("passes_event_id_fkey"), type_="foreignkey")
        batch.drop_column("event_id")
    op.create_index("passes_token_hash", "passes", ["token_hash"], unique=True)
    op.create_index(
        "passes_one_live_per_participant",
        "passes",
        ["participant_id"],
        unique=True,
        postgresql_where=_LIVE,
        sqlite_where=_LIVE,
    )


def _make_profiles() -> None:
    op.create_table(
        "profiles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(35)),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("profiles_pkey")),
        reference("profiles", "id", "users", "CASCADE"),
        sa.CheckConstraint("length(trim(language)) > 0", name=op.f("profiles_language_not_blank_check")),
    )


def _make_staff_roles() -> None:
    op.create_table(
        "staff_roles",
        id_column(),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("staff_roles_pkey")),
        reference("staff_roles", "person_id", "users", "CASCADE"),
        sa.CheckConstraint(one_of("role", _ROLES), name=op.f("staff_roles_role_check")),
    )
    op.create_index("staff_roles_person_id_role", "staff_roles", ["person_id", "role"], unique=True)


def _serve_doors() -> None:
    schema = _schema()
    statements = [
        *logging_statements(schema, "profiles", "NULL::uuid"),
        _PROFILES_NEWS,
        *protocol_statements(schema),
        *for_older_doors(schema),
    ]
    for login in op.get_bind().execute(_DOORS_LOGINS).scalars().all():
        statements += rights_statements(login)
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _schema() -> str:
    schema: str = op.get_bind().execute(sa.text("SELECT quote_ident(current_schema())")).scalar_one()
    return schema
