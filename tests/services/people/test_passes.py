"""Passes of many people at once: all are issued or none, and none is replaced by mistake."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from kiosk.domain.change import AuditFilter, ChangeKind
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.errors import Cancelled, Refused, StorageUnavailable
from kiosk.domain.faults.storage import NoPassIssued, ServerTrouble
from kiosk.domain.people.passes import mint_token, printed_token, token_hash
from kiosk.domain.refusals.people.passes import PassesChangedByOthers, TooManyPicked
from kiosk.domain.refusals.people.people import PersonDeleted
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import passes, people
from kiosk.services.people.guest_lists import GuestsOfEvent, GuestsOfGroup
from kiosk.services.people.passes import (
    Everybody,
    PlannedPass,
    SelectedPeople,
    Stored,
    count_passes,
    issue_pass,
    issue_passes,
    plan_passes,
    revoke_pass,
)
from kiosk.services.people.people import pass_history, view_person, with_states
from kiosk.services.people.search import find_people
from kiosk.storage.schema.tables import metadata
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.waiting import until_another_waits
from tests.services.world import World
from tests.storage.raw import add_pass, ask_all, foreign_program
from tests.storage_faults import faulty, unavailable


def make_people(store: Store, count: int) -> list[UUID]:
    return [
        people.add_participant(store, name=f"Person {n:04}", email=f"p{n}@example.org").id
        for n in range(count)
    ]


def outcomes(world: World, planned: list[PlannedPass]) -> list[Outcome]:
    return [world.check_in(each.token).outcome for each in planned]


def test_planned_passes_work_once_they_are_issued_and_not_before(world: World) -> None:
    make_people(world.store, 3)
    planned = plan_passes(world.store, Everybody())
    assert [each.person.name for each in planned] == ["Person 0000", "Person 0001", "Person 0002"]
    assert outcomes(world, planned) == [Outcome.UNKNOWN_CODE] * 3
    assert issue_passes(world.store, planned, now=world.now) is Stored.SURELY
    assert outcomes(world, planned) == [Outcome.CHECKED_IN] * 3


def test_the_database_stores_nothing_from_which_a_pass_could_be_made(world: World, database_url: str) -> None:
    make_people(world.store, 2)
    one = issue_pass(world.store, "p0@example.org", now=world.now).token
    planned = plan_passes(world.store, Everybody(), only_without=True)
    issue_passes(world.store, planned, now=world.now)
    tokens = [one, planned[0].token]
    for token in tokens:
        assert world.check_in(printed_token(token)).is_checked_in
    with foreign_program(database_url) as program:
        cells = [
            str(cell)
            for table in metadata.tables
            for row in ask_all(program, f"SELECT * FROM {table}")  # noqa: S608 -- our own tables
            for cell in row
        ]
    spelt = {each for token in tokens for each in (token, token[2:-1], printed_token(token))}
    assert not [cell for cell in cells if any(each in cell for each in spelt)]
    assert {token_hash(token) for token in tokens} <= set(
        cells
    )  # Control: the tables searched are those that hold passes.


def test_issuing_again_replaces_passes_unless_only_people_without_one_are_chosen(world: World) -> None:
    ids = make_people(world.store, 3)
    old = issue_pass(world.store, "p1@example.org", now=world.now)
    without = plan_passes(world.store, Everybody(), only_without=True)
    assert [each.person.id for each in without] == [ids[0], ids[2]]
    everybody = plan_passes(world.store, Everybody())
    issue_passes(world.store, everybody, now=world.now)
    assert world.check_in(old.token).outcome is Outcome.PASS_REVOKED
    assert outcomes(world, everybody) == [Outcome.CHECKED_IN] * 3
    assert plan_passes(world.store, Everybody(), only_without=True) == []


def test_passes_are_planned_for_picked_people_a_guest_list_a_group_or_everybody(world: World) -> None:
    ids = make_people(world.store, 5)
    other = world.make_event("WS002")
    guests.add_guests(world.store, GuestsOfEvent("WS001"), ids[:2], now=world.now)
    guests.add_guests(world.store, GuestsOfEvent(other.id), ids[1:3], now=world.now)

    def planned(whose: SelectedPeople | GuestsOfEvent | GuestsOfGroup | Everybody) -> list[UUID]:
        return [each.person.id for each in plan_passes(world.store, whose)]

    assert planned(SelectedPeople((ids[4], ids[0], uuid4()))) == [ids[0], ids[4]]
    assert planned(GuestsOfEvent("ws001")) == ids[:2]
    assert planned(GuestsOfGroup("Autumn series")) == ids[:3]  # each person once
    assert planned(Everybody()) == ids  # without the organizer
    with refuses("No event"):
        planned(GuestsOfEvent("NONE"))


@pytest.mark.parametrize("change", ["issued", "issued again", "revoked"])
def test_a_pass_that_somebody_else_changed_since_planning_stops_the_whole_batch(
    world: World, change: str
) -> None:
    make_people(world.store, 3)
    if change != "issued":
        issue_pass(world.store, "p1@example.org", now=world.now)
    planned = plan_passes(world.store, Everybody())
    if change == "revoked":
        revoke_pass(world.store, "p1@example.org", now=world.now)
    else:
        theirs = issue_pass(world.store, "p1@example.org", now=world.now)
    with refuses(PassesChangedByOthers()):
        issue_passes(world.store, planned, now=world.now)
    assert outcomes(world, planned) == [Outcome.UNKNOWN_CODE] * 3
    if change != "revoked":
        assert world.check_in(theirs.token).outcome is Outcome.CHECKED_IN
    again = plan_passes(world.store, Everybody())
    issue_passes(world.store, again, now=world.now)  # control: unchanged passes are issued
    assert world.check_in(again[0].token).outcome is Outcome.CHECKED_IN


def test_a_person_deleted_since_planning_gets_no_pass_and_the_others_get_theirs(world: World) -> None:
    ids = make_people(world.store, 3)
    planned = plan_passes(world.store, Everybody())
    with world.store.write() as transaction:
        transaction.people.delete(ids[1])
    assert issue_passes(world.store, planned, now=world.now) is Stored.SURELY
    assert outcomes(world, planned) == [Outcome.CHECKED_IN, Outcome.UNKNOWN_CODE, Outcome.CHECKED_IN]


def test_cancelling_half_way_issues_no_pass(world: World) -> None:
    make_people(world.store, 600)
    old = issue_pass(world.store, "p599@example.org", now=world.now)
    planned = plan_passes(world.store, Everybody())
    reported: list[int] = []

    def report(done: int) -> None:
        reported.append(done)
        if done == 600:
            raise Cancelled

    with pytest.raises(Cancelled):
        issue_passes(world.store, planned, now=world.now, on_progress=report)
    assert reported == [500, 600]
    assert world.check_in(old.token).outcome is Outcome.CHECKED_IN
    assert outcomes(world, planned[:2]) == [Outcome.UNKNOWN_CODE] * 2


def test_after_a_connection_is_lost_during_the_commit_the_database_is_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checks that the database is asked whether the commit arrived."""
    make_people(world.store, 2)
    planned = plan_passes(world.store, Everybody())
    real = Store.write

    class LostAt:
        """A transaction whose COMMIT is never answered."""

        def __init__(self, store: Store, *, arrives: bool) -> None:
            self.inner = real(store)
            self.arrives = arrives

        def __enter__(self) -> object:
            return self.inner.__enter__()

        def __exit__(self, *error: object) -> None:
            if self.arrives:
                self.inner.__exit__(None, None, None)
            else:
                lost = faulty(ServerTrouble.PERHAPS_SAVED)
                self.inner.__exit__(type(lost), lost, None)  # which rolls it back
            monkeypatch.setattr(Store, "write", real)
            raise faulty(ServerTrouble.PERHAPS_SAVED)

    monkeypatch.setattr(Store, "write", lambda store, **_: LostAt(store, arrives=False))
    with unavailable(NoPassIssued):
        issue_passes(world.store, planned, now=world.now)
    assert outcomes(world, planned) == [Outcome.UNKNOWN_CODE] * 2
    monkeypatch.setattr(Store, "write", lambda store, **_: LostAt(store, arrives=True))
    assert issue_passes(world.store, planned, now=world.now) is Stored.SURELY
    assert outcomes(world, planned) == [Outcome.CHECKED_IN] * 2


