"""Finds people by any part of their names and addresses; accents and letter case do not matter."""

from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.domain.people.search import search_fold
from kiosk.services.database import Database
from kiosk.services.transactions import reading, writing
from kiosk.storage.storable_text import is_storable

PEOPLE_PER_PAGE = 100
"""The number of people on a page."""

_BATCH = 500
_MOST_WORDS = 8
_LONGEST = 255


def search_words(text: str) -> tuple[str, ...] | None:
    """Returns the folded words to search for when somebody types this text: all of them, in any order.

    Words beyond the eighth do not narrow the search. None when nobody can match, because no
    database can hold the text.
    """
    if not is_storable(text):
        return None
    return tuple(dict.fromkeys(search_fold(text[:_LONGEST]).split()))[:_MOST_WORDS]


def find_people(
    database: Database, text: str, *, after: PersonCursor | None = None, limit: int = PEOPLE_PER_PAGE
) -> ListPage[Person, PersonCursor]:
    """Returns a page of the people whose names and addresses hold every word of a text, by name.

    Args:
        database: The database.
        text: As typed; blank finds everybody.
        after: The position where the previous page ended, or None for the first page.
        limit: The most people to return.
    """
    words = search_words(text)
    if words is None:
        return ListPage((), None)
    complete_search(database)
    with reading(database) as transaction:
        return transaction.search.find(words, after=after, limit=limit)


def complete_search(database: Database) -> None:
    """Folds the search texts of people whom another program made or renamed, one batch per transaction.

    Nearly always there are none, which one lookup in an index shows.
    """
    with reading(database) as transaction:
        if transaction.search.is_complete():
            return
    while True:
        with writing(database) as transaction:
            if transaction.search.fold_missing(_BATCH) < _BATCH:
                return
