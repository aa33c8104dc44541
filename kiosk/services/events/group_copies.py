"""Copies of groups: last year's season as this year's, every event on its day of the week."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.domain.change import ChangeKind
from kiosk.domain.codes import event_qr_text, folded_code
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.fields import Field
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person
from kiosk.domain.recurrence import MAX_EVENTS, start_on
from kiosk.domain.refusals.events.event_codes import DrawnCodesTaken
from kiosk.domain.refusals.events.groups import GroupChanged, GroupTooLargeToCopy, GroupWithoutOwner
from kiosk.qr import qr_png_url
from kiosk.services.database import Database
from kiosk.services.events.codes import mint_free_code
from kiosk.services.events.copies import copy_event
from kiosk.services.events.events import make_group
from kiosk.services.events.fields import check_start
from kiosk.services.history.audit import fields_of, group_subject
from kiosk.services.lookup import find_group
from kiosk.services.text_validation import clean_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

_TRIES = 3  # needed only when another organizer takes the code that was just generated


@dataclass(frozen=True, slots=True)
class GroupCopy:
    """A group that was made as a copy.

    Attributes:
        group: The new group.
        events: How many events it has.
    """

    group: Group
    events: int


@dataclass(frozen=True, slots=True)
class _Plan:
    model: Event
    copy: Event
    code_qr: str


def duplicate_group(  # noqa: PLR0913 -- the group, the new name, the first day; the rest by name
    database: Database,
    group_id: UUID,
    *,
    name: str,
    first_day: date,
    zone: ZoneInfo,
    check_in_url: str | None = None,
) -> GroupCopy:
    """Makes a group like another, with its events moved by a number of days, guest lists included.

    The wall-clock times at the venue stay, even if its clocks change in between. The new events are
    OPEN, have codes of their own and no check-ins.

    Args:
        database: The database.
        group_id: The group to copy.
        name: The new group's name.
        first_day: The day of its first event; the others keep their distance in days.
        zone: The venue's zone.
        check_in_url: The configured check-in URL, for the QRs.

    Raises:
        Refused: The group is gone, the name is taken, there are too many events, or a day is too far
            off; nothing was made.
    """
    name = clean_words(name, Field.GROUP_NAME)
    for _ in range(_TRIES):
        with reading(database) as transaction:
            model = find_group(transaction, group_id)
            seen = transaction.events.in_group(model.id)
            taken = transaction.event_codes.folded()
        if len(seen) > MAX_EVENTS:
            raise Refused(GroupTooLargeToCopy(len(seen), MAX_EVENTS))
        # Made before the writing transaction begins: doors must not wait for hundreds of QRs.
        plans = _plans(seen, first_day, zone, taken, check_in_url)
        with writing(database) as transaction:
            made = _make(transaction, model, name, plans)
        if made is not None:
            return GroupCopy(made, len(plans))
    raise Refused(DrawnCodesTaken())


def _plans(
    seen: list[Event], first_day: date, zone: ZoneInfo, taken: set[str], check_in_url: str | None
) -> list[_Plan]:
    plans = []
    for event in seen:
        local = event.start_at.astimezone(zone)
        distance = local.date() - seen[0].start_at.astimezone(zone).date()
        start = start_on(first_day + distance, local.time(), zone)
        check_start(start.at)
        code = mint_free_code(taken)
        taken.add(folded_code(code))
        copy = replace(event, start_at=start.at, code=code)
        plans.append(_Plan(event, copy, qr_png_url(event_qr_text(code, check_in_url))))
    return plans


def _make(transaction: Transaction, model: Group, name: str, plans: list[_Plan]) -> Group | None:
    locked = transaction.groups.lock_for_key_share(model.id)
    now = transaction.events.in_group(model.id)
    states = {event.id: event.state for event in now}
    seen = [replace(plan.model, state=states.get(plan.model.id, plan.model.state)) for plan in plans]
    if locked is None or now != seen:
        raise Refused(GroupChanged(model.name))
    if transaction.event_codes.lock_codes([plan.copy.code for plan in plans]):
        return None
    group = make_group(transaction, name, _owner(transaction, model), model.description)
    for plan in plans:
        copy_event(
            transaction,
            plan.model,
            group,
            start_at=plan.copy.start_at,
            code=plan.copy.code,
            code_qr=plan.code_qr,
        )
    transaction.changes.record(
        ChangeKind.GROUP_COPIED,
        group_subject(group),
        after=fields_of(group, ("name", "description")) | {"events": len(plans), "copied_from": model.name},
    )
    return group


def _owner(transaction: Transaction, model: Group) -> Person:
    owner = transaction.organizer or transaction.people.get(model.created_by)
    if owner is None:
        raise Refused(GroupWithoutOwner(model.name))
    return owner
