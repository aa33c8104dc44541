"""The audit as organizers read it."""

from kiosk.domain.change import Change, ChangeFilter, ChangePlace
from kiosk.domain.page import ListPage
from kiosk.storage.store import Store


def list_changes(
    store: Store, wanted: ChangeFilter, place: ChangePlace | None, size: int
) -> ListPage[Change, ChangePlace]:
    """Some changes, newest first: those of own and shared groups and events, and those about people.

    Args:
        store: The database; one that acts for nobody lists every change.
        wanted: Which of them.
        place: Where the page before ended, or None for the newest.
        size: How many at most.
    """
    with store.read() as transaction:
        found, following = transaction.changes.page(wanted, after=place, size=size)
    return ListPage(tuple(found), following)


def list_authors(store: Store) -> tuple[str, ...]:
    """The names of who made those changes, each once, in alphabetical order."""
    with store.read() as transaction:
        return tuple(transaction.changes.organizer_names())
