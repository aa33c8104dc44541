"""The check-in rule, on SQLite and on PostgreSQL: every outcome and exactly the rows that it leaves."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.event import listens_for
from sqlalchemy.exc import DBAPIError

from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.event import EventState
from kiosk.domain.passes import canonical_token, mint_token, printed_token
from kiosk.domain.refusals.events import DoorEventDeleted
from kiosk.domain.scan import Answer, Method, Outcome
from kiosk.domain.storage_faults import CheckInUndone, FileTrouble, ServerTrouble
from kiosk.services.check_in import check_in
from kiosk.services.events import events
from kiosk.services.people import passes
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from tests.refusals import refuses
from tests.services.waiting import until_another_waits
from tests.services.world import CHECK_IN_URL, World
from tests.storage.raw import ask_all, foreign_program, refusing_inserts
from tests.storage_faults import faulty, unavailable


def test_a_pass_checks_its_holder_in(world: World) -> None:
    token = world.make_holder()
    answer = world.check_in(token)
    assert answer == Answer(
        Outcome.CHECKED_IN, world.event.title, name="Ana Ionescu", checked_in_at=world.now
    )
    assert world.rows() == [("Ana Ionescu", "CAMERA", "Door A")]
    assert world.logged() == ["CHECKED_IN"]


def test_a_pass_typed_by_hand_counts_as_the_same_pass(world: World) -> None:
    token = world.make_holder()
    assert world.check_in(printed_token(token).lower()).is_checked_in


def test_a_second_check_in_is_answered_with_the_time_and_kiosk_of_the_first(world: World) -> None:
    token = world.make_holder()
    first_at = world.now
    world.check_in(token, kiosk="Door A")
    world.now += timedelta(minutes=7)
    answer = world.check_in(token, kiosk="Door B")
    assert answer.outcome is Outcome.ALREADY_CHECKED_IN
    assert (answer.name, answer.checked_in_at, answer.kiosk) == ("Ana Ionescu", first_at, "Door A")
    assert len(world.rows()) == 1
    assert world.logged() == ["CHECKED_IN", "ALREADY_CHECKED_IN"]


def test_walk_ins_by_button_code_and_url_are_anonymous_rows(world: World) -> None:
    for text in (None, "ws001", CHECK_IN_URL.replace("{code}", "WS001")):
        answer = world.check_in(text, url=CHECK_IN_URL)
        assert answer.is_checked_in
        assert answer.name is None
    assert world.rows() == [(None, "CAMERA", "Door A")] * 3


def test_a_closed_event_refuses_everybody_and_logs_the_refusal(world: World) -> None:
    token = world.make_holder()
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    for text in (token, None, "WS001"):
        assert world.check_in(text).outcome is Outcome.EVENT_CLOSED
    assert world.rows() == []
    assert world.logged() == ["EVENT_CLOSED"] * 3


def test_an_event_that_is_over_is_closed(world: World) -> None:
    world.now = world.event.ends_at
    assert world.check_in(None).outcome is Outcome.EVENT_CLOSED


def test_before_check_in_opens_the_answer_has_the_opening_time(world: World) -> None:
    token = world.make_holder()
    world.now = world.event.opens_at - timedelta(seconds=1)
    answer = world.check_in(token)
    assert (answer.outcome, answer.opens_at) == (Outcome.NOT_YET_OPEN, world.event.opens_at)
    world.now = world.event.opens_at
    assert world.check_in(token).is_checked_in


def test_an_event_that_ignores_its_schedule_checks_people_in_days_before(world: World) -> None:
    event = world.make_event("ALWAYS", start_at=world.now + timedelta(days=9), ignores_schedule=True)
    assert world.check_in(None, event=event).is_checked_in


def test_a_full_event_refuses_newcomers_but_recognizes_who_is_in(world: World) -> None:
    event = world.make_event("SMALL", capacity=1)
    ana, radu = world.make_holder(), world.make_holder("Radu Pop", "radu@example.org")
    assert world.check_in(ana, event=event).is_checked_in
    assert world.check_in(radu, event=event).outcome is Outcome.EVENT_FULL
    assert world.check_in(None, event=event).outcome is Outcome.EVENT_FULL
    assert world.check_in(ana, event=event).outcome is Outcome.ALREADY_CHECKED_IN
    assert world.rows(event) == [("Ana Ionescu", "CAMERA", "Door A")]


def test_many_doors_at_the_same_moment_do_not_exceed_the_capacity(world: World) -> None:
    event = world.make_event("RUSH", capacity=5)
    ready = threading.Barrier(4)

    def rush() -> list[Answer]:
        ready.wait()
        return [world.check_in(None, event=event) for _ in range(4)]

    with ThreadPoolExecutor(4) as doors:
        rushes = [doors.submit(rush) for _ in range(4)]
        answers = [answer for each in rushes for answer in each.result()]
    assert [answer.outcome for answer in answers].count(Outcome.CHECKED_IN) == 5
    assert len(world.rows(event)) == 5


def test_a_door_waits_for_another_that_is_taking_the_last_place(world: World, database_url: str) -> None:
    event = world.make_event("LAST", capacity=1)
    scan, here = world.scan(None, Method.BUTTON), check_in.CheckInPoint(event.id, "Door A")
    with ThreadPoolExecutor(1) as other_door:
        with world.store.write() as transaction:  # as check_in does, and stopped before its end
            locked = transaction.events.lock_for_key_share(event.id)
            assert locked is not None
            first = check_in.answer_visitor(
                transaction, here, locked, scan, check_in.Visitor(is_walk_in=True)
            )
            second = other_door.submit(world.check_in, None, event=event, kiosk="Door B")
            until_another_waits(database_url, second.done)
        outcomes = (first.outcome, second.result(timeout=30).outcome)
    assert outcomes == (Outcome.CHECKED_IN, Outcome.EVENT_FULL)
    assert world.rows(event) == [(None, "BUTTON", "Door A")]


def test_a_place_is_free_again_when_another_doors_check_in_is_rolled_back(
    world: World, database_url: str
) -> None:
    event = world.make_event("LAST", capacity=1)
    scan, here = world.scan(None, Method.BUTTON), check_in.CheckInPoint(event.id, "Door A")
    with ThreadPoolExecutor(1) as other_door:
        with suppress(ZeroDivisionError), world.store.write() as transaction:
            check_in.answer_visitor(transaction, here, event, scan, check_in.Visitor(is_walk_in=True))
            second = other_door.submit(world.check_in, None, event=event, kiosk="Door B")
            until_another_waits(database_url, second.done)
            raise ZeroDivisionError
        assert second.result(timeout=30).is_checked_in
    assert world.rows(event) == [(None, "CAMERA", "Door B")]


@pytest.mark.parametrize(
    "emptied_database_url", ["postgresql"], indirect=True
)  # on SQLite only one transaction writes at a time
def test_doors_of_an_event_without_a_limit_do_not_wait_for_each_other(world: World) -> None:
    scan, here = world.scan(None, Method.BUTTON), check_in.CheckInPoint(world.event.id, "Door A")
    with world.store.write() as transaction:
        check_in.answer_visitor(transaction, here, world.event, scan, check_in.Visitor(is_walk_in=True))
        assert world.check_in(None).is_checked_in
    assert len(world.rows()) == 2


def test_one_pass_at_many_doors_at_the_same_moment_is_recorded_once(world: World) -> None:
    token = world.make_holder()
    ready = threading.Barrier(4)

    def show() -> Outcome:
        ready.wait()
        return world.check_in(token).outcome

    with ThreadPoolExecutor(4) as doors:
        shown = [doors.submit(show) for _ in range(4)]
        outcomes = sorted(each.result() for each in shown)
    assert outcomes == [Outcome.ALREADY_CHECKED_IN] * 3 + [Outcome.CHECKED_IN]
    assert len(world.rows()) == 1


def test_a_guest_list_admits_the_listed_and_nobody_else(world: World) -> None:
    event = world.make_event("LIST", has_guest_list=True)
    ana, radu = world.make_holder(), world.make_holder("Radu Pop", "radu@example.org")
    with world.store.write() as transaction:
        listed = transaction.people.by_email("ana@example.org")
        assert listed is not None
        transaction.guests.add(event.id, listed.id)
    assert world.check_in(radu, event=event).outcome is Outcome.NOT_ON_LIST
    assert world.check_in(None, event=event).outcome is Outcome.NOT_ON_LIST
    assert world.check_in(ana, event=event).is_checked_in
    assert world.rows(event) == [("Ana Ionescu", "CAMERA", "Door A")]


def test_a_revoked_pass_is_refused_and_the_new_one_works(world: World) -> None:
    old = world.make_holder()
    new = passes.issue_pass(world.store, "ana@example.org", now=world.now)
    assert new.replaced
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED
    assert world.check_in(new.token).is_checked_in
    passes.revoke_pass(world.store, "ana@example.org", now=world.now)
    assert world.check_in(new.token).outcome is Outcome.PASS_REVOKED


def test_the_answer_to_a_revoked_pass_does_not_name_its_holder(world: World) -> None:
    old, door = world.make_holder(), check_in.CheckInPoint(world.event.id, "Door A")
    passes.issue_pass(world.store, "ana@example.org", now=world.now)
    scan = world.scan(old)
    revoked = Answer(Outcome.PASS_REVOKED, world.event.title)
    assert check_in.check_in(world.store, door, scan) == revoked
    assert check_in.check_in(world.store, door, replace(scan, may_be_recorded=True)) == revoked
    # Control: organizers do see whose pass was shown.
    with world.store.read() as transaction:
        assert [record.name for record in transaction.scans.rows(world.event.id)] == ["Ana Ionescu"]


def test_a_closed_or_early_event_does_not_name_the_holder_of_a_revoked_pass(world: World) -> None:
    old, door = world.make_holder(), check_in.CheckInPoint(world.event.id, "Door A")
    passes.issue_pass(world.store, "ana@example.org", now=world.now)
    world.now = world.event.opens_at - timedelta(seconds=1)
    early = world.scan(old)
    assert check_in.check_in(world.store, door, early).outcome is Outcome.NOT_YET_OPEN
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    closed = world.scan(old)
    assert check_in.check_in(world.store, door, closed) == Answer(Outcome.EVENT_CLOSED, world.event.title)
    for scan in (early, closed):
        assert check_in.check_in(world.store, door, replace(scan, may_be_recorded=True)).name is None


def test_a_well_formed_pass_nobody_holds_is_unknown(world: World) -> None:
    assert world.check_in(mint_token()).outcome is Outcome.UNKNOWN_CODE


def test_another_events_code_is_unknown_here(world: World) -> None:
    world.make_event("WS002")
    assert world.check_in("WS002").outcome is Outcome.UNKNOWN_CODE


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE attendance; --",
        "%s%s%s%n",
        "{code}",
        "WS001\x00",
        "\x00",
        "\ud800",
        "WS001' OR '1'='1",
        "<b>WS001</b>",
        "\u202e100SW",
        "A" * 4296,
        "",
        " ",
        "\U0001f600" * 500,
    ],
)
def test_hostile_codes_are_unknown_and_logged_without_their_text(world: World, text: str) -> None:
    assert world.check_in(text, url=CHECK_IN_URL).outcome is Outcome.UNKNOWN_CODE
    assert world.rows() == []
    assert world.logged() == ["UNKNOWN_CODE"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_random_text_neither_breaks_the_door_nor_checks_anybody_in(world: World, text: str) -> None:
    before = len(world.rows())
    answer = world.check_in(text, url=CHECK_IN_URL)
    if canonical_token(text) is None and text.strip().casefold() != "ws001":
        assert answer.outcome is Outcome.UNKNOWN_CODE
        assert len(world.rows()) == before


def test_the_scan_log_keeps_a_hash_of_each_code_and_never_the_code(world: World, database_url: str) -> None:
    shown = [world.make_holder(), "https://example.org/menu", "ws001", "\ud800", "x" * 9000]
    for text in (*shown, None):
        world.check_in(text)
    with foreign_program(database_url) as program:
        rows = ask_all(program, "SELECT * FROM scan_log")
        hashes = [
            row[0] for row in ask_all(program, "SELECT code_hash FROM scan_log WHERE code_hash IS NOT NULL")
        ]
    assert len(rows) == len(shown) + 1
    assert sorted(hashes) == sorted(
        sha256(text.encode("utf-8", "surrogatepass")).hexdigest() for text in shown
    )
    assert not [cell for row in rows for cell in row if cell in shown]


def test_the_scan_log_records_who_when_where_and_how(world: World) -> None:
    token, at = world.make_holder(), world.now
    stand = check_in.CheckInPoint(world.event.id, "Door A")
    check_in.check_in(world.store, stand, world.scan(token))
    world.now += timedelta(minutes=1)
    check_in.check_in(world.store, replace(stand, kiosk="Door B"), world.scan(token, Method.TYPED))
    world.now += timedelta(minutes=1)
    check_in.check_in(world.store, replace(stand, kiosk="Door C"), world.scan(None, Method.BUTTON))
    with world.store.read() as transaction:
        rows = transaction.scans.rows(world.event.id)
    assert [(row.outcome.value, row.name, row.kiosk, row.method, row.scanned_at - at) for row in rows] == [
        ("CHECKED_IN", "Ana Ionescu", "Door A", Method.CAMERA, timedelta()),
        ("ALREADY_CHECKED_IN", "Ana Ionescu", "Door B", Method.TYPED, timedelta(minutes=1)),
        ("CHECKED_IN", None, "Door C", Method.BUTTON, timedelta(minutes=2)),
    ]


def test_a_scan_that_is_tried_again_gets_the_same_answer(world: World) -> None:
    limited = world.make_event("LIST", capacity=1, has_guest_list=True)
    ana, radu = world.make_holder(), world.make_holder("Radu Pop", "radu@example.org")
    early = replace(world.scan(ana), scanned_at=world.event.opens_at - timedelta(seconds=1))
    for event, scan, outcome in (
        (world.event, early, Outcome.NOT_YET_OPEN),
        (world.event, world.scan(ana), Outcome.CHECKED_IN),
        (world.event, world.scan("nobody's"), Outcome.UNKNOWN_CODE),
        (limited, world.scan(radu), Outcome.NOT_ON_LIST),
    ):
        door = check_in.CheckInPoint(event.id, "Door A")
        answer = check_in.check_in(world.store, door, scan)
        assert answer.outcome is outcome
        assert check_in.check_in(world.store, door, replace(scan, may_be_recorded=True)) == answer


def test_a_check_in_is_rolled_back_when_its_scan_log_entry_cannot_be_written(
    world: World, database_url: str
) -> None:
    with (
        foreign_program(database_url) as program,
        refusing_inserts(program, "scan_log"),
        pytest.raises(DBAPIError, match="broken"),
    ):
        world.check_in(None)
    assert (world.rows(), world.logged()) == ([], [])
    assert world.check_in(None).is_checked_in  # Control: nothing else prevented it.
    assert (len(world.rows()), world.logged()) == (1, ["CHECKED_IN"])


@pytest.mark.complains("could not be recorded")
def test_a_check_in_succeeds_when_the_database_comes_back_in_time(world: World) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    pauses: list[float] = []
    answer = check_in.check_in_surely(
        _LosesAnswers(world.store, times=3),
        door,
        world.scan(None),
        clock=lambda: world.now,
        monotonic=lambda: 0.0,
        pause=pauses.append,
    )
    assert answer.is_checked_in
    assert len(pauses) == 2
    assert len(world.rows()) == 1


@pytest.mark.complains("could not be recorded")
def test_a_database_that_stays_unavailable_is_a_failure_and_never_an_outcome(world: World) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    lost = _LosesAnswers(world.store, times=99)
    seconds = iter(range(99))
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            door,
            world.scan(None),
            clock=lambda: world.now,
            monotonic=lambda: float(next(seconds)),
            pause=lambda _: None,
        )
    assert 99 - lost.times == check_in.PATIENCE // timedelta(seconds=1)


@pytest.mark.complains("could not be recorded")
def test_a_clock_set_back_during_an_outage_does_not_prolong_the_tries(world: World) -> None:
    lost = _LosesAnswers(world.store, times=99)
    seconds = iter(range(99))
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            check_in.CheckInPoint(world.event.id, "Door A"),
            world.scan(None),
            clock=lambda: world.now - timedelta(hours=1),
            monotonic=lambda: float(next(seconds)),
            pause=lambda _: None,
        )
    assert 99 - lost.times == check_in.PATIENCE // timedelta(seconds=1)


@pytest.mark.complains("could not be recorded")
def test_a_scan_that_waited_in_the_queue_too_long_is_tried_only_once(world: World) -> None:
    lost = _LosesAnswers(world.store, times=99)
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            check_in.CheckInPoint(world.event.id, "Door A"),
            world.scan(None),
            clock=lambda: world.now + check_in.PATIENCE,
        )
    assert lost.times == 98


@pytest.mark.complains("could not be recorded")
def test_a_fault_that_trying_again_cannot_repair_is_reported_at_once(world: World, database_url: str) -> None:
    door = check_in.CheckInPoint(world.event.id, "Door A")
    with (
        _writes_nothing(database_url) as store,
        unavailable(FileTrouble.READ_ONLY, ServerTrouble.READ_ONLY) as fault,
    ):
        check_in.check_in_surely(store, door, world.scan(None), clock=lambda: world.now, pause=_never)
    assert fault.value.is_lasting


@pytest.mark.complains("could not be recorded")
def test_a_scan_is_retried_at_once_and_then_every_half_second_for_four_seconds(world: World) -> None:
    lost, second = _LosesAnswers(world.store, times=99), iter(range(99))
    pauses: list[float] = []
    with pytest.raises(StorageUnavailable):
        check_in.check_in_surely(
            lost,
            check_in.CheckInPoint(world.event.id, "Door A"),
            world.scan(None),
            clock=lambda: world.now,
            monotonic=lambda: next(second) / 2,
            pause=pauses.append,
        )
    assert 99 - lost.times == 8
    assert pauses == [0.5] * 6  # no pause before the second try


@pytest.mark.complains("could not be recorded")
def test_a_recorded_check_in_is_answered_though_the_event_closes_before_the_next_try(
    world: World,
) -> None:
    scan = world.scan(world.make_holder())

    def close(_seconds: float) -> None:
        events.set_event_state(world.store, "WS001", EventState.CLOSED)

    answer = check_in.check_in_surely(
        _LosesAnswers(world.store, times=2),
        check_in.CheckInPoint(world.event.id, "Door A"),
        scan,
        clock=lambda: world.now,
        monotonic=lambda: 0.0,
        pause=close,
    )
    assert answer == Answer(
        Outcome.CHECKED_IN, world.event.title, name="Ana Ionescu", checked_in_at=scan.scanned_at
    )


@pytest.mark.parametrize("is_walk_in", [True, False])
def test_a_scan_with_the_id_of_another_events_row_is_not_recorded(world: World, *, is_walk_in: bool) -> None:
    other = world.make_event("WS002")
    scan = world.scan(None if is_walk_in else world.make_holder())
    check_in.check_in(world.store, check_in.CheckInPoint(other.id, "Door A"), scan)
    with unavailable(CheckInUndone):
        check_in.check_in(world.store, check_in.CheckInPoint(world.event.id, "Door A"), scan)
    assert world.rows() == []


def test_only_an_events_own_check_ins_count_towards_its_capacity(world: World) -> None:
    event = world.make_event("SMALL", capacity=3)
    world.check_in(None)  # at another event, so it takes no place at this one
    assert [world.check_in(None, event=event).outcome for _ in range(8)] == (
        [Outcome.CHECKED_IN] * 3 + [Outcome.EVENT_FULL] * 5
    )
    assert len(world.rows(event)) == 3


def test_a_deleted_event_is_refused(world: World) -> None:
    with refuses(DoorEventDeleted()):
        check_in.check_in(world.store, check_in.CheckInPoint(uuid4(), "Door A"), world.scan(None))


@contextmanager
def _writes_nothing(url: str) -> Iterator[Store]:
    """Opens the same database so that its server or file refuses writes."""
    with closing(Store.open(url)) as store:

        @listens_for(store._engine, "connect")  # noqa: SLF001 -- no option of the store makes a database read-only
        def _connect(connection: Any, _entry: object) -> None:  # noqa: ANN401 -- either driver's
            is_file = "sqlite" in type(connection).__module__
            statement = "PRAGMA query_only = ON" if is_file else "SET default_transaction_read_only = on"
            connection.execute(statement).close()
            if not is_file:
                connection.commit()

        yield store


def _never(_seconds: float) -> None:
    pytest.fail("a pause, though trying again cannot help")


class _LosesAnswers(Store):
    """A real store that loses its connection right after each of the first `times` transactions."""

    def __init__(self, store: Store, *, times: int) -> None:
        self._store = store
        self.times = times

    @contextmanager
    def write(self, *, is_patient: bool = False) -> Iterator[Transaction]:
        try:
            with self._store.write(is_patient=is_patient) as transaction:
                yield transaction
        finally:
            if self.times:
                self.times -= 1
                raise faulty(ServerTrouble.CONNECTION_LOST)
