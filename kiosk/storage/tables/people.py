"""Organizers and participants."""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar
from uuid import UUID, uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Choice, Person, PersonState, Role
from kiosk.domain.people.search import person_search_text
from kiosk.domain.refusals.people.people import AddressTaken
from kiosk.storage.column_types import folded
from kiosk.storage.errors import is_taken
from kiosk.storage.schema.tables import attendance, event_groups, events, guests, passes, users
from kiosk.storage.storable_text import NAME_LENGTH, is_storable, require_storable, require_words
from kiosk.storage.tables.upsert import insert_new

_PEOPLE = select(users.c.id, users.c.name, users.c.email, users.c.role)
_BY_ID = _PEOPLE.where(users.c.id == bindparam("person_id"))
_BY_EMAIL = _PEOPLE.where(users.c.email == bindparam("email"))
_BY_FOLDED_EMAIL = _PEOPLE.where(
    folded(users.c.email) == folded(bindparam("email", type_=users.c.email.type))
).order_by(users.c.created_at)
_NAMES_AND_EMAILS = select(users.c.name, users.c.email)
_LOCK_FOR_UPDATE = select(literal(1)).where(users.c.id == bindparam("person_id")).with_for_update()
_CHANGE = (
    update(users)
    .where(users.c.id == bindparam("person_id"))
    .values(
        name=bindparam("new_name"), email=bindparam("new_email"), search_text=bindparam("new_search_text")
    )
)
_DELETE = delete(users).where(users.c.id == bindparam("person_id"))
_COUNT_CHECK_INS = select(func.count()).where(attendance.c.participant_id == bindparam("person_id"))
_COUNT_LISTS = select(func.count()).where(guests.c.participant_id == bindparam("person_id"))
_HAS_MADE = select(
    or_(
        exists().where(events.c.created_by == bindparam("person_id")),
        exists().where(event_groups.c.created_by == bindparam("person_id")),
    )
)
_LAST_SEEN = (
    select(func.max(attendance.c.timestamp))
    .where(attendance.c.participant_id == users.c.id)
    .correlate(users)
    .scalar_subquery()
)
_IS_LIVE = passes.c.revoked_at.is_(None) & passes.c.event_id.is_(None)  # at all events
_PASS_ISSUED = (
    select(func.max(passes.c.created_at))
    .where(passes.c.participant_id == users.c.id, _IS_LIVE)
    .correlate(users)
    .scalar_subquery()
)
_LIVE_PASSES = select(passes.c.participant_id).where(_IS_LIVE).distinct().subquery()
_HAD_PASS = exists().where(passes.c.participant_id == users.c.id).correlate(users)
_STATES = select(users.c.id, _PASS_ISSUED, _HAD_PASS, _LAST_SEEN)
_BY_NAME = (users.c.name, users.c.email, users.c.id)
_COUNT = select(func.count()).select_from(users)

_BATCH = 500


