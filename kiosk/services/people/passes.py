"""Issues, replaces and revokes passes, one by one and by the thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.faults.storage import NoPassIssued
from kiosk.domain.people.passes import Renewal, mint_token, token_hash
from kiosk.domain.people.person import Choice, Person
from kiosk.domain.progress import CountCallback
from kiosk.domain.refusals.people.passes import NoPassToRevoke, PassesChangedByOthers, TooManyPicked
from kiosk.domain.refusals.people.people import PersonDeleted
from kiosk.services.database import Database
from kiosk.services.history.audit import person_subject
from kiosk.services.lookup import find_event, find_group, require_person
from kiosk.services.people.guest_lists import GuestsOfEvent, GuestsOfGroup
from kiosk.services.transactions import reading, writing
from kiosk.storage.transaction import Transaction

PASS_BATCH = 500
"""The number of passes that one statement stores."""

MOST_PICKED = 10_000
"""The most people who may be picked one by one."""


@dataclass(frozen=True, slots=True)
class IssuedPass:
    """A pass at the only moment when its token is known.

    Attributes:
        person: The holder.
        token: In canonical form; the database keeps its SHA-256 only.
        replaced: True when it replaced an earlier pass of theirs, which stopped working.
    """

    person: Person
    token: str
    replaced: bool


@dataclass(frozen=True, slots=True)
class PlannedPass:
    """A pass that does not work until issue_passes has stored it.

    Attributes:
        person: The future holder.
        token: In canonical form, as in IssuedPass.
        seen: The live passes for all events that this one replaces.
    """

    person: Person
    token: str
    seen: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class PassCount:
    """The numbers of passes that printing would issue and replace.

    Attributes:
        passes: How many passes there would be.
        replaced: How many of these people hold a pass that would stop working.
        people: A page of the people who would get one, by name.
    """

    passes: int
    replaced: int
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class SelectedPeople:
    """The people whom an organizer picked."""

    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Everybody:
    """Every participant; organizers are not among them."""


PassRecipients = SelectedPeople | GuestsOfEvent | GuestsOfGroup | Everybody


class Stored(Enum):
    """The results of issuing passes, when no error was raised."""

    SURELY = "surely"
    PERHAPS = "perhaps"
    """The database stopped answering at the last moment, so the result is not known yet."""


def issue_pass(database: Database, email: str, *, now: datetime) -> IssuedPass:
    """Issues a new pass for all events to a person; earlier ones for all events stop working.

    Raises:
        Refused: Nobody has the address, or the person was just deleted.
    """
    with writing(database) as transaction:
        person = require_person(transaction, email)
        # From here on, others who issue or revoke a pass of this person wait.
        if not transaction.passes.lock_holders([person.id]):
            raise Refused(PersonDeleted())
        (planned,) = _planned(transaction, [person])
        _issue(transaction, [planned], now)
    return IssuedPass(person, planned.token, replaced=bool(planned.seen))


def revoke_pass(database: Database, email: str, *, now: datetime) -> Person:
    """Revokes all passes of a person at once, at every door.

    Raises:
        Refused: Nobody has the address, or the person has no pass.
    """
    with writing(database) as transaction:
        person = require_person(transaction, email)
        transaction.passes.lock_holders([person.id])
        if not transaction.passes.revoke(person.id, now):
            raise Refused(NoPassToRevoke(person.name))
        transaction.changes.record(ChangeKind.PASS_REVOKED, person_subject(person))
    return person


def count_passes(
    database: Database, whose: PassRecipients, *, only_without: bool = False, first: int = 0, shown: int = 0
) -> PassCount:
    """Counts what plan_passes would plan, without planning it.

    Args:
        database: The database.
        whose: The people.
        only_without: True to leave out people who have a live pass.
        first: The index of the first person to show.
        shown: How many people to show.

    Raises:
        Refused: The event or group does not exist.
    """
    with reading(database) as transaction:
        choice = _choice(transaction, whose)
        people, holders = transaction.people.count_chosen(choice)
        page = transaction.people.chosen(choice, only_without_pass=only_without, at=(first, shown))
        return PassCount(
            people - holders if only_without else people, 0 if only_without else holders, tuple(page)
        )


def plan_passes(
    database: Database, whose: PassRecipients, *, only_without: bool = False
) -> list[PlannedPass]:
    """Plans new passes for people, by name, to be drawn first and then issued. Writes nothing.

    Args:
        database: The database.
        whose: The people.
        only_without: True to leave out people who have a live pass.

    Raises:
        Refused: The event or group does not exist.
    """
    planned: list[PlannedPass] = []
    with reading(database, is_patient=True) as transaction:
        people = list(transaction.people.chosen(_choice(transaction, whose), only_without_pass=only_without))
        for start in range(0, len(people), PASS_BATCH):
            planned += _planned(transaction, people[start : start + PASS_BATCH])
    return planned


def issue_passes(
    database: Database,
    planned: Sequence[PlannedPass],
    *,
    now: datetime,
    on_progress: CountCallback | None = None,
) -> Stored:
    """Stores planned passes and revokes those they replace; all of them or none.

    People who were deleted since the planning get none.

    Args:
        database: The database.
        planned: From plan_passes.
        now: The instant at which the earlier passes stop working.
        on_progress: Called with the progress; an exception from it stops the work.

    Raises:
        Refused: Somebody else has issued or revoked passes of these people since the planning.
        StorageUnavailable: The database cannot be used; nothing is stored.
    """
    is_complete = False
    # The order in which people are locked; see kiosk.storage.transaction.
    ordered = sorted(planned, key=lambda each: each.person.id)
    try:
        with writing(database) as transaction:
            for start in range(0, len(ordered), PASS_BATCH):
                some = ordered[start : start + PASS_BATCH]
                _issue(transaction, some, now)
                if on_progress is not None:
                    on_progress(start + len(some))
            is_complete = True
    except StorageUnavailable:
        if not is_complete:
            raise
        return _fate(database, planned)
    return Stored.SURELY


def _planned(transaction: Transaction, people: Sequence[Person]) -> list[PlannedPass]:
    live = transaction.passes.live([each.id for each in people])
    return [
        PlannedPass(each, mint_token(), frozenset(theirs.id for theirs in live.get(each.id, ())))
        for each in people
    ]


def _issue(transaction: Transaction, planned: Sequence[PlannedPass], now: datetime) -> None:
    renewals = [Renewal(each.person.id, token_hash(each.token), each.seen) for each in planned]
    issued_to = transaction.passes.renew(renewals, now)
    if issued_to is None:
        raise Refused(PassesChangedByOthers())
    for each in planned:
        if each.person.id in issued_to:
            transaction.changes.record(
                ChangeKind.PASS_ISSUED,
                person_subject(each.person),
                after={"replaced": bool(each.seen)},
            )


def _fate(database: Database, planned: Sequence[PlannedPass]) -> Stored:
    # The connection was lost during the commit.
    try:
        with writing(database) as transaction:
            for each in planned[:PASS_BATCH]:
                transaction.people.lock_for_update(
                    each.person.id
                )  # waits for a transaction that is still ending
                if transaction.passes.holder(token_hash(each.token)) is not None:
                    return Stored.SURELY
    except StorageUnavailable:
        return Stored.PERHAPS
    raise StorageUnavailable(NoPassIssued())


def _choice(transaction: Transaction, whose: PassRecipients) -> Choice:
    match whose:
        case SelectedPeople(ids):
            if len(ids) > MOST_PICKED:
                raise Refused(TooManyPicked(len(ids), MOST_PICKED))
            return Choice(ids=ids)
        case GuestsOfEvent(event):
            return Choice(events=(find_event(transaction, event).id,))
        case GuestsOfGroup(group):
            return Choice(events=tuple(transaction.groups.event_ids(find_group(transaction, group).id)))
        case Everybody():
            return Choice()
