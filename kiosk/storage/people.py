"""Organizers and participants."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, func, literal, select, update
from sqlalchemy.sql.dml import ReturningInsert

from kiosk.domain.errors import Refused
from kiosk.domain.person import Person, Role
from kiosk.domain.search import person_search_text
from kiosk.storage.inserts import insert_into
from kiosk.storage.models import users
from kiosk.storage.types import folded
from kiosk.storage.words import NAME_LENGTH, is_storable, require_storable, require_words

_PEOPLE = select(users.c.id, users.c.name, users.c.email, users.c.role)
_BY_ID = _PEOPLE.where(users.c.id == bindparam("person_id"))
_BY_EMAIL = _PEOPLE.where(users.c.email == bindparam("email"))
_BY_FOLDED_EMAIL = _PEOPLE.where(
    folded(users.c.email) == folded(bindparam("email", type_=users.c.email.type))
).order_by(users.c.created_at)
_ORGANIZERS = _PEOPLE.where(users.c.role == Role.EO).order_by(users.c.name, users.c.email)
_HASH = select(users.c.password_hash).where(users.c.id == bindparam("person_id"))
_MUST_CHANGE = select(users.c.must_change_password).where(users.c.id == bindparam("person_id"))
_ORGANIZERS_HASHES = select(users.c.password_hash).where(users.c.role == Role.EO)
_SET_HASH = (
    update(users)
    .where(users.c.id == bindparam("person_id"))
    .values(password_hash=bindparam("new_hash"))
    .returning(users.c.id)
)
_NAMES_AND_EMAILS = select(users.c.name, users.c.email)
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
        """Makes an account and gives its id.

        Args:
            name: Whose.
            email: Their address.
            password_hash: What is kept of their password.
            role: What they may do.
            must_change_password: Somebody else knows the password, so it is asked to be changed.

        Raises:
            Refused: The address is taken, or a text cannot be stored.
        """
        row = {
            "id": uuid4(),
            "name": require_words(name, "The name", longest=NAME_LENGTH),
            "email": require_words(email, "The e-mail address", longest=NAME_LENGTH),
            "password_hash": require_storable(password_hash, "The password's hash", longest=NAME_LENGTH),
            "role": role,
            "search_text": person_search_text(name, email),
            "must_change_password": must_change_password,
        }
        made = self._connection.execute(_insert(self._connection.dialect.name), row).scalar()
        if made is None:
            raise Refused(f"The address {email} already belongs to somebody. Every person needs an own one.")
        return made

    def get(self, person_id: UUID) -> Person | None:
        """The account with this id, or None."""
        row = self._connection.execute(_BY_ID, {"person_id": person_id}).first()
        return None if row is None else Person(*row)

    def by_email(self, email: str) -> Person | None:
        """Who has exactly this address, else who has it in another letter case, else None."""
        if not is_storable(email):
            return None
        for query in (_BY_EMAIL, _BY_FOLDED_EMAIL):
            row = self._connection.execute(query, {"email": email}).first()
            if row is not None:
                return Person(*row)
        return None

    def organizers(self) -> list[Person]:
        """Everybody who may sign in at the desk, by name."""
        return [Person(*row) for row in self._connection.execute(_ORGANIZERS)]

    def password_hash(self, person_id: UUID) -> str | None:
        """What an account keeps of its password, or None when there is no such account."""
        return self._connection.execute(_HASH, {"person_id": person_id}).scalar()

    def must_change_password(self, person_id: UUID) -> bool:
        """True when somebody else chose the password that an account has."""
        return bool(self._connection.execute(_MUST_CHANGE, {"person_id": person_id}).scalar())

    def organizers_hashes(self) -> list[str]:
        """What the organizers' accounts keep of their passwords, in no order."""
        return list(self._connection.execute(_ORGANIZERS_HASHES).scalars())

    def set_password_hash(
        self, person_id: UUID, new_hash: str, *, instead_of: str | None = None, is_chosen: bool = False
    ) -> bool:
        """Gives an account another hash; false when it is gone, or changed meanwhile.

        Args:
            person_id: Whose.
            new_hash: What is kept from now on.
            instead_of: Only when this is kept at present; None whatever is.
            is_chosen: It is of another password, chosen by whose it is: nothing is left to change.
        """
        parameters = {"person_id": person_id, "new_hash": new_hash}
        statement = _SET_HASH.values(must_change_password=False) if is_chosen else _SET_HASH
        if instead_of is not None:
            statement = statement.where(users.c.password_hash == instead_of)
        return self._connection.execute(statement, parameters).first() is not None

    def add_all(self, people: Sequence[tuple[str, str]], *, password_hash: str, role: Role) -> int:
        """Makes accounts with one statement and gives how many; those whose address is taken are left out.

        Args:
            people: Name and e-mail of each; some hundreds at most.
            password_hash: Of all of them.
            role: Of all of them.

        Raises:
            Refused: A text cannot be stored; nobody of these is made then.
        """
        rows = [
            {
                "id": uuid4(),
                "name": require_words(name, "The name", longest=NAME_LENGTH),
                "email": require_words(email, "The e-mail address", longest=NAME_LENGTH),
                "password_hash": require_storable(password_hash, "The password's hash", longest=NAME_LENGTH),
                "role": role,
                "search_text": person_search_text(name, email),
            }
            for name, email in people
        ]
        if not rows:
            return 0
        return len(self._connection.execute(_insert(self._connection.dialect.name), rows).all())

    def names_and_emails(self, emails: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """Name and e-mail of everybody, or of who has one of some hundred addresses in any letter case.

        They come in batches: however many people there are, few are in memory at once.
        """
        query = _NAMES_AND_EMAILS
        if emails is not None:
            wanted = (literal(each, users.c.email.type) for each in emails if is_storable(each))
            query = query.where(folded(users.c.email).in_([folded(each) for each in wanted]))
        with self._connection.execute(query, execution_options={"yield_per": _BATCH}) as rows:
            for row in rows:
                yield row.name, row.email

    def count(self) -> int:
        """How many accounts there are."""
        return self._connection.execute(_COUNT).scalar_one()


@cache
def _insert(dialect: str) -> ReturningInsert[UUID]:
    # Without a conflict target, as in events.
    return insert_into(users, dialect).on_conflict_do_nothing().returning(users.c.id)