class People:
    """The users table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self, *, name: str, email: str, password_hash: str, role: Role, must_change_password: bool = False
    ) -> UUID:
        """Inserts an account and returns its id.

        Args:
            name: The person's name.
            email: Their address.
            password_hash: The hash of their password.
            role: What they may do.
            must_change_password: True when somebody else knows the password, so they must change it.

        Raises:
            Refused: The address is taken, or a text cannot be stored.
        """
        row = _row(name, email, password_hash, role) | {"must_change_password": must_change_password}
        made = insert_new(self._connection, users, row)
        if not made:
            raise Refused(AddressTaken(email))
        return made[0]

    def get(self, person_id: UUID) -> Person | None:
        """Returns the account with this id, or None."""
        row = self._connection.execute(_BY_ID, {"person_id": person_id}).first()
        return None if row is None else Person(*row)

    def by_email(self, email: str) -> Person | None:
        """Returns who has exactly this address, else who has it in another letter case, else None."""
        if not is_storable(email):
            return None
        for query in (_BY_EMAIL, _BY_FOLDED_EMAIL):
            row = self._connection.execute(query, {"email": email}).first()
            if row is not None:
                return Person(*row)
        return None

    def some(self, person_ids: Collection[UUID]) -> list[Person]:
        """Returns the people with some hundred ids, by name; ids of nobody are left out."""
        query = _PEOPLE.where(users.c.id.in_(person_ids)).order_by(*_BY_NAME)
        return [Person(*row) for row in self._connection.execute(query)]

    def lock_for_update(self, person_id: UUID) -> None:
        """Makes others' changes of this person, and new passes, wait until the transaction ends."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK_FOR_UPDATE, {"person_id": person_id}).close()

    def change(self, person: Person) -> None:
        """Stores somebody's name and address.

        Raises:
            Refused: The address is taken, or a text cannot be stored.
        """
        row = {
            "person_id": person.id,
            "new_name": require_words(person.name, Field.PERSON_NAME, longest=NAME_LENGTH),
            "new_email": require_words(person.email, Field.EMAIL, longest=NAME_LENGTH),
            "new_search_text": person_search_text(person.name, person.email),
        }
        try:
            with self._connection.begin_nested():
                self._connection.execute(_CHANGE, row)
        except IntegrityError as error:
            if not is_taken(error):
                raise
            raise Refused(AddressTaken(person.email)) from error

    def delete(self, person_id: UUID) -> None:
        """Deletes an account, its passes and its places on guest lists; its check-ins become anonymous."""
        self._connection.execute(_DELETE, {"person_id": person_id})

    def count_check_ins(self, person_id: UUID) -> int:
        """Returns how many check-ins somebody has, at all events."""
        return self._connection.execute(_COUNT_CHECK_INS, {"person_id": person_id}).scalar_one()

    def count_lists(self, person_id: UUID) -> int:
        """Returns on how many guest lists somebody is."""
        return self._connection.execute(_COUNT_LISTS, {"person_id": person_id}).scalar_one()

    def has_made(self, person_id: UUID) -> bool:
        """True when somebody made groups or events, which would be deleted with the account."""
        return self._connection.execute(_HAS_MADE, {"person_id": person_id}).scalar_one()

    def states(self, person_ids: Collection[UUID]) -> dict[UUID, PersonState]:
        """Returns what a list shows beside some hundred people, by their ids."""
        rows = self._connection.execute(_STATES.where(users.c.id.in_(person_ids)))
        return {
            person_id: PersonState(issued_at, had_pass=had_pass, last_seen_at=seen_at)
            for person_id, issued_at, had_pass, seen_at in rows
        }

    def chosen(
        self, choice: Choice, *, only_without_pass: bool = False, at: tuple[int, int] | None = None
    ) -> Iterator[Person]:
        """Yields the people of a choice, by name; they are read in batches.

        Args:
            choice: Which people.
            only_without_pass: True to leave out those who hold a live pass.
            at: How many to skip, and how many to yield at most; None yields all.
        """
        query = _PEOPLE.where(_is_chosen(choice)).order_by(users.c.search_text, *_BY_NAME)
        if only_without_pass:
            query = query.where(_PASS_ISSUED.is_(None))
        if at is not None:
            query = query.offset(at[0]).limit(at[1])
        yield from self._streamed(query)

    def count_chosen(self, choice: Choice) -> tuple[int, int]:
        """Returns how many people a choice has, and how many of them hold a live pass."""
        if choice.events is not None:
            listed = guests.c.event_id.in_(choice.events)
            people = select(func.count(guests.c.participant_id.distinct())).where(listed)
            holding = people.join(_LIVE_PASSES, _LIVE_PASSES.c.participant_id == guests.c.participant_id)
        else:
            people = select(func.count()).select_from(users).where(_is_chosen(choice))
            holding = people.join(_LIVE_PASSES, _LIVE_PASSES.c.participant_id == users.c.id)
        return (
            self._connection.execute(people).scalar_one(),
            self._connection.execute(holding).scalar_one(),
        )

    def add_all(self, people: Sequence[tuple[str, str]], *, password_hash: str, role: Role) -> int:
        """Inserts accounts, except those whose address is taken; returns how many were inserted.

        Args:
            people: Name and e-mail of each; some hundreds at most.
            password_hash: The hash of all of them.
            role: The role of all of them.

        Raises:
            Refused: A text cannot be stored; then no account is inserted.
        """
        rows = [_row(name, email, password_hash, role) for name, email in people]
        if not rows:
            return 0
        return len(insert_new(self._connection, users, rows))

    def names_and_emails(self, emails: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """Yields name and e-mail of everybody, or of the people with these addresses in any letter case.

        The rows are read in batches, so that few are in memory at once.
        """
        query = _of_some(_NAMES_AND_EMAILS, emails)
        with self._connection.execute(query, execution_options={"yield_per": _BATCH}) as rows:
            for row in rows:
                yield row.name, row.email

    def by_emails(self, emails: Collection[str] | None = None) -> Iterator[Person]:
        """Yields the people whom names_and_emails yields, oldest accounts first."""
        yield from self._streamed(_of_some(_PEOPLE, emails).order_by(users.c.created_at, users.c.id))

    def count(self) -> int:
        """Returns how many accounts there are."""
        return self._connection.execute(_COUNT).scalar_one()

    def _streamed(self, query: Select[UUID, str, str, Role]) -> Iterator[Person]:
        with self._connection.execute(query, execution_options={"yield_per": _BATCH}) as rows:
            for row in rows:
                yield Person(*row)


def _row(name: str, email: str, password_hash: str, role: Role) -> dict[str, object]:
    return {
        "id": uuid4(),
        "name": require_words(name, Field.PERSON_NAME, longest=NAME_LENGTH),
        "email": require_words(email, Field.EMAIL, longest=NAME_LENGTH),
        "password_hash": require_storable(password_hash, Field.PASSWORD, longest=NAME_LENGTH),
        "role": role,
        "search_text": person_search_text(name, email),
    }


def _is_chosen(choice: Choice) -> ColumnElement[bool]:
    if choice.ids is not None:
        return users.c.id.in_(choice.ids)
    if choice.events is not None:
        # People are read in the order of the index and each is looked up on the lists, so no rows are sorted.
        return (
            exists()
            .where(guests.c.participant_id == users.c.id, guests.c.event_id.in_(choice.events))
            .correlate(users)
        )
    return users.c.role == Role.PARTICIPANT


_Query = TypeVar("_Query", Select[str, str], Select[UUID, str, str, Role])


def _of_some(query: _Query, emails: Collection[str] | None) -> _Query:
    if emails is None:
        return query
    wanted = (literal(each, users.c.email.type) for each in emails if is_storable(each))
    return query.where(folded(users.c.email).in_([folded(each) for each in wanted]))
