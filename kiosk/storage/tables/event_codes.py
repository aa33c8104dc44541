"""Event codes: no two are equal in any letter case, which the index of events does not enforce."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, func, select

from kiosk.domain.codes import folded_code
from kiosk.storage.schema.tables import events

_CODES = select(events.c.id, events.c.code_text)
_KEYS = func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).table_valued("key").render_derived()
_LOCK_KEYS = select(func.pg_advisory_xact_lock(_KEYS.c.key)).select_from(_KEYS)


class EventCodes:
    """The codes of events, inside one transaction."""

    __slots__ = ("_connection", "_locked")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._locked: set[str] = set()

    def folded(self) -> set[str]:
        """Returns every event's code as folded_code folds it; no other code may be equal to one of them."""
        return {folded_code(code) for _, code in self._connection.execute(_CODES)}

    def lock_codes(self, codes: Collection[str], *, of_event: UUID | None = None) -> dict[str, UUID]:
        """Makes others who lock one of these codes, in any letter case, wait until the transaction ends.

        A transaction locks all the codes that it will store in one call; kiosk.storage.transaction has the
        order of locks. Other programs do not take these locks: their events are found if they are committed.

        Args:
            codes: As they will be stored.
            of_event: The event that will have them: it may keep its own in another letter case.

        Returns:
            The codes that other events have, each with the id of one of these events.
        """
        wanted = {folded_code(code): code for code in codes}
        self._lock_keys(wanted)
        taken: dict[str, UUID] = {}
        for event_id, code in self._connection.execute(_CODES):
            if event_id != of_event and (found := wanted.get(folded_code(code))) is not None:
                taken[found] = event_id
        self._locked |= wanted.keys() - {folded_code(code) for code in taken}
        return taken

    def lock_code(self, code: str, *, of_event: UUID | None = None) -> bool:
        """Locks the code that is stored next, unless lock_codes did; False when another event has it."""
        folded = folded_code(code)
        if folded in self._locked:
            self._locked.remove(folded)  # once: the event that is stored now has it
            return True
        return not self.lock_codes([code], of_event=of_event)

    def _lock_keys(self, folded: Collection[str]) -> None:
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK_KEYS, {"keys": sorted(map(_key, folded))}).close()


def _key(folded: str) -> int:
    # An advisory lock has a key of 64 bits; the words before the code make keys that other locks do not have.
    text = f"kiosk event code {folded}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big", signed=True)
