"""People by any part of their names and addresses, without regard to accents and case.

What is searched is users.search_text, which Python folds by one rule for both engines. Its index
is in the order of the list, so a page of matches is read without sorting everybody.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, update

from kiosk.domain.page import ListPage
from kiosk.domain.person import Person, PersonPlace
from kiosk.domain.search import person_search_text
from kiosk.storage.queries.keyset import comes_after, page_of
from kiosk.storage.schema.tables import users

FoundPeople = Select[str | None, UUID]

PEOPLE: FoundPeople = (
    select(users.c.search_text, users.c.id)
    # Who has no text yet has no place in the order, which the two engines would see differently.
    .where(users.c.search_text.is_not(None))
    .order_by(users.c.search_text, users.c.id)
)
"""What a page of people is chosen from, by name: only what the index has."""

_UNFOLDED = (
    select(users.c.id, users.c.name, users.c.email)
    .where(users.c.search_text.is_(None))
    .order_by(users.c.id)  # two desks that fold at the same time do not wait for each other crosswise
    .limit(bindparam("most"))
)
_FOLD = (
    update(users)
    .where(
        users.c.id == bindparam("person_id"),
        users.c.name == bindparam("seen_name"),  # else somebody renamed them meanwhile
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
        """False when somebody has no folded text yet, as whom another program made."""
        return self._connection.execute(_UNFOLDED, {"most": 1}).first() is None

    def fold_missing(self, most: int) -> int:
        """Folds the texts of some people who have none yet, and says of how many."""
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
        self, words: Sequence[str], *, after: PersonPlace | None, limit: int
    ) -> ListPage[Person, PersonPlace]:
        """Some of the people whose texts hold all these folded words, by name."""
        return people_page(self._connection, PEOPLE.where(*holds(words)), after=after, limit=limit)


def holds(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """True where a row of users holds each of these folded words."""
    return [users.c.search_text.contains(word, autoescape=True) for word in words]


def ids_holding(connection: Connection, words: Sequence[str], *, most: int) -> list[UUID]:
    """Whose texts hold all these folded words: so many of them at most, in no order."""
    query = select(users.c.id).where(*holds(words)).limit(most)
    return list(connection.execute(query).scalars())


def people_page(
    connection: Connection, query: FoundPeople, *, after: PersonPlace | None, limit: int
) -> ListPage[Person, PersonPlace]:
    """Some of the people of a query made from PEOPLE.

    Args:
        connection: Where to ask.
        query: Which of them.
        after: Where the page before ended, or None for the first.
        limit: How many at most.
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
    page = page_of(rows, limit, lambda last: PersonPlace(last.search_text or "", last.id))
    people = tuple(Person(row.id, row.name, row.email, row.role) for row in page.rows)
    return ListPage(people, page.following)
