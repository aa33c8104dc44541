"""Corrections by an organizer: check-ins by hand, undone and named, with their traces, on both engines."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kiosk.domain.change import AuditEntry, AuditFilter, ChangeKind
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.errors import Refused
from kiosk.domain.event import EventState
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.events.events import EventNotThere
from kiosk.domain.refusals.people.corrections import (
    AddressKnown,
    CheckedInTwice,
    CheckInNamedOrUndone,
    CheckInNotThere,
)
from kiosk.domain.refusals.people.people import PersonDeleted
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.texts import Blank, NotAnAddress
from kiosk.services.check_in.corrections import (
    ByHand,
    NewParticipant,
    check_in_by_hand,
    name_walk_in,
    undo_check_in,
)
from kiosk.services.events import events
from kiosk.services.live import live
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.waiting import until_another_waits
from tests.services.world import World
from tests.storage.raw import ask_all, foreign_program


@pytest.fixture
def desk(world: World) -> Store:
    """Returns the store as Olga, the owner of the event, uses it."""
    with world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    return world.store.acting_for(olga)


@pytest.fixture
def stranger(world: World) -> Store:
    """Returns the store as an organizer without own or shared events uses it."""
    with world.store.write() as transaction:
        person_id = transaction.people.add(
            name="Sam", email="sam@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    return world.store.acting_for(Person(person_id, "Sam", "sam@example.org", Role.EO))


def add(world: World, name: str = "Radu Pop", email: str = "radu@example.org") -> Person:
    return people.add_participant(world.store, name=name, email=email)


def by_hand(
    world: World, desk: Store, who: Person | None, *despite: Outcome, event: UUID | None = None
) -> Answer:
    act = ByHand(
        uuid4(), event or world.event.id, who.id if who else None, "Desk", world.now, frozenset(despite)
    )
    return check_in_by_hand(desk, act)


def only_row(world: World) -> UUID:
    (row,) = live.list_arrivals(world.store, world.event.id).rows
    return row.id


def last_change(desk: Store) -> AuditEntry:
    with desk.read() as transaction:
        found, _ = transaction.changes.page(AuditFilter(), size=1)
    return found[0]


def traces(database_url: str) -> list[tuple[object, ...]]:
    """Returns outcome, method, kiosk, reason and organizer of every entry of the scan log."""
    with foreign_program(database_url) as other:
        return ask_all(
            other,
            "SELECT l.outcome, l.method, l.kiosk, l.reason, o.name FROM scan_log l"
            " LEFT JOIN users o ON o.id = l.organizer_id ORDER BY l.scanned_at, l.created_at",
        )


def test_somebody_without_a_pass_is_checked_in_by_hand(world: World, desk: Store, database_url: str) -> None:
    answer = by_hand(world, desk, add(world))
    assert (answer.outcome, answer.name) == (Outcome.CHECKED_IN, "Radu Pop")
    assert world.rows() == [("Radu Pop", "MANUAL", "Desk")]
    assert traces(database_url) == [("CHECKED_IN", "MANUAL", "Desk", None, "Olga")]
    change = last_change(desk)
    assert (change.kind, change.organizer_name, change.subject.name) == (
        ChangeKind.CHECKED_IN,
        "Olga",
        world.event.title,
    )
    assert change.after is not None
    assert (change.after["name"], change.after["despite"]) == ("Radu Pop", [])


def test_a_walk_in_is_checked_in_by_hand(world: World, desk: Store) -> None:
    assert by_hand(world, desk, None).is_checked_in
    assert world.rows() == [(None, "MANUAL", "Desk")]


def test_somebody_who_is_in_is_not_checked_in_again_by_hand(world: World, desk: Store) -> None:
    world.check_in(world.make_holder(), kiosk="Door B")
    with world.store.read() as transaction:
        ana = transaction.people.by_email("ana@example.org")
    answer = by_hand(world, desk, ana)
    assert (answer.outcome, answer.kiosk) == (Outcome.ALREADY_CHECKED_IN, "Door B")
    assert world.logged() == ["CHECKED_IN"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"state": EventState.CLOSED}, Outcome.EVENT_CLOSED),
        ({"start_at": timedelta(days=1)}, Outcome.NOT_YET_OPEN),
        ({"capacity": 1}, Outcome.EVENT_FULL),
        ({"has_guest_list": True}, Outcome.NOT_ON_LIST),
    ],
)
def test_an_organizer_may_overrule_a_refusal_once_it_was_shown(
    world: World, desk: Store, database_url: str, changes: dict[str, object], refusal: Outcome
) -> None:
    if isinstance(later := changes.get("start_at"), timedelta):
        changes = {"start_at": world.now + later}
    event = world.make_event("HARD", **{name: each for name, each in changes.items() if name != "state"})
    if "state" in changes:
        events.set_event_state(world.store, "HARD", EventState.CLOSED)
    if "capacity" in changes:
        world.check_in(None, event=event)
    before = len(world.rows(event))
    radu = add(world)
    assert by_hand(world, desk, radu, event=event.id).outcome is refusal
    assert len(world.rows(event)) == before
    assert refusal.value not in world.logged(event)  # only an organizer saw it: nobody was turned away
    assert by_hand(world, desk, radu, refusal, event=event.id).is_checked_in
    assert len(world.rows(event)) == before + 1
    assert traces(database_url)[-1][3] == f"despite {refusal}"
    change = last_change(desk)
    assert change.after is not None
    assert change.after["despite"] == [refusal.value]


def test_overruling_one_refusal_does_not_overrule_the_next(world: World, desk: Store) -> None:
    event = world.make_event("TWICE", has_guest_list=True)
    events.set_event_state(world.store, "TWICE", EventState.CLOSED)
    radu = add(world)
    answers = [
        by_hand(world, desk, radu, *despite, event=event.id).outcome
        for despite in ((), (Outcome.EVENT_CLOSED,), (Outcome.EVENT_CLOSED, Outcome.NOT_ON_LIST))
    ]
    assert answers == [Outcome.EVENT_CLOSED, Outcome.NOT_ON_LIST, Outcome.CHECKED_IN]


def test_the_same_check_in_by_hand_sent_twice_counts_once(world: World, desk: Store) -> None:
    act = ByHand(uuid4(), world.event.id, None, "Desk", world.now)
    assert check_in_by_hand(desk, act).is_checked_in
    assert check_in_by_hand(desk, act).is_checked_in
    assert len(world.rows()) == 1


def test_several_desks_at_once_check_the_same_person_in_once(world: World, desk: Store) -> None:
    radu = add(world)
    with ThreadPoolExecutor(4) as pool:
        outcomes = [each.outcome for each in pool.map(lambda _: by_hand(world, desk, radu), range(4))]
    assert sorted(outcomes) == sorted([Outcome.CHECKED_IN, *[Outcome.ALREADY_CHECKED_IN] * 3])
    assert len(world.rows()) == 1


def test_an_undone_check_in_is_gone_and_the_log_keeps_who_what_when_and_why(
    world: World, desk: Store, database_url: str
) -> None:
    token = world.make_holder()
    world.check_in(token)
    world.now += timedelta(minutes=1)
    undo_check_in(desk, only_row(world), reason=" Wrong badge ", desk="Desk", now=world.now)
    assert world.rows() == []
    assert traces(database_url) == [
        ("CHECKED_IN", "CAMERA", "Door A", None, None),
        ("UNDONE", "MANUAL", "Desk", "Wrong badge", "Olga"),
    ]
    change = last_change(desk)
    assert change.kind is ChangeKind.CHECK_IN_UNDONE
    assert change.before == {
        "name": "Ana Ionescu",
        "at": (world.now - timedelta(minutes=1)).isoformat(),
        "method": "CAMERA",
        "kiosk": "Door A",
    }
    assert change.after == {"reason": "Wrong badge"}
    assert live.event_counts(desk, world.event.id).refused == 0
    assert world.check_in(token).is_checked_in  # and the same pass checks in again


def test_a_check_in_is_not_undone_without_a_reason_or_twice(world: World, desk: Store) -> None:
    world.check_in(None)
    row = only_row(world)
    with refuses(Blank(Field.REASON)):
        undo_check_in(desk, row, reason="  ", desk="Desk", now=world.now)
    assert len(world.rows()) == 1
    undo_check_in(desk, row, reason="Test", desk="Desk", now=world.now)
    with refuses(CheckInNotThere()):
        undo_check_in(desk, row, reason="Test", desk="Desk", now=world.now)
    assert world.logged() == ["CHECKED_IN", "UNDONE"]


def test_a_walk_in_is_named_after_a_known_participant(world: World, desk: Store) -> None:
    world.check_in(None)
    assert name_walk_in(desk, only_row(world), add(world).id).name == "Radu Pop"
    assert world.rows() == [("Radu Pop", "CAMERA", "Door A")]
    change = last_change(desk)
    assert (change.kind, change.after) == (
        ChangeKind.WALK_IN_NAMED,
        {"name": "Radu Pop", "email": "radu@example.org"},
    )


def test_a_walk_in_is_named_after_a_new_participant(world: World, desk: Store) -> None:
    world.check_in(None)
    name_walk_in(desk, only_row(world), NewParticipant(" Zoë Müller", "Zoe@EXAMPLE.org"))
    (row,) = live.list_arrivals(desk, world.event.id, text="zoe").rows
    assert (row.name, row.email) == ("Zoë Müller", "Zoe@example.org")


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (NewParticipant(" ", "zoe@example.org"), Blank(Field.PERSON_NAME)),
        (NewParticipant("Zoë", "zoe"), NotAnAddress),
        (NewParticipant("Zoë", "ANA@example.org"), AddressKnown("Ana Ionescu", "ANA@example.org")),
        (uuid4(), PersonDeleted()),
    ],
)
def test_a_walk_in_stays_anonymous_when_naming_it_is_refused(
    world: World, desk: Store, who: UUID | NewParticipant, reason: Refusal | type
) -> None:
    world.make_holder()
    world.check_in(None)
    with refuses(reason):
        name_walk_in(desk, only_row(world), who)
    assert world.rows() == [(None, "CAMERA", "Door A")]


def test_a_walk_in_cannot_be_named_after_somebody_who_is_in(world: World, desk: Store) -> None:
    world.check_in(None)
    walk_in = only_row(world)
    world.check_in(world.make_holder(), kiosk="Door B")
    with world.store.read() as transaction:
        ana = transaction.people.by_email("ana@example.org")
    assert ana is not None
    with refuses(CheckedInTwice("Ana Ionescu", "Door B")):
        name_walk_in(desk, walk_in, ana.id)


def test_a_walk_in_is_named_only_once(world: World, desk: Store) -> None:
    world.check_in(None)
    row = only_row(world)
    name_walk_in(desk, row, add(world).id)
    with refuses(CheckInNamedOrUndone()):
        name_walk_in(desk, row, add(world, "Bo", "bo@example.org").id)
    undo_check_in(desk, row, reason="Test", desk="Desk", now=world.now)
    with refuses(CheckInNotThere()):
        name_walk_in(desk, row, NewParticipant("Cora", "cora@example.org"))
    with world.store.read() as transaction:  # no participant was made
        assert transaction.people.by_email("cora@example.org") is None


def test_only_one_of_two_walk_ins_is_named_after_the_same_person_at_the_same_time(
    world: World, desk: Store
) -> None:
    world.check_in(None)
    world.check_in(None)
    radu = add(world)
    rows = [each.id for each in live.list_arrivals(desk, world.event.id).rows]

    def name(row: UUID) -> bool:
        try:
            name_walk_in(desk, row, radu.id)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(name, rows)) == [False, True]
    assert sorted(str(name) for name, *_ in world.rows()) == ["None", "Radu Pop"]


def test_corrections_at_another_organizers_event_are_refused_as_if_it_did_not_exist(
    world: World, stranger: Store
) -> None:
    world.check_in(None)
    row = only_row(world)
    acts: list[Callable[[], object]] = [
        lambda: by_hand(world, stranger, None),
        lambda: undo_check_in(stranger, row, reason="Test", desk="Desk", now=world.now),
        lambda: name_walk_in(stranger, row, NewParticipant("Zoë", "zoe@example.org")),
    ]
    for act in acts:
        with refuses(EventNotThere()):
            act()
    assert world.rows() == [(None, "CAMERA", "Door A")]


def test_a_missing_guest_is_not_missing_after_a_check_in_by_hand(world: World, desk: Store) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    radu = add(world)
    guests.add_guest(world.store, "LIST", radu.email)
    assert live.list_missing(desk, event.id).rows == (radu,)
    by_hand(world, desk, radu, event=event.id)
    assert live.list_missing(desk, event.id).rows == ()


def test_a_participant_made_for_a_walk_in_is_in_the_audit(world: World, desk: Store) -> None:
    world.check_in(None)
    name_walk_in(desk, only_row(world), NewParticipant(" Radu Pop", "radu@example.org"))
    with desk.read() as transaction:
        found, _ = transaction.changes.page(AuditFilter(), size=2)
    after = {each.kind: each.after for each in found}
    radu = {"name": "Radu Pop", "email": "radu@example.org"}
    assert after == {ChangeKind.PERSON_ADDED: radu, ChangeKind.WALK_IN_NAMED: radu}


def test_of_two_who_undo_one_check_in_at_the_same_time_one_is_refused(
    world: World, desk: Store, database_url: str
) -> None:
    world.check_in(None)
    row = only_row(world)
    with ThreadPoolExecutor(1) as other_desk:
        with world.store.write() as transaction:
            transaction.attendance.remove(row)
            late = other_desk.submit(undo_check_in, desk, row, reason="A slip", desk="Desk", now=world.now)
            until_another_waits(database_url, late.done)
        with refuses(CheckInNotThere()):
            late.result(timeout=30)
    assert world.logged() == ["CHECKED_IN"]


Correct = Callable[[World, Store, UUID], object]


@pytest.mark.parametrize(
    "correct",
    [
        lambda world, desk, _row: by_hand(world, desk, None),
        lambda world, desk, row: undo_check_in(desk, row, reason="A slip", desk="Desk", now=world.now),
        lambda _world, desk, row: name_walk_in(desk, row, NewParticipant("Radu", "radu@example.org")),
    ],
    ids=["by hand", "undo", "name"],
)
def test_a_correction_waits_while_its_event_is_being_deleted_and_is_refused(
    world: World, desk: Store, database_url: str, correct: Correct
) -> None:
    world.check_in(None)
    row = only_row(world)
    with ThreadPoolExecutor(1) as other_desk:
        with world.store.write() as transaction:
            transaction.events.delete(world.event.id)
            corrected = other_desk.submit(correct, world, desk, row)
            until_another_waits(database_url, corrected.done)
        with refuses("is not there any more"):
            corrected.result(timeout=30)
