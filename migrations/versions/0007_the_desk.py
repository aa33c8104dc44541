"""The tables, columns and triggers of the desk: audit, sharing, kiosks, search, manual check-ins, news.

News: on PostgreSQL every change of attendance, events and guests, and every entry of the scan log,
by any program, sends `<table> <event id>` on the channel kiosk_changes.
"""

import sqlalchemy as sa
from alembic import op

from migrations.frozen.columns import id_column, instant_columns, one_of, reference
from migrations.frozen.dialect import is_sqlite
from migrations.frozen.search_text import person_search_text
from migrations.frozen.tables import keep_updated_at

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_METHODS = ("CAMERA", "TYPED", "BUTTON", "MANUAL")
_LOGGED = (
    "CHECKED_IN",
    "ALREADY_CHECKED_IN",
    "EVENT_CLOSED",
    "NOT_YET_OPEN",
    "EVENT_FULL",
    "NOT_ON_LIST",
    "PASS_REVOKED",
    "UNKNOWN_CODE",
    "UNDONE",
)
_METHODS_BEFORE = _METHODS[:-1]
_LOGGED_BEFORE = _LOGGED[:-1]

_TABLES = ("changes", "kiosks", "shares")
_BATCH = 1000

# Filling in a missing search text does not change the person, so updated_at stays. A change of the name or
# the address removes the search text, unless the same change sets another one.
_IS_RENAMED = "(NEW.name {differs} OLD.name OR NEW.email {differs} OLD.email)"
_ONLY_FILLED_IN = f"NEW.search_text {{differs}} OLD.search_text AND NOT {_IS_RENAMED}"
_IS_STALE = f"{_IS_RENAMED} AND NEW.search_text {{same}} OLD.search_text"
_SQLITE = {"same": "IS", "differs": "IS NOT"}
_POSTGRESQL = {"same": "IS NOT DISTINCT FROM", "differs": "IS DISTINCT FROM"}

_FORGET = "UPDATE users SET search_text = NULL WHERE rowid = NEW.rowid"

_NEWS_OF = {
    "attendance": "INSERT OR UPDATE OR DELETE",
    "guests": "INSERT OR UPDATE OR DELETE",
    "events": "INSERT OR UPDATE OR DELETE",
    "scan_log": "INSERT",
}


def upgrade() -> None:
    """Makes tables, columns and triggers, and fills in the search texts of people."""
    _make_search_text()
    _widen_words(_METHODS, _LOGGED, with_reason=True)
    op.create_index("attendance_event_id_timestamp_id", "attendance", ["event_id", "timestamp", "id"])
    op.create_index("scan_log_event_id_outcome_scanned_at", "scan_log", ["event_id", "outcome", "scanned_at"])
    op.create_index("scan_log_organizer_id", "scan_log", ["organizer_id"])
    _make_shares()
    _make_kiosks()
    _make_changes()
    for table in _TABLES:
        keep_updated_at(table)
    if not is_sqlite():
        _make_news()


def downgrade() -> None:
    """Drops them; manual check-ins lose their method, and undone ones are removed from the scan log."""
    if not is_sqlite():
        for table in _NEWS_OF:
            op.execute(f"DROP TRIGGER {table}_news ON {table}")
        op.execute("DROP FUNCTION kiosk_tell_news()")
    for table in _TABLES:
        op.drop_table(table)
    op.drop_index("attendance_event_id_timestamp_id", "attendance")
    op.drop_index("scan_log_event_id_outcome_scanned_at", "scan_log")
    op.drop_index("scan_log_organizer_id", "scan_log")
    op.execute("UPDATE attendance SET method = NULL WHERE method = 'MANUAL'")
    op.execute("DELETE FROM scan_log WHERE outcome = 'UNDONE' OR method = 'MANUAL'")
    _widen_words(_METHODS_BEFORE, _LOGGED_BEFORE, with_reason=False)
    _drop_search_text()


