"""Passes: who holds the token with a hash, and when it was revoked."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, Uuid, bindparam, case, select, update

from kiosk.domain.page import ListPage
from kiosk.domain.people.passes import PassCursor, PassRecord, Renewal
from kiosk.domain.people.person import PassHolder
from kiosk.storage.clauses.keyset import comes_after, page_of
from kiosk.storage.schema.tables import passes, users
from kiosk.storage.tables.upsert import insert_new

_AT_ALL_EVENTS = passes.c.event_id.is_(None)
_HOLDER = (
    select(passes.c.participant_id, users.c.name, passes.c.revoked_at, passes.c.event_id)
    .join(users, passes.c.participant_id == users.c.id)
    .where(passes.c.token_hash == bindparam("token_hash"))
    .order_by(
        case((passes.c.event_id == bindparam("at_event", type_=Uuid()), 0), (_AT_ALL_EVENTS, 1), else_=2)
    )
    .limit(1)
)
_REVOKE = (
    update(passes)
    .where(passes.c.participant_id == bindparam("holder"), passes.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("at"))
)
_LIVE = (
    select(passes.c.participant_id, passes.c.id, passes.c.created_at)
    .where(passes.c.revoked_at.is_(None), _AT_ALL_EVENTS)
    .order_by(passes.c.created_at.desc(), passes.c.id.desc())
)
_HISTORY = (
    select(passes.c.id, passes.c.created_at, passes.c.revoked_at)
    .where(passes.c.participant_id == bindparam("holder"))
    .order_by(passes.c.created_at.desc(), passes.c.id.desc())
)
_LOCK_FOR_NO_KEY_UPDATE = select(users.c.id).order_by(users.c.id).with_for_update(key_share=True)


class Passes:
    """The passes table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock_holders(self, participant_ids: Collection[UUID]) -> set[UUID]:
        """Makes others who issue or revoke passes of these people wait until the transaction ends.

        Check-ins do not wait. Of the people of several calls, those with lower ids come first.

        Args:
            participant_ids: Some hundred people.

        Returns:
            The ids of those who exist.
        """
        query = _LOCK_FOR_NO_KEY_UPDATE.where(users.c.id.in_(participant_ids))
        return set(self._connection.execute(query).scalars())

    def live(self, participant_ids: Collection[UUID]) -> dict[UUID, list[PassRecord]]:
        """Returns the live passes of some hundred people, by the person's id, each the newest first.

        Only those that are good at all events; people without one are left out.
        """
        query = _LIVE.where(passes.c.participant_id.in_(participant_ids))
        found: dict[UUID, list[PassRecord]] = {}
        for holder, pass_id, issued_at in self._connection.execute(query):
            found.setdefault(holder, []).append(PassRecord(pass_id, issued_at, None))
        return found

    def history(
        self, participant_id: UUID, *, after: PassCursor | None, limit: int
    ) -> ListPage[PassRecord, PassCursor]:
        """Returns a page of somebody's passes, latest first."""
        query = _HISTORY.limit(limit + 1)
        if after is not None:
            query = query.where(
                comes_after(passes.c.created_at, passes.c.id, after.issued_at, after.id, is_descending=True)
            )
        found = [PassRecord(*row) for row in self._connection.execute(query, {"holder": participant_id})]
        return page_of(found, limit, lambda last: PassCursor(last.issued_at, last.id))

    def renew(self, renewals: Sequence[Renewal], at: datetime) -> set[UUID] | None:
        """Gives some hundred people new passes in place of those that the caller saw.

        Args:
            renewals: The people and their passes, each person once. They are locked as by lock_holders.
            at: When the earlier passes stop working and the new ones start.

        Returns:
            The ids of those who got one: the people who still exist. None when somebody's live passes are not
            those that the caller saw; the caller then rolls the transaction back.
        """
        there = self.lock_holders([each.participant_id for each in renewals])
        live = {person: {each.id for each in theirs} for person, theirs in self.live(there).items()}
        if any(
            live.get(each.participant_id, set()) != each.seen
            for each in renewals
            if each.participant_id in there
        ):
            return None
        seen = [pass_id for theirs in live.values() for pass_id in theirs]
        self._connection.execute(update(passes).where(passes.c.id.in_(seen)).values(revoked_at=at)).close()
        rows = [
            {
                "id": uuid4(),
                "participant_id": each.participant_id,
                "token_hash": each.token_hash,
                "created_at": at,
            }
            for each in renewals
            if each.participant_id in there
        ]
        if not rows:
            return there
        made = insert_new(self._connection, passes, rows)
        return there if len(made) == len(rows) else None

    def revoke(self, participant_id: UUID, at: datetime) -> int:
        """Revokes all of somebody's live passes; returns how many there were."""
        return self._connection.execute(_REVOKE, {"holder": participant_id, "at": at}).rowcount

    def holder(self, token_hash: str, event_id: UUID | None = None) -> PassHolder | None:
        """Returns who holds or held the token with this SHA-256 in lowercase hex, or None.

        Args:
            token_hash: The hash.
            event_id: The event at which it is shown: a pass for this event comes before one for all events,
                and that before one for another event.
        """
        row = self._connection.execute(_HOLDER, {"token_hash": token_hash, "at_event": event_id}).first()
        return None if row is None else PassHolder(*row)
