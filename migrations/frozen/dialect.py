"""SQL that differs between the two engines: ids and instants that the database makes."""

import sqlalchemy as sa
from alembic import op

SQLITE_NOW = "(strftime('%Y-%m-%d %H:%M:%f000', 'now'))"
"""SQL for the present instant, as text in UTC, to the millisecond."""

SQLITE_NEW_ID = (
    "(lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2)"
    " || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || hex(randomblob(6))))"
)
"""SQL for a random version 4 UUID, as the 32 hex digits that Uuid stores on SQLite (RFC 9562, 5.4)."""


def is_sqlite() -> bool:
    """True when the revision runs on SQLite."""
    return op.get_bind().dialect.name == "sqlite"


def new_id() -> sa.TextClause:
    """Returns the server default that makes a random UUID."""
    return sa.text(SQLITE_NEW_ID if is_sqlite() else "gen_random_uuid()")


def present_instant() -> sa.TextClause:
    """Returns the server default that reads the database's clock."""
    return sa.text(SQLITE_NOW if is_sqlite() else "now()")
