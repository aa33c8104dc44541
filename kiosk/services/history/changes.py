"""The audit as organizers read it."""

from kiosk.domain.change import Change, ChangeFilter, ChangePlace
from kiosk.domain.page import ListPage
from kiosk.services.database import Database
from kiosk.services.transactions import reading


def list_changes(
    store: Database, wanted: ChangeFilter, place: ChangePlace | None, size: int
) -> ListPage[Change, ChangePlace]:
    """Some changes, newest first: those of own and shared groups and events, and those about people.

    Args:
        store: The database; one that acts for nobody lists every change.
        wanted: Which of them.
        place: Where the page before ended, or None for the newest.
        size: How many at most.
    """
    with reading(store) as transaction:
        found, following = transaction.changes.page(wanted, after=place, size=size)
    return ListPage(tuple(found), following)


def list_authors(store: Database) -> tuple[str, ...]:
    """The names of who made those changes, each once, in alphabetical order."""
    with reading(store) as transaction:
        return tuple(transaction.changes.organizer_names())