def test_when_the_database_stays_unavailable_passes_are_reported_as_perhaps_issued(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_people(world.store, 1)
    planned = plan_passes(world.store, Everybody())
    real = Store.write

    def never(_store: Store, **_: object) -> object:
        raise faulty(ServerTrouble.UNREACHABLE)

    class Lost:
        def __enter__(self) -> object:
            self.inner = real(world.store)
            return self.inner.__enter__()

        def __exit__(self, *_error: object) -> None:
            self.inner.__exit__(None, None, None)
            monkeypatch.setattr(Store, "write", never)
            raise faulty(ServerTrouble.PERHAPS_SAVED)

    monkeypatch.setattr(Store, "write", lambda _store, **_: Lost())
    assert issue_passes(world.store, planned, now=world.now) is Stored.PERHAPS
    with unavailable(ServerTrouble.UNREACHABLE):  # control: before the commit the fault is certain
        issue_passes(world.store, planned, now=world.now)


def test_each_issued_pass_is_in_the_audit(world: World) -> None:
    make_people(world.store, 2)
    issue_pass(world.store, "p0@example.org", now=world.now)
    issue_passes(world.store, plan_passes(world.store, Everybody()), now=world.now)
    with world.store.read() as transaction:
        changes, _ = transaction.changes.page(AuditFilter(kinds=frozenset({ChangeKind.PASS_ISSUED})), size=10)
    found = sorted((each.subject.name, dict(each.after or {})["replaced"]) for each in changes)
    assert found == [("Person 0000", False), ("Person 0000", True), ("Person 0001", False)]


def test_a_person_is_viewed_with_passes_the_latest_first_page_by_page(world: World) -> None:
    ids = make_people(world.store, 1)
    assert view_person(world.store, ids[0]).state.pass_issued_at is None
    for number in range(25):
        issue_pass(world.store, "p0@example.org", now=world.now + timedelta(minutes=number))
    view = view_person(world.store, ids[0])
    assert view.state.pass_issued_at is not None
    assert len(view.passes.rows) == 20
    assert [each.revoked_at is None for each in view.passes.rows] == [True] + [False] * 19
    rest = pass_history(world.store, ids[0], after=view.passes.following)
    assert len(rest.rows) == 5
    assert rest.following is None
    every = [each.id for each in (*view.passes.rows, *rest.rows)]
    assert len(set(every)) == 25
    with refuses(PersonDeleted()):
        view_person(world.store, uuid4())


def test_a_list_of_people_shows_who_holds_a_pass_and_who_came(world: World) -> None:
    make_people(world.store, 3)
    token = issue_pass(world.store, "p1@example.org", now=world.now).token
    world.check_in(token)
    issue_pass(world.store, "p2@example.org", now=world.now)
    revoke_pass(world.store, "p2@example.org", now=world.now)
    page = with_states(world.store, find_people(world.store, "person"))
    assert [(each.state.pass_issued_at is not None, each.state.had_pass) for each in page.rows] == [
        (False, False),
        (True, True),
        (False, True),
    ]
    assert [each.state.last_seen_at for each in page.rows] == [None, world.now, None]


def test_what_printing_would_do_is_counted_and_shown_page_by_page(world: World) -> None:
    make_people(world.store, 25)
    issue_pass(world.store, "p3@example.org", now=world.now)
    count = count_passes(world.store, Everybody(), first=20, shown=10)
    assert (count.passes, count.replaced) == (25, 1)
    assert [each.name for each in count.people] == [f"Person {n:04}" for n in range(20, 25)]
    count = count_passes(world.store, Everybody(), only_without=True, shown=5)
    assert (count.passes, count.replaced) == (24, 0)
    assert [each.name for each in count.people] == [f"Person {n:04}" for n in (0, 1, 2, 4, 5)]
    with refuses(TooManyPicked(10_001, 10_000)):
        plan_passes(world.store, SelectedPeople((uuid4(),) * 10_001))


def test_of_two_organizers_who_print_the_same_people_at_once_one_is_refused(world: World) -> None:
    make_people(world.store, 60)
    for number in range(0, 60, 2):
        issue_pass(world.store, f"p{number}@example.org", now=world.now)
    plans = [plan_passes(world.store, Everybody()) for _ in range(2)]
    together = Barrier(2)

    def issue(planned: list[PlannedPass]) -> bool:
        together.wait(10)
        try:
            issue_passes(world.store, planned, now=world.now)
        except (Refused, StorageUnavailable):
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        issued = list(threads.map(issue, plans))
    assert sorted(issued) == [False, True]
    won, lost = plans[issued.index(True)], plans[issued.index(False)]
    assert outcomes(world, won[:4]) == [Outcome.CHECKED_IN] * 4
    assert outcomes(world, lost[:4]) == [Outcome.UNKNOWN_CODE] * 4


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has no row locks
def test_organizers_who_issue_for_the_same_people_in_opposite_orders_do_not_deadlock(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "PASS_BATCH", 1)  # each person is locked by a statement of its own
    make_people(world.store, 2)
    first, second = (plan_passes(world.store, Everybody()) for _ in range(2))
    second.reverse()
    waiting: list[Future[Stored]] = []
    with ThreadPoolExecutor(1) as other:

        def begin_second(done: int) -> None:
            if done == 1:  # the first organizer holds the lock of one of the two
                waiting.append(other.submit(issue_passes, world.store, second, now=world.now))
                until_another_waits(database_url, waiting[0].done)

        assert issue_passes(world.store, first, now=world.now, on_progress=begin_second) is Stored.SURELY
        with refuses(PassesChangedByOthers()):
            waiting[0].result(timeout=30)
    assert outcomes(world, first) == [Outcome.CHECKED_IN] * 2


def test_of_two_passes_issued_to_one_person_at_once_the_later_replaces_the_earlier(world: World) -> None:
    make_people(world.store, 1)
    together = Barrier(2)

    def issue(_number: int) -> bool:
        together.wait(10)
        return issue_pass(world.store, "p0@example.org", now=world.now).replaced

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(issue, range(2))) == [False, True]


