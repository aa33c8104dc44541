"""Pages of people by name, and the condition that a person's text contains what was typed.

The text is users.search_text, which Python folds by one rule for both engines. Its index has the order of the
list, so a page of matches is read without sorting all people.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, select

from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.storage.clauses.keyset import comes_after, page_of
from kiosk.storage.schema.tables import users

FoundPeople = Select[str | None, UUID]

PEOPLE: FoundPeople = (
    select(users.c.search_text, users.c.id)
    # People without a text have no place in the order: the two engines sort NULL differently.
    .where(users.c.search_text.is_not(None))
    .order_by(users.c.search_text, users.c.id)
)
"""Selects people by name, with columns of the index only; a page of people is chosen from it."""


def contain_words(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Returns the conditions that a row of users contains each of these folded words."""
    return [users.c.search_text.contains(word, autoescape=True) for word in words]


def ids_with_words(connection: Connection, words: Sequence[str], *, most: int) -> list[UUID]:
    """Returns the ids of at most `most` people whose texts contain all these folded words, in no order."""
    query = select(users.c.id).where(*contain_words(words)).limit(most)
    return list(connection.execute(query).scalars())


def people_page(
    connection: Connection, query: FoundPeople, *, after: PersonCursor | None, limit: int
) -> ListPage[Person, PersonCursor]:
    """Returns a page of the people of a query made from PEOPLE.

    Args:
        connection: The connection of the transaction.
        query: Which people.
        after: Where the previous page ended, or None for the first page.
        limit: People of a page.
    """
    query = query.limit(limit + 1)
    if after is not None:
        query = query.where(comes_after(users.c.search_text, users.c.id, after.search_text, after.id))
    found = query.subquery()
    whole = (
        select(users.c.id, users.c.name, users.c.email, users.c.role, found.c.search_text)
        .join(found, users.c.id == found.c.id)
        .order_by(found.c.search_text, found.c.id)
    )
    rows = connection.execute(whole).all()
    page = page_of(rows, limit, lambda last: PersonCursor(last.search_text or "", last.id))
    people = tuple(Person(row.id, row.name, row.email, row.role) for row in page.rows)
    return ListPage(people, page.following)