def _make_search_text() -> None:
    # Sorted by bytes, as on SQLite: people are listed in this order.
    collation = "" if is_sqlite() else ' COLLATE "C"'
    op.execute(f"ALTER TABLE users ADD COLUMN search_text TEXT{collation}")
    false = "0" if is_sqlite() else "false"
    op.execute(f"ALTER TABLE users ADD COLUMN must_change_password BOOLEAN DEFAULT {false} NOT NULL")
    _drop_trigger("users_updated_at", "users")
    _fill_search_text()
    op.create_index("users_search_text_id", "users", ["search_text", "id"])
    if is_sqlite():
        keep_updated_at("users", f" AND NOT ({_ONLY_FILLED_IN.format(**_SQLITE)})")
        op.execute(
            "CREATE TRIGGER users_search_text AFTER UPDATE OF name, email ON users FOR EACH ROW"
            f" WHEN {_IS_STALE.format(**_SQLITE)} BEGIN {_FORGET}; END"
        )
        return
    keep_updated_at("users", f" AND NOT ({_ONLY_FILLED_IN.format(**_POSTGRESQL)})")
    op.execute(
        "CREATE FUNCTION kiosk_forget_search_text() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.search_text := NULL; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER users_search_text BEFORE UPDATE OF name, email ON users FOR EACH ROW"
        f" WHEN ({_IS_STALE.format(**_POSTGRESQL)}) EXECUTE FUNCTION kiosk_forget_search_text()"
    )


def _drop_search_text() -> None:
    _drop_trigger("users_search_text", "users")
    _drop_trigger("users_updated_at", "users")
    op.drop_index("users_search_text_id", "users")
    op.execute("ALTER TABLE users DROP COLUMN search_text")
    op.execute("ALTER TABLE users DROP COLUMN must_change_password")
    keep_updated_at("users")
    if not is_sqlite():
        op.execute("DROP FUNCTION kiosk_forget_search_text()")


def _fill_search_text() -> None:
    # Without the trigger of updated_at: this does not change the people.
    users = sa.table(
        "users",
        sa.column("id", sa.Uuid()),
        sa.column("name", sa.String()),
        sa.column("email", sa.String()),
        sa.column("search_text", sa.Text()),
    )
    connection = op.get_bind()
    fill = (
        sa.update(users)
        .where(users.c.id == sa.bindparam("person_id"))
        .values(search_text=sa.bindparam("folded"))
    )
    wanted = sa.select(users.c.id, users.c.name, users.c.email).where(users.c.search_text.is_(None))
    while people := connection.execute(wanted.limit(_BATCH)).all():
        connection.execute(
            fill,
            [
                {"person_id": each.id, "folded": person_search_text(each.name or "", each.email or "")}
                for each in people
            ],
        )


def _widen_words(methods: tuple[str, ...], logged: tuple[str, ...], *, with_reason: bool) -> None:
    if is_sqlite():
        # The CHECK stays a part of the column, as 0004 made it: otherwise SQLite could not drop the column.
        check = sa.CheckConstraint(one_of("method", methods), name=op.f("attendance_method_check"))
        method = sa.Column("method", sa.String(16), check)
        with op.batch_alter_table("attendance", recreate="always", reflect_args=(method,)) as batch:
            batch.drop_constraint(op.f("attendance_method_check"), type_="check")
        with op.batch_alter_table("scan_log", recreate="always") as batch:
            batch.drop_constraint(op.f("scan_log_method_check"), type_="check")
            batch.drop_constraint(op.f("scan_log_outcome_check"), type_="check")
            if with_reason:
                batch.add_column(sa.Column("reason", sa.Text()))
                batch.add_column(sa.Column("organizer_id", sa.Uuid()))
                batch.create_foreign_key(
                    op.f("scan_log_organizer_id_fkey"), "users", ["organizer_id"], ["id"], ondelete="SET NULL"
                )
            else:
                batch.drop_constraint(op.f("scan_log_organizer_id_fkey"), type_="foreignkey")
                batch.drop_column("organizer_id")
                batch.drop_column("reason")
            batch.create_check_constraint(op.f("scan_log_method_check"), one_of("method", methods))
            batch.create_check_constraint(op.f("scan_log_outcome_check"), one_of("outcome", logged))
        for table in ("attendance", "scan_log"):
            keep_updated_at(table)
        return
    if with_reason:
        op.add_column("scan_log", sa.Column("reason", sa.Text()))
        op.add_column("scan_log", sa.Column("organizer_id", sa.Uuid()))
        op.create_foreign_key(
            op.f("scan_log_organizer_id_fkey"),
            "scan_log",
            "users",
            ["organizer_id"],
            ["id"],
            ondelete="SET NULL",
        )
    else:
        op.drop_column("scan_log", "organizer_id")
        op.drop_column("scan_log", "reason")
    words = (
        ("attendance", "method", methods),
        ("scan_log", "method", methods),
        ("scan_log", "outcome", logged),
    )
    for table, column, values in words:
        name = op.f(f"{table}_{column}_check")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}")
        op.create_check_constraint(name, table, one_of(column, values))


