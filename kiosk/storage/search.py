"""People by any part of their names and addresses, without regard to accents and case.

What is searched is users.search_text, which Python folds by one rule for both engines. Its index
is in the order of the list, so a page of matches is read without sorting everybody.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, literal, select, tuple_, update

from kiosk.domain.live import PeoplePage, PersonPlace
from kiosk.domain.person import Person, Role
from kiosk.domain.search import person_search_text
from kiosk.storage.models import users

FoundPeople = Select[UUID, str, str, Role, str | None]

PEOPLE: FoundPeople = select(
    users.c.id, users.c.name, users.c.email, users.c.role, users.c.search_text
).order_by(users.c.search_text, users.c.id)
"""What a PeoplePage is made from, by name."""

_UNFOLDED = (
    select(users.c.id, users.c.name, users.c.email)
    .where(users.c.search_text.is_(None))
    .order_by(users.c.id)
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

    def fold_missing(self, most: int) -> int:
        """Folds the texts of some people who have none yet, as another program's are, and says of how many."""
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

    def is_anything_missing(self) -> bool:
        """True when somebody would not be found."""
        return self._connection.execute(_UNFOLDED, {"most": 1}).first() is not None

    def find(self, words: Sequence[str], *, after: PersonPlace | None, limit: int) -> PeoplePage:
        """Some of the people whose texts hold all these folded words, by name."""
        return self.page(PEOPLE.where(*holds(words)), after=after, limit=limit)

    def count(self, words: Sequence[str], *, most: int) -> int:
        """How many people's texts hold all these folded words; counted no farther than `most`."""
        found = select(users.c.id).where(*holds(words)).limit(most).subquery()
        return self._connection.execute(select(func.count()).select_from(found)).scalar_one()

    def page(self, query: FoundPeople, *, after: PersonPlace | None, limit: int) -> PeoplePage:
        """Some of the people of a query made from PEOPLE."""
        return people_page(self._connection, query, after=after, limit=limit)


def holds(words: Sequence[str]) -> list[ColumnElement[bool]]:
    """True where a row of users holds all these folded words."""
    return [users.c.search_text.contains(word, autoescape=True) for word in words]


def people_page(
    connection: Connection, query: FoundPeople, *, after: PersonPlace | None, limit: int
) -> PeoplePage:
    """Some of the people of a query made from PEOPLE.

    Args:
        connection: Where to ask.
        query: Which of them.
        after: Where the page before ended, or None for the first.
        limit: How many at most.
    """
    # Who has no text yet has no place in the order; NULL sorts differently on the two engines.
    query = query.where(users.c.search_text.is_not(None)).limit(limit + 1)
    if after is not None:
        place = tuple_(
            literal(after.search_text, users.c.search_text.type), literal(after.id, users.c.id.type)
        )
        query = query.where(tuple_(users.c.search_text, users.c.id) > place)
    rows = connection.execute(query).all()
    people = tuple(Person(*row[:4]) for row in rows[:limit])
    if len(rows) <= limit:
        return PeoplePage(people, None)
    last = rows[limit - 1]
    return PeoplePage(people, PersonPlace(last.search_text or "", last.id))
