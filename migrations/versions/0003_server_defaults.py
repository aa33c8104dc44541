"""Ids and instants that the database fills in when an INSERT omits them; CHECKs against blank texts.

Tables of the other back end get the constraints that they lack, where their rows allow it.
"""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.adoption import ensure_check, ensure_not_null
from migrations.frozen.dialect import SQLITE_NEW_ID, SQLITE_NOW

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INSTANTS = {
    "users": ("created_at", "updated_at"),
    "event_groups": ("created_at", "updated_at"),
    "events": ("created_at", "updated_at"),
    "attendance": ("timestamp", "created_at", "updated_at"),
}
_WORDS = {
    "users": ("name", "email"),
    "event_groups": ("name",),
    "events": ("title", "code_text"),
    "attendance": (),
}
_DURATION = {"events_duration_minutes_check": "duration_minutes >= 1 AND duration_minutes <= 1440"}
_NOT_NULL = {
    "users": ("name", "email", "password_hash", "role"),
    "event_groups": ("name", "created_by"),
    "events": ("group_id", "title", "start_time", "duration_minutes", "code_text", "state", "created_by"),
    "attendance": ("event_id",),
}
_ENUM_DEFAULTS = {"users": ("role", "PARTICIPANT"), "events": ("state", "OPEN")}


def upgrade() -> None:
    """Sets the defaults and adds the CHECKs."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _INSTANTS:
            _rebuild(table, with_defaults=True)
        return
    for table, instants in _INSTANTS.items():
        op.alter_column(table, "id", server_default=sa.text("gen_random_uuid()"))
        for column in instants:
            op.alter_column(table, column, server_default=sa.text("now()"))
        if table in _ENUM_DEFAULTS:
            column, default = _ENUM_DEFAULTS[table]
            op.alter_column(table, column, server_default=default)
        for column in (*_NOT_NULL[table], *instants):
            ensure_not_null(table, column)
        for name, condition in _word_checks(table).items():
            ensure_check(name, table, condition)
    for name, condition in _DURATION.items():
        ensure_check(name, "events", condition)


def downgrade() -> None:
    """Removes the defaults and the CHECKs on texts."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _INSTANTS:
            _rebuild(table, with_defaults=False)
        return
    for table, instants in _INSTANTS.items():
        for column in ("id", *instants):
            op.alter_column(table, column, server_default=None)
        for name in _word_checks(table):
            op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")


def _word_checks(table: str) -> dict[str, str]:
    return {f"{table}_{column}_not_blank_check": f"length(trim({column})) > 0" for column in _WORDS[table]}


def _rebuild(table: str, *, with_defaults: bool) -> None:
    with op.batch_alter_table(table, recreate="always") as batch:
        for name, condition in _word_checks(table).items():
            if with_defaults:
                batch.create_check_constraint(op.f(name), sa.text(condition))
            else:
                batch.drop_constraint(op.f(name), type_="check")
        batch.alter_column(
            "id",
            existing_type=sa.Uuid(),
            existing_nullable=False,
            server_default=sa.text(SQLITE_NEW_ID) if with_defaults else None,
        )
        for column in _INSTANTS[table]:
            batch.alter_column(
                column,
                existing_type=sa.DateTime(timezone=True),
                existing_nullable=False,
                server_default=sa.text(SQLITE_NOW) if with_defaults else None,
            )