def _make_shares() -> None:
    op.create_table(
        "shares",
        id_column(),
        sa.Column("group_id", sa.Uuid()),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("organizer_id", sa.Uuid(), nullable=False),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("shares_pkey")),
        reference("shares", "group_id", "event_groups", "CASCADE"),
        reference("shares", "event_id", "events", "CASCADE"),
        reference("shares", "organizer_id", "users", "CASCADE"),
        sa.CheckConstraint("(group_id IS NULL) <> (event_id IS NULL)", name=op.f("shares_one_subject_check")),
    )
    op.create_index("shares_group_id_organizer_id", "shares", ["group_id", "organizer_id"], unique=True)
    op.create_index("shares_event_id_organizer_id", "shares", ["event_id", "organizer_id"], unique=True)
    op.create_index("shares_organizer_id", "shares", ["organizer_id"])


def _make_kiosks() -> None:
    op.create_table(
        "kiosks",
        id_column(),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("event_id", sa.Uuid()),
        sa.Column("seen_at", sa.DateTime(timezone=True)),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("kiosks_pkey")),
        reference("kiosks", "event_id", "events", "SET NULL"),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("kiosks_name_not_blank_check")),
    )
    op.create_index("kiosks_name", "kiosks", ["name"], unique=True)
    op.create_index("kiosks_event_id", "kiosks", ["event_id"])


def _make_changes() -> None:
    op.create_table(
        "changes",
        id_column(),
        *instant_columns("changed_at"),
        sa.Column("organizer_id", sa.Uuid()),
        sa.Column("organizer_name", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Uuid()),
        sa.Column("subject_name", sa.Text(), nullable=False),
        sa.Column("subject_search", sa.Text(), nullable=False, server_default=""),
        sa.Column("group_id", sa.Uuid()),
        sa.Column("owner_id", sa.Uuid()),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        *instant_columns(),
        sa.PrimaryKeyConstraint("id", name=op.f("changes_pkey")),
        reference("changes", "organizer_id", "users", "SET NULL"),
    )
    op.create_index("changes_changed_at_id", "changes", ["changed_at", "id"])
    for column in ("organizer_id", "subject_id", "group_id"):
        op.create_index(f"changes_{column}", "changes", [column])


def _make_news() -> None:
    # PostgreSQL sends equal notifications of a transaction once, so an import's thousand rows are one.
    op.execute(
        "CREATE FUNCTION kiosk_tell_news() RETURNS trigger LANGUAGE plpgsql AS $$"
        " DECLARE was uuid; becomes uuid;"
        " BEGIN"
        " IF TG_TABLE_NAME = 'events' THEN"
        "  IF TG_OP <> 'INSERT' THEN was := OLD.id; END IF;"
        "  IF TG_OP <> 'DELETE' THEN becomes := NEW.id; END IF;"
        " ELSE"
        "  IF TG_OP <> 'INSERT' THEN was := OLD.event_id; END IF;"
        "  IF TG_OP <> 'DELETE' THEN becomes := NEW.event_id; END IF;"
        " END IF;"
        " IF was IS NOT NULL THEN PERFORM pg_notify('kiosk_changes', TG_TABLE_NAME || ' ' || was); END IF;"
        " IF becomes IS NOT NULL AND becomes IS DISTINCT FROM was"
        " THEN PERFORM pg_notify('kiosk_changes', TG_TABLE_NAME || ' ' || becomes); END IF;"
        " RETURN NULL; END $$"
    )
    for table, acts in _NEWS_OF.items():
        op.execute(
            f"CREATE TRIGGER {table}_news AFTER {acts} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION kiosk_tell_news()"
        )


def _drop_trigger(name: str, table: str) -> None:
    op.execute(f"DROP TRIGGER {name}{'' if is_sqlite() else f' ON {table}'}")
