"""Accounts of organizers: who may sign in, and the hashes of their passwords, in the users table."""

from uuid import UUID

from sqlalchemy import Connection, bindparam, select, update

from kiosk.domain.people.person import Person, Role
from kiosk.storage.schema.tables import users

_ORGANIZERS = (
    select(users.c.id, users.c.name, users.c.email, users.c.role)
    .where(users.c.role == Role.EO)
    .order_by(users.c.name, users.c.email)
)
_HASH = select(users.c.password_hash).where(users.c.id == bindparam("person_id"))
_MUST_CHANGE = select(users.c.must_change_password).where(users.c.id == bindparam("person_id"))
_ORGANIZERS_HASHES = select(users.c.password_hash).where(users.c.role == Role.EO)
_SET_HASH = (
    update(users)
    .where(users.c.id == bindparam("person_id"))
    .values(password_hash=bindparam("new_hash"))
    .returning(users.c.id)
)
_MAKE_ORGANIZER = (
    update(users)
    .where(
        users.c.id == bindparam("person_id"),
        users.c.role == Role.PARTICIPANT,
        users.c.password_hash == bindparam("old_hash"),
    )
    .values(role=Role.EO, password_hash=bindparam("new_hash"), must_change_password=True)
    .returning(users.c.id)
)


class Accounts:
    """The users table as it is read and changed for signing in, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def organizers(self) -> list[Person]:
        """Returns everybody who may sign in at the desk, by name."""
        return [Person(*row) for row in self._connection.execute(_ORGANIZERS)]

    def password_hash(self, person_id: UUID) -> str | None:
        """Returns the hash of an account's password, or None when there is no such account."""
        return self._connection.execute(_HASH, {"person_id": person_id}).scalar()

    def must_change_password(self, person_id: UUID) -> bool:
        """True when somebody else chose the password that an account has."""
        return bool(self._connection.execute(_MUST_CHANGE, {"person_id": person_id}).scalar())

    def organizers_hashes(self) -> list[str]:
        """Returns the password hashes of all organizers, in no order."""
        return list(self._connection.execute(_ORGANIZERS_HASHES).scalars())

    def set_password_hash(
        self, person_id: UUID, new_hash: str, *, instead_of: str | None = None, is_chosen: bool = False
    ) -> bool:
        """Stores another password hash; False when the account is gone or has another hash than expected.

        Args:
            person_id: The account.
            new_hash: The new hash.
            instead_of: The hash that the account must have now; None for any.
            is_chosen: True when the owner of the account chose the password, so they need not change it.
        """
        parameters = {"person_id": person_id, "new_hash": new_hash}
        statement = _SET_HASH.values(must_change_password=False) if is_chosen else _SET_HASH
        if instead_of is not None:
            statement = statement.where(users.c.password_hash == instead_of)
        return self._connection.execute(statement, parameters).first() is not None

    def make_organizer(self, person_id: UUID, new_hash: str, *, instead_of: str) -> bool:
        """Makes a participant an organizer, who must change the password; False when role or hash differ."""
        found = self._connection.execute(
            _MAKE_ORGANIZER, {"person_id": person_id, "new_hash": new_hash, "old_hash": instead_of}
        )
        return found.first() is not None
