"""Passes: who holds the token with a hash, and since when it is worthless."""

from datetime import datetime
from functools import cache
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.sql.dml import ReturningInsert

from kiosk.domain.errors import Refused
from kiosk.domain.person import PassHolder
from kiosk.storage.inserts import insert_into
from kiosk.storage.models import passes, users

_HOLDER = (
    select(passes.c.participant_id, users.c.name, passes.c.revoked_at)
    .join(users, passes.c.participant_id == users.c.id)
    .where(passes.c.token_hash == bindparam("token_hash"))
)
_REVOKE = (
    update(passes)
    .where(passes.c.participant_id == bindparam("holder"), passes.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)


class Passes:
    """The passes table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, *, participant_id: UUID, token_hash: str) -> None:
        """Gives somebody who holds no live pass a new one.

        Raises:
            Refused: They hold a live pass.
        """
        row = {"id": uuid4(), "participant_id": participant_id, "token_hash": token_hash}
        if self._connection.execute(_insert(self._connection.dialect.name), row).scalar() is None:
            raise Refused("This participant holds a pass already. Revoke it, then issue another.")

    def revoke(self, participant_id: UUID, at: datetime) -> int:
        """Makes somebody's live pass worthless; gives how many there were, 0 or 1."""
        return self._connection.execute(_REVOKE, {"holder": participant_id, "at": at}).rowcount

    def holder(self, token_hash: str) -> PassHolder | None:
        """Who holds, or held, the token with this SHA-256 in lowercase hex."""
        row = self._connection.execute(_HOLDER, {"token_hash": token_hash}).first()
        return None if row is None else PassHolder(*row)


@cache
def _insert(dialect: str) -> ReturningInsert[UUID]:
    return insert_into(passes, dialect).on_conflict_do_nothing().returning(passes.c.id)
