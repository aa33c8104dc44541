"""Guest lists: who may enter an event that has one."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, literal, select

from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, PersonCursor
from kiosk.storage.clauses.people_by_name import PEOPLE, contain_words, people_page
from kiosk.storage.schema.tables import attendance, guests, users
from kiosk.storage.tables.upsert import insert_new

_IS_EXPECTED = select(literal(1)).where(
    guests.c.event_id == bindparam("event_id"), guests.c.participant_id == bindparam("participant_id")
)
_LISTED = (
    select(users.c.id, users.c.name, users.c.email, users.c.role)
    .join(guests, guests.c.participant_id == users.c.id)
    .where(guests.c.event_id == bindparam("event_id"))
    .order_by(users.c.name, users.c.email)
)
_ARRIVALS = select(attendance.c.participant_id, attendance.c.timestamp).where(
    attendance.c.event_id == bindparam("event_id")
)
_COUNT = select(func.count()).where(guests.c.event_id == bindparam("event_id"))
_REMOVE = delete(guests).where(
    guests.c.event_id == bindparam("event_id"), guests.c.participant_id == bindparam("participant_id")
)
_COPY = insert(guests).from_select(
    ["event_id", "participant_id"],
    select(bindparam("to_event", type_=guests.c.event_id.type), guests.c.participant_id).where(
        guests.c.event_id == bindparam("from_event")
    ),
)


class Guests:
    """The guests table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, event_id: UUID, participant_id: UUID) -> None:
        """Puts a participant on an event's list; nothing changes when they are on it."""
        row = {"id": uuid4(), "event_id": event_id, "participant_id": participant_id}
        insert_new(self._connection, guests, row)

    def is_expected(self, event_id: UUID, participant_id: UUID) -> bool:
        """True when the participant is on the event's list."""
        parameters = {"event_id": event_id, "participant_id": participant_id}
        return self._connection.execute(_IS_EXPECTED, parameters).first() is not None

    def listed(self, event_id: UUID) -> list[Person]:
        """Returns the people on an event's list, by name."""
        return [Person(*row) for row in self._connection.execute(_LISTED, {"event_id": event_id})]

    def add_all(self, event_ids: Collection[UUID], participant_ids: Iterable[UUID]) -> None:
        """Puts some hundred participants on the lists of events; those already on a list stay."""
        rows = [
            {"id": uuid4(), "event_id": event_id, "participant_id": participant_id}
            for participant_id in participant_ids
            for event_id in event_ids
        ]
        if rows:
            insert_new(self._connection, guests, rows)

    def count(self, event_id: UUID) -> int:
        """Returns how many people are on an event's list."""
        return self._connection.execute(_COUNT, {"event_id": event_id}).scalar_one()

    def page(
        self, event_id: UUID, words: Sequence[str], *, after: PersonCursor | None, limit: int
    ) -> ListPage[Person, PersonCursor]:
        """Returns a page of an event's list, by name: people whose texts contain all these folded words."""
        # People are read in the order of the index and each is looked up on the list, so no rows are sorted.
        is_listed = (
            exists()
            .where(guests.c.event_id == event_id, guests.c.participant_id == users.c.id)
            .correlate(users)
        )
        return people_page(
            self._connection, PEOPLE.where(is_listed, *contain_words(words)), after=after, limit=limit
        )

    def arrivals(self, event_id: UUID, participant_ids: Collection[UUID]) -> dict[UUID, datetime]:
        """Returns the check-in time at an event of some hundred people; those who have none are left out."""
        rows = self._connection.execute(
            _ARRIVALS.where(attendance.c.participant_id.in_(participant_ids)), {"event_id": event_id}
        )
        return {person_id: at for person_id, at in rows if person_id is not None}

    def remove(self, event_id: UUID, participant_id: UUID) -> bool:
        """Takes a participant off an event's list; False when they were not on it."""
        parameters = {"event_id": event_id, "participant_id": participant_id}
        return self._connection.execute(_REMOVE, parameters).rowcount > 0

    def copy(self, *, from_event: UUID, to_event: UUID) -> None:
        """Copies one event's list to another event, whose list is still empty."""
        self._connection.execute(_COPY, {"from_event": from_event, "to_event": to_event})
