"""Lists the changes in the audit, for organizers."""

from kiosk.domain.change import AuditCursor, AuditEntry, AuditFilter
from kiosk.domain.page import ListPage
from kiosk.services.database import Database
from kiosk.services.transactions import reading


def list_changes(
    database: Database, wanted: AuditFilter, cursor: AuditCursor | None, size: int
) -> ListPage[AuditEntry, AuditCursor]:
    """Returns changes, newest first: those of own and shared groups and events, and those of people.

    Args:
        database: The database; one that acts for no organizer lists every change.
        wanted: The filter.
        cursor: The position where the previous page ended, or None for the newest changes.
        size: The most changes to return.
    """
    with reading(database) as transaction:
        found, following = transaction.changes.page(wanted, after=cursor, size=size)
    return ListPage(tuple(found), following)


def list_authors(database: Database) -> tuple[str, ...]:
    """Returns the names of the people who made those changes, each once, in alphabetical order."""
    with reading(database) as transaction:
        return tuple(transaction.changes.organizer_names())
