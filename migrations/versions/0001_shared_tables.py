"""The tables shared with the other back end, in its form; tables that it made are kept as they are."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.frozen.adoption import adopted_tables, ensure_index, note_adopted
from migrations.frozen.columns import reference

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ENUMS = {"enum_users_role": ("EO", "PARTICIPANT"), "enum_events_state": ("OPEN", "CLOSED")}
_INDEXES = {
    "users": (["role"], ["created_at"]),
    "event_groups": (["created_by"], ["created_at"], ["name"]),
    "events": (["group_id"], ["created_by"], ["state"], ["start_time"], ["created_at"]),
    "attendance": (
        ["event_id"],
        ["participant_id"],
        ["timestamp"],
        ["event_id", "participant_id"],
        ["created_at"],
    ),
}
_UNIQUE_INDEXES = {"users": ["email"], "events": ["code_text"]}


def upgrade() -> None:
    """Makes the tables, enums and indexes that do not exist."""
    connection = op.get_bind()
    if _is_postgresql():
        for name in _ENUMS:
            _postgresql_enum(name).create(connection, checkfirst=True)
    # The other back end makes no SQLite files: a table that exists already belongs to another program.
    there = [name for name in _INDEXES if _is_postgresql() and sa.inspect(connection).has_table(name)]
    for name, items in _tables().items():
        if name not in there:
            op.create_table(name, *items, sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")))
    if there:
        note_adopted(there)
    for table, indexes in _INDEXES.items():
        for columns in indexes:
            _make_index(table, columns, unique=False)
    for table, columns in _UNIQUE_INDEXES.items():
        _make_index(table, columns, unique=True)


def downgrade() -> None:
    """Drops the tables and enums, except those that the other back end made."""
    adopted = adopted_tables() if _is_postgresql() else set()
    for name in reversed(_INDEXES):
        if name not in adopted:
            op.drop_table(name)
    if _is_postgresql():
        for name in _ENUMS:
            if name.split("_")[1] not in adopted:
                _postgresql_enum(name).drop(op.get_bind(), checkfirst=True)
        op.execute("COMMENT ON TABLE alembic_version IS NULL")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _postgresql_enum(name: str) -> postgresql.ENUM:
    return postgresql.ENUM(*_ENUMS[name], name=name, create_type=False)


def _make_index(table: str, columns: list[str], *, unique: bool) -> None:
    name = f"{table}_{'_'.join(columns)}"
    if _is_postgresql():
        ensure_index(name, table, columns, unique=unique)
    else:
        op.create_index(name, table, columns, unique=unique)


def _enum(name: str) -> sa.types.TypeEngine[str]:
    return _postgresql_enum(name) if _is_postgresql() else sa.String(max(map(len, _ENUMS[name])))


def _enum_check(table: str, column: str) -> list[sa.CheckConstraint]:
    if _is_postgresql():
        return []
    name = f"enum_{table}_{column}"
    values = ", ".join(f"'{value}'" for value in _ENUMS[name])
    return [sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"{table}_{name}_check"))]


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _tables() -> dict[str, list[sa.schema.SchemaItem]]:
    return {
        "users": [
            _id(),
            sa.Column("name", sa.String(255), nullable=False),
            sa.Column("email", sa.String(255), nullable=False),
            sa.Column("password_hash", sa.String(255), nullable=False),
            sa.Column("role", _enum("enum_users_role"), nullable=False, server_default="PARTICIPANT"),
            _instant("created_at"),
            _instant("updated_at"),
            *_enum_check("users", "role"),
        ],
        "event_groups": [
            _id(),
            sa.Column("name", sa.String(255), nullable=False),
            sa.Column("description", sa.Text()),
            sa.Column("created_by", sa.Uuid(), nullable=False),
            _instant("created_at"),
            _instant("updated_at"),
            reference("event_groups", "created_by", "users", "CASCADE"),
        ],
        "events": [
            _id(),
            sa.Column("group_id", sa.Uuid(), nullable=False),
            sa.Column("title", sa.String(255), nullable=False),
            _instant("start_time"),
            sa.Column("duration_minutes", sa.Integer(), nullable=False),
            sa.Column("code_text", sa.String(50), nullable=False),
            sa.Column("code_qr", sa.Text()),
            sa.Column("state", _enum("enum_events_state"), nullable=False, server_default="OPEN"),
            sa.Column("created_by", sa.Uuid(), nullable=False),
            _instant("created_at"),
            _instant("updated_at"),
            reference("events", "group_id", "event_groups", "CASCADE"),
            reference("events", "created_by", "users", "CASCADE"),
            sa.CheckConstraint(
                "duration_minutes >= 1 AND duration_minutes <= 1440",
                name=op.f("events_duration_minutes_check"),
            ),
            *_enum_check("events", "state"),
        ],
        "attendance": [
            _id(),
            sa.Column("event_id", sa.Uuid(), nullable=False),
            sa.Column("participant_id", sa.Uuid()),
            _instant("timestamp"),
            _instant("created_at"),
            _instant("updated_at"),
            reference("attendance", "event_id", "events", "CASCADE"),
            reference("attendance", "participant_id", "users", "SET NULL"),
        ],
    }
