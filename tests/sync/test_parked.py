"""Check-ins that the centre rejects reach the desk, and stay there until an organizer handles them."""

from uuid import UUID

import pytest

from kiosk.domain.check_in.command import CommandState
from kiosk.domain.check_in.parked import EVENT_DELETED, ParkedCheckIn
from kiosk.domain.check_in.scan import Outcome
from kiosk.services.check_in.parked import record_rejected, set_aside
from kiosk.services.events.deletions import delete_event
from kiosk.services.live.double_entries import count_calls_for_help, view_doors
from tests.storage.raw import ask_all, foreign_program, run
from tests.sync.test_queue import BAD_CONTENTS, queue_bad_commands
from tests.sync.venue import Door, Venue
from tests.waiting import until


def parked(venue: Venue) -> tuple[ParkedCheckIn, ...]:
    return view_doors(venue.world.store, venue.world.now).parked


def break_attendance(venue: Venue) -> None:
    """Makes the centre reject every check-in, as a constraint of another program would."""
    with foreign_program(venue.url) as connection:
        run(connection, "ALTER TABLE attendance ADD CONSTRAINT broken CHECK (kiosk <> 'Door A') NOT VALID")


def repair_attendance(venue: Venue) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, "ALTER TABLE attendance DROP CONSTRAINT broken")


def let_in_and_reject(venue: Venue, text: str | None) -> Door:
    """Returns a door that let somebody in whom the centre then rejected."""
    door = venue.open_door("Door A")
    break_attendance(venue)
    door.syncer.stop()
    assert door.check_in(text).is_saved_here
    again = venue.open_door("Door A")
    assert until(lambda: again.states() == [CommandState.REJECTED])
    return again


def test_a_check_in_of_a_deleted_event_reaches_the_desk_with_its_event_and_person(venue: Venue) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A")
    door.syncer.stop()
    answer = door.check_in(token)
    delete_event(venue.world.store, venue.world.event.code, confirmed=venue.world.event.code)
    assert answer.is_saved_here
    door.end()
    venue.door("Door A")
    assert until(lambda: len(parked(venue)) == 1)
    (found,) = parked(venue)
    assert (found.kiosk, found.name, found.outcome) == ("Door A", "Ana Ionescu", Outcome.CHECKED_IN)
    assert (found.event_title, found.is_event_there) == (venue.world.event.title, False)
    assert found.reason == EVENT_DELETED
    assert found.scanned_at == answer.checked_in_at
    assert not found.may_be_recorded
    assert count_calls_for_help(venue.world.store) == 1


def test_recorded_anyway_it_counts_once_with_the_time_of_the_scan_and_the_door_shows_it_no_more(
    venue: Venue,
) -> None:
    door = let_in_and_reject(venue, venue.world.make_holder())
    assert until(lambda: len(parked(venue)) == 1)
    assert door.status.rejected == 1
    (found,) = parked(venue)
    repair_attendance(venue)
    assert record_rejected(venue.world.store, found.id, "Desk").is_checked_in
    assert venue.rows() == [("Ana Ionescu", "Desk")]
    assert parked(venue) == ()
    assert until(lambda: door.status.rejected == 0, 20)
    assert door.states() == [CommandState.REJECTED], "nothing is deleted"
    with foreign_program(venue.url) as connection:
        rows = ask_all(connection, "SELECT id, timestamp FROM attendance")
        handled = ask_all(connection, "SELECT handled_as FROM parked_check_ins")
    assert rows == [(found.id, found.scanned_at)]
    assert handled == [("RECORDED",)]


def test_set_aside_it_is_kept_and_calls_nobody_any_more(venue: Venue) -> None:
    door = let_in_and_reject(venue, None)
    assert until(lambda: len(parked(venue)) == 1)
    (found,) = parked(venue)
    assert found.is_walk_in
    assert set_aside(venue.world.store, [found.id]) == 1
    assert set_aside(venue.world.store, [found.id]) == 0, "at another desk"
    assert count_calls_for_help(venue.world.store) == 0
    assert until(lambda: door.status.rejected == 0, 20)
    assert venue.rows() == []
    assert venue.count("parked_check_ins") == 1


def test_commands_that_nobody_can_read_reach_the_desk_too(venue: Venue) -> None:
    door = venue.open_door("Door A")
    queue_bad_commands(door, venue)
    assert until(door.is_idle)
    assert until(lambda: len(parked(venue)) == len(BAD_CONTENTS))
    assert not any(each.may_be_recorded for each in parked(venue) if each.scanned_at is None)


@pytest.mark.complains("the centre is another or an older one")
def test_a_centre_that_was_restored_gets_them_again(venue: Venue) -> None:
    with venue.backup():
        door = let_in_and_reject(venue, None)
        assert until(lambda: len(parked(venue)) == 1)
        ids = {each.id for each in parked(venue)}
    repair_attendance(venue)
    door.check_in("a menu")  # with this exchange the door notices
    assert until(lambda: {each.id for each in parked(venue)} == ids, 20)


@pytest.mark.complains("an exchange with the centre failed")
def test_a_command_at_which_the_server_fails_reaches_the_desk(venue: Venue) -> None:
    door = venue.open_door("Door A")
    with foreign_program(venue.url) as connection:
        fails = "BEGIN RAISE 'broken'; END"
        run(connection, f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ {fails} $$")
        each = "BEFORE INSERT ON attendance FOR EACH ROW EXECUTE FUNCTION broken()"
        run(connection, f"CREATE TRIGGER broken {each}")
    door.check_in(None)
    assert until(lambda: len(parked(venue)) == 1, 20)
    (found,) = parked(venue)
    assert isinstance(found.id, UUID)
    assert found.reason == "INVALID"
