"""People found by any part of their names and addresses, without regard to accents and case."""

from kiosk.domain.page import ListPage
from kiosk.domain.person import Person, PersonPlace
from kiosk.domain.search import search_fold
from kiosk.services.database import Database
from kiosk.services.transactions import reading, writing
from kiosk.storage.storable_text import is_storable

PAGE = 100
"""People on a page."""

_BATCH = 500
_MOST_WORDS = 8
_LONGEST = 255


def search_words(text: str) -> tuple[str, ...] | None:
    """What is searched for when somebody types this, folded: all of the words, in any order.

    Words beyond the eighth do not narrow the search. None when nobody can be called so, because
    no database can hold it.
    """
    if not is_storable(text):
        return None
    return tuple(dict.fromkeys(search_fold(text[:_LONGEST]).split()))[:_MOST_WORDS]


def find_people(
    store: Database, text: str, *, after: PersonPlace | None = None, limit: int = PAGE
) -> ListPage[Person, PersonPlace]:
    """Some of the people whose names and addresses hold every word of a text, by name.

    Args:
        store: The database.
        text: As typed; blank finds everybody.
        after: Where the page before ended, or None for the first.
        limit: How many at most.
    """
    words = search_words(text)
    if words is None:
        return ListPage((), None)
    complete_search(store)
    with reading(store) as transaction:
        return transaction.search.find(words, after=after, limit=limit)


def complete_search(store: Database) -> None:
    """Folds the texts of whoever another program made or renamed, a batch a transaction.

    Nearly always there is nobody, which one look at an index tells.
    """
    with reading(store) as transaction:
        if transaction.search.is_complete():
            return
    while True:
        with writing(store) as transaction:
            if transaction.search.fold_missing(_BATCH) < _BATCH:
                return
