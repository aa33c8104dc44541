"""Rejected check-ins at the centre, of the events that an organizer may see."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, select, update

from kiosk.domain.change import ChangeKind, SubjectKind
from kiosk.domain.check_in.parked import Handling, ParkedCheckIn
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.people.person import Person
from kiosk.storage.clauses.visibility import event_is_visible, group_is_visible
from kiosk.storage.column_types import present_instant
from kiosk.storage.schema.tables import changes, events, parked_check_ins, users

_IS_DELETION = and_(
    changes.c.subject_id == parked_check_ins.c.event_id,
    changes.c.subject_kind == SubjectKind.EVENT.value,
    changes.c.kind == ChangeKind.EVENT_DELETED.value,
)
_DELETED_TITLE = select(func.max(changes.c.subject_name)).where(_IS_DELETION).scalar_subquery()
_FROM = parked_check_ins.outerjoin(events, parked_check_ins.c.event_id == events.c.id).outerjoin(
    users, parked_check_ins.c.participant_id == users.c.id
)
_OPEN = parked_check_ins.c.handled_at.is_(None)
_PARKED = (
    select(
        parked_check_ins.c.id,
        parked_check_ins.c.kiosk,
        parked_check_ins.c.event_id,
        func.coalesce(events.c.title, _DELETED_TITLE).label("title"),
        events.c.id.is_not(None).label("is_event_there"),
        parked_check_ins.c.participant_id,
        users.c.name,
        parked_check_ins.c.outcome,
        parked_check_ins.c.scanned_at,
        parked_check_ins.c.reason,
    )
    .select_from(_FROM)
    .where(_OPEN)
)
_COUNT = select(func.count()).select_from(_FROM).where(_OPEN)
_HANDLE = (
    update(parked_check_ins)
    .where(parked_check_ins.c.id == bindparam("parked_id"), _OPEN)
    .values(handled_at=present_instant(), handled_as=bindparam("handling"))
)
_OUTCOMES = {each.value: each for each in Outcome}


class Parked:
    """The parked_check_ins table, inside one transaction."""

    __slots__ = ("_connection", "_visible")

    def __init__(self, connection: Connection, organizer: Person | None) -> None:
        self._connection = connection
        self._visible: tuple[ColumnElement[bool], ...] = (
            () if organizer is None else (_is_visible(organizer.id),)
        )

    def count(self) -> int:
        """Returns how many rejected check-ins wait for somebody to handle them."""
        return self._connection.execute(_COUNT.where(*self._visible)).scalar_one()

    def oldest(self, limit: int) -> list[ParkedCheckIn]:
        """Returns rejected check-ins that nobody has handled, oldest scan first."""
        order = (parked_check_ins.c.scanned_at, parked_check_ins.c.id)
        query = _PARKED.where(*self._visible).order_by(*order).limit(limit)
        return [_parked(row) for row in self._connection.execute(query)]

    def get(self, ids: Collection[UUID]) -> list[ParkedCheckIn]:
        """Returns those of some rejected check-ins that nobody has handled."""
        query = _PARKED.where(*self._visible, parked_check_ins.c.id.in_(ids))
        return [_parked(row) for row in self._connection.execute(query)]

    def handle(self, parked_id: UUID, handling: Handling) -> bool:
        """Stores how a rejected check-in was handled; returns False when it was handled before."""
        values = {"parked_id": parked_id, "handling": handling}
        return bool(self._connection.execute(_HANDLE, values).rowcount)


def _is_visible(organizer_id: UUID) -> ColumnElement[bool]:
    """Returns the condition that the organizer sees the event, or saw it before it was deleted."""
    is_known = select(changes.c.id).where(_IS_DELETION).exists()
    is_own = (
        select(changes.c.id)
        .where(
            _IS_DELETION,
            or_(
                changes.c.organizer_id == organizer_id,
                changes.c.owner_id == organizer_id,
                group_is_visible(organizer_id, changes.c.group_id),
            ),
        )
        .exists()
    )
    is_gone = events.c.id.is_(None)
    return or_(
        and_(events.c.id.is_not(None), event_is_visible(organizer_id)),
        and_(is_gone, is_own),
        and_(is_gone, ~is_known),  # another program deleted it: somebody has to look at it
    )


def _parked(row: Any) -> ParkedCheckIn:  # noqa: ANN401 -- a row of _PARKED, whose names mypy does not know
    return ParkedCheckIn(
        id=row.id,
        kiosk=row.kiosk,
        event_id=row.event_id,
        event_title=row.title,
        is_event_there=bool(row.is_event_there),
        participant_id=row.participant_id,
        name=row.name,
        outcome=_OUTCOMES.get(row.outcome),
        scanned_at=row.scanned_at,
        reason=row.reason or "",
    )
