"""Searches people by any part of their names and addresses, without regard to accents and case.

The text that is searched is users.search_text, which Python folds by one rule for both engines. Its index has
the order of the list, so a page of matches is read without sorting all people.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, update

from kiosk.domain.page import ListPage
from kiosk.domain.person import Person, PersonCursor
from kiosk.domain.search import person_search_text
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

_UNFOLDED = (
    select(users.c.id, users.c.name, users.c.email)
    .where(users.c.search_text.is_(None))
    .order_by(users.c.id)  # two desks that fold at the same time must not deadlock
    .limit(bindparam("most"))
)
_FOLD = (
    update(users)
    .where(
        users.c.id == bindparam("person_id"),
        users.c.name == bindparam("seen_name"),  # else somebody renamed them since
        users.c.email == bindparam("seen_email"),
    )
    .values(search_text=bindparam("folded"))
)


class Search:
    """The users table as it is searched, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def is_complete(self) -> bool:
        """False when somebody has no folded text yet, such as a person that another program added."""
        return self._connection.execute(_UNFOLDED, {"most": 1}).first() is None

    def fold_missing(self, most: int) -> int:
        """Folds the texts of up to `most` people who have none yet, and returns how many there were."""
        found = self._connection.execute(_UNFOLDED, {"most": most}).all()
        if found:
            rows = [
                {
                    "person_id": each.id,
                    "seen_name": each.name,
                    "seen_email": each.email,
                    "folded": person_search_text(each.name, each.email),
                }
                for each in found
            ]
            self._connection.execute(_FOLD, rows)
        return len(found)

    def find(
        self, words: Sequence[str], *, after: PersonCursor | None, limit: int
    ) -> ListPage[Person, PersonCursor]:
        """Returns a page of the people whose texts contain all these folded words, by name."""
        return people_page(self._connection, PEOPLE.where(*holds(words)), after=after, limit=limit)


def holds(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Returns the conditions that a row of users contains each of these folded words."""
    return [users.c.search_text.contains(word, autoescape=True) for word in words]


def ids_holding(connection: Connection, words: Sequence[str], *, most: int) -> list[UUID]:
    """Returns the ids of at most `most` people whose texts contain all these folded words, in no order."""
    query = select(users.c.id).where(*holds(words)).limit(most)
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
