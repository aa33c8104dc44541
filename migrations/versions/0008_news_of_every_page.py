"""Triggers that send news of every table that a page of the desk shows.

On PostgreSQL each statement that changes groups, shares, people, passes, kiosks or the audit sends `<table>`
on the channel kiosk_changes; 0007 sends `<table> <event id>` for the tables that belong to an event. SQLite
has no channel: desks poll its data_version.
"""

from alembic import op

from migrations.frozen.dialect import is_sqlite

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = ("event_groups", "shares", "users", "passes", "kiosks", "changes")


def upgrade() -> None:
    """Makes the triggers."""
    if is_sqlite():
        return
    # For each statement, not for each row: an import of thousands of rows sends one notification.
    op.execute(
        "CREATE FUNCTION kiosk_tell_table_news() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_notify('kiosk_changes', TG_TABLE_NAME); RETURN NULL; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_news AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION kiosk_tell_table_news()"
        )


def downgrade() -> None:
    """Drops the triggers."""
    if is_sqlite():
        return
    for table in _TABLES:
        op.execute(f"DROP TRIGGER {table}_news ON {table}")
    op.execute("DROP FUNCTION kiosk_tell_table_news()")
