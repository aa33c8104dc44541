"""Failed sign-ins by address: stored here, so that they count after a restart and at another desk.

An address that belongs to nobody is counted like an organizer's, so only the hash of what was typed is
stored.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, bindparam, delete, select, update

from kiosk.domain.people.throttle import Failures
from kiosk.storage.column_types import fold
from kiosk.storage.schema.tables import sign_in_failures
from kiosk.storage.tables.upsert import upsert

_SOME = 500
"""Addresses in one query: SQLite allows at least 999 parameters."""

_FOUND = select(
    sign_in_failures.c.address_hash, sign_in_failures.c.failures, sign_in_failures.c.failed_at
).where(sign_in_failures.c.address_hash.in_(bindparam("hashes", expanding=True)))
_KEEP = update(sign_in_failures).where(sign_in_failures.c.address_hash == bindparam("key"))
_CLEAR = (
    delete(sign_in_failures)
    .where(sign_in_failures.c.address_hash == bindparam("key"))
    .returning(sign_in_failures.c.failures)
)
# Rows that another sign-in has locked are left for the next time: waiting for them could deadlock.
_FORGET = delete(sign_in_failures).where(
    sign_in_failures.c.id.in_(
        select(sign_in_failures.c.id)
        .where(sign_in_failures.c.failed_at < bindparam("before"))
        .with_for_update(skip_locked=True)
    )
)


class SignInFailures:
    """The sign_in_failures table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock_for_update(self, address: str, now: datetime) -> Failures:
        """Returns the failures with an address; until the transaction ends nobody else can count one more.

        Args:
            address: As typed, in any letter case; it need not belong to anybody.
            now: When the count starts, if the address has none.
        """
        row = {"id": uuid4(), "address_hash": _hash(address), "failures": 0, "failed_at": now}
        # Writing the key over itself changes nothing; it locks the row, in one statement with the insert.
        statement = upsert(
            self._connection, sign_in_failures, key="address_hash", changing=("address_hash",)
        ).returning(sign_in_failures.c.failures, sign_in_failures.c.failed_at)
        return Failures(*self._connection.execute(statement, row).one())

    def keep(self, address: str, failures: Failures) -> None:
        """Stores the failures with an address that lock_for_update locked."""
        values = {"failures": failures.count, "failed_at": failures.last_at}
        self._connection.execute(_KEEP.values(**values), {"key": _hash(address)})

    def clear(self, address: str) -> int:
        """Forgets the failures with an address and returns how many there were."""
        return self._connection.execute(_CLEAR, {"key": _hash(address)}).scalar() or 0

    def forget(self, before: datetime) -> None:
        """Forgets every address whose last failure was before an instant."""
        self._connection.execute(_FORGET, {"before": before})

    def of(self, addresses: Iterable[str]) -> dict[str, Failures]:
        """Returns the failures with these addresses; addresses without any are left out."""
        by_hash: dict[str, list[str]] = {}
        for address in addresses:
            by_hash.setdefault(_hash(address), []).append(address)
        hashes = list(by_hash)
        found: dict[str, Failures] = {}
        for start in range(0, len(hashes), _SOME):
            rows = self._connection.execute(_FOUND, {"hashes": hashes[start : start + _SOME]})
            for key, count, last_at in rows:
                found.update(dict.fromkeys(by_hash[key], Failures(count, last_at)))
        return found


def _hash(address: str) -> str:
    return hashlib.sha256(fold(address).encode("utf-8", "surrogatepass")).hexdigest()
