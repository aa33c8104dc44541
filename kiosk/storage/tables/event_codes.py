"""Event codes: no two alike in any letter case, which the index on events does not see to."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import BigInteger, Connection, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from kiosk.domain.codes import folded_code
from kiosk.storage.schema.tables import events

_CODES = select(events.c.id, events.c.code_text)
_KEYS = func.unnest(bindparam("keys", type_=ARRAY(BigInteger))).table_valued("key").render_derived()
_LOCK = select(func.pg_advisory_xact_lock(_KEYS.c.key)).select_from(_KEYS)


class EventCodes:
    """The codes of events, inside one transaction."""

    __slots__ = ("_claimed", "_connection")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._claimed: set[str] = set()

    def folded(self) -> set[str]:
        """Every event's code as folded_code gives it: what another code may not be, in any letter case."""
        return {folded_code(code) for _, code in self._connection.execute(_CODES)}

    def claim(self, codes: Collection[str], *, of_event: UUID | None = None) -> dict[str, UUID]:
        """Keeps codes for this transaction: until it ends, others who want one, in any letter case, wait.

        Whoever wants other codes does not wait. All codes a transaction is to store are claimed in one
        go, after the groups and events it holds: everybody asks in that order, so nobody waits in a
        circle. Another program's events are seen when they are there; it waits for nobody.

        Args:
            codes: As they are to be stored.
            of_event: The event that is to have them: it may keep its own in another letter case.

        Returns:
            Those of them that other events have, each with one such event.
        """
        wanted = {folded_code(code): code for code in codes}
        self._lock(wanted)
        taken: dict[str, UUID] = {}
        for event_id, code in self._connection.execute(_CODES):
            if event_id != of_event and (found := wanted.get(folded_code(code))) is not None:
                taken[found] = event_id
        self._claimed |= wanted.keys() - {folded_code(code) for code in taken}
        return taken

    def take(self, code: str, *, of_event: UUID | None = None) -> bool:
        """False when another event has the code that is stored next; claims it unless that was done."""
        folded = folded_code(code)
        if folded in self._claimed:
            self._claimed.remove(folded)  # once: the event that is stored now has it
            return True
        return not self.claim([code], of_event=of_event)

    def _lock(self, folded: Collection[str]) -> None:
        # SQLite's writing transactions are alone already.
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_LOCK, {"keys": sorted(map(_key, folded))}).close()


def _key(folded: str) -> int:
    # Advisory locks are told apart by 64 bits; the words before the code keep clear of other locks.
    text = f"kiosk event code {folded}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big", signed=True)