def test_ten_thousand_people_may_be_picked_and_nobody_is_shown_unless_asked_for(world: World) -> None:
    ids = make_people(world.store, 2)
    count = count_passes(world.store, SelectedPeople((*ids, *(uuid4() for _ in range(9_998)))))
    assert (count.passes, count.replaced, count.people) == (2, 0, ())


def test_a_first_pass_replaces_none_and_a_second_one_does(world: World) -> None:
    make_people(world.store, 1)
    issued = [issue_pass(world.store, "p0@example.org", now=world.now).replaced for _ in range(2)]
    assert issued == [False, True]


def test_a_new_pass_replaces_all_that_are_good_at_all_events_and_none_for_one_event(
    world: World, database_url: str
) -> None:
    first, second, ticket = world.make_holder(), mint_token(), mint_token()
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", second)
        add_pass(connection, "ana@example.org", ticket, "WS001")
    assert count_passes(world.store, Everybody()).replaced == 1
    assert issue_pass(world.store, "ana@example.org", now=world.now).replaced
    outcomes = [world.check_in(each).outcome for each in (first, second, ticket)]
    assert outcomes == [Outcome.PASS_REVOKED, Outcome.PASS_REVOKED, Outcome.CHECKED_IN]


def test_a_pass_that_was_added_since_planning_stops_the_batch(world: World, database_url: str) -> None:
    old = world.make_holder()
    planned = plan_passes(world.store, Everybody())
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", mint_token())
    with refuses(PassesChangedByOthers()):
        issue_passes(world.store, planned, now=world.now)
    assert world.check_in(old).is_checked_in


def test_a_person_with_several_passes_is_listed_once_and_one_with_a_ticket_for_one_event_has_none(
    world: World, database_url: str
) -> None:
    world.make_holder()
    people.add_participant(world.store, name="Bo", email="bo@example.org")
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", mint_token())
        add_pass(connection, "bo@example.org", mint_token(), "WS001")
    page = with_states(world.store, find_people(world.store, ""))
    assert [(each.person.name, each.state.pass_issued_at is not None) for each in page.rows] == [
        ("Ana Ionescu", True),
        ("Bo", False),
        ("Olga", False),
    ]
    assert [each.person.name for each in plan_passes(world.store, Everybody(), only_without=True)] == ["Bo"]


def test_two_choices_of_everybody_are_equal() -> None:
    assert Everybody() == Everybody()
    assert len({Everybody(), Everybody()}) == 1
