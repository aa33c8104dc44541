"""The check-in rule, on SQLite and on PostgreSQL: every outcome and exactly the rows that it leaves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.event import EventState
from kiosk.domain.faults.storage import CheckInUndone
from kiosk.domain.people.passes import canonical_token, mint_token, printed_token
from kiosk.domain.refusals.events.events import DoorEventDeleted
from kiosk.services.check_in import check_in
from kiosk.services.events import events
from kiosk.services.people import passes
from tests.refusals import refuses
from tests.services.world import CHECK_IN_URL, World
from tests.storage.raw import add_pass, foreign_program
from tests.storage_faults import unavailable


def second_check_in(world: World) -> Answer:
    token = world.make_holder()
    world.check_in(token)
    return world.check_in(token)


def check_in_at_closed_event(world: World) -> Answer:
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    return world.check_in(None)


def check_in_before_opening(world: World) -> Answer:
    world.now = world.event.opens_at - timedelta(seconds=1)
    return world.check_in(None)


def check_in_at_full_event(world: World) -> Answer:
    event = world.make_event("SMALL", capacity=1)
    world.check_in(None, event=event)
    return world.check_in(None, event=event)


def check_in_without_being_listed(world: World) -> Answer:
    return world.check_in(None, event=world.make_event("LISTED", has_guest_list=True))


def check_in_with_replaced_pass(world: World) -> Answer:
    token = world.make_holder()
    passes.issue_pass(world.store, "ana@example.org", now=world.now)
    return world.check_in(token)


WAYS: dict[Outcome, Callable[[World], Answer]] = {
    Outcome.CHECKED_IN: lambda world: world.check_in(None),
    Outcome.ALREADY_CHECKED_IN: second_check_in,
    Outcome.EVENT_CLOSED: check_in_at_closed_event,
    Outcome.NOT_YET_OPEN: check_in_before_opening,
    Outcome.EVENT_FULL: check_in_at_full_event,
    Outcome.NOT_ON_LIST: check_in_without_being_listed,
    Outcome.PASS_REVOKED: check_in_with_replaced_pass,
    Outcome.UNKNOWN_CODE: lambda world: world.check_in("a menu"),
}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_reached(world: World, outcome: Outcome) -> None:
    assert outcome in WAYS, f"add to WAYS how somebody gets the answer {outcome}"
    assert WAYS[outcome](world).outcome is outcome, "kiosk/services/check_in/check_in.py answers otherwise"


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


def test_each_of_several_live_passes_lets_its_holder_in_once(world: World, database_url: str) -> None:
    first, second = world.make_holder(), mint_token()
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", second)
    assert world.check_in(second).is_checked_in
    assert world.check_in(first).outcome is Outcome.ALREADY_CHECKED_IN
    passes.revoke_pass(world.store, "ana@example.org", now=world.now)
    assert {world.check_in(each).outcome for each in (first, second)} == {Outcome.PASS_REVOKED}


def test_a_pass_for_one_event_is_refused_at_every_other_one(world: World, database_url: str) -> None:
    world.make_holder()
    other, token = world.make_event("OTHER"), mint_token()
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", token, "OTHER")
    answer = world.check_in(token)
    assert (answer.outcome, answer.is_for_another_event, answer.name) == (Outcome.NOT_ON_LIST, True, None)
    assert world.rows() == []
    assert world.logged() == ["NOT_ON_LIST"]
    assert world.check_in(token, event=other).name == "Ana Ionescu"


def test_a_code_that_is_a_pass_of_several_people_stands_for_the_one_of_the_event(
    world: World, database_url: str
) -> None:
    world.make_holder()
    world.make_holder("Bo", "bo@example.org")
    world.make_holder("Cy", "cy@example.org")
    other, third, token = world.make_event("OTHER"), world.make_event("THIRD"), mint_token()
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", token, "WS001")
        add_pass(connection, "bo@example.org", token, "OTHER")
        add_pass(connection, "cy@example.org", token)
    named = [world.check_in(token, event=event).name for event in (world.event, other, third)]
    assert named == ["Ana Ionescu", "Bo", "Cy"]


def test_a_closed_event_answers_so_to_a_pass_for_another_one(world: World, database_url: str) -> None:
    world.make_holder()
    world.make_event("OTHER")
    token = mint_token()
    with foreign_program(database_url) as connection:
        add_pass(connection, "ana@example.org", token, "OTHER")
    events.set_event_state(world.store, "WS001", EventState.CLOSED)
    answer = world.check_in(token)
    assert (answer.outcome, answer.is_for_another_event) == (Outcome.EVENT_CLOSED, False)


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
