"""Searches people by any part of their names and addresses, without regard to accents and case."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, update

from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.domain.people.search import person_search_text
from kiosk.storage.clauses.people_by_name import PEOPLE, contain_words, people_page
from kiosk.storage.schema.tables import users

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
        return people_page(self._connection, PEOPLE.where(*contain_words(words)), after=after, limit=limit)
