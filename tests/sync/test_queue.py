"""The queue of a door is never stopped by one command, and survives everything but its disk."""

from uuid import uuid4

import pytest

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.command import Command, CommandKind, CommandState
from kiosk.domain.check_in.scan import Method, Outcome, Scan
from kiosk.services.live.kiosks import rename_kiosk
from kiosk.sync.syncer import NEWEST_AT_ONCE
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.sqlite_disk import sqlite_disk
from tests.sync.venue import Door, Venue
from tests.waiting import until

BACKLOG = 1000

BAD_CONTENTS: tuple[dict[str, object], ...] = (
    {},
    {"event_id": "no uuid"},
    {"event_id": None, "outcome": "CHECKED_IN"},
    {"outcome": "CHECKED_IN", "method": "TELEPATHY"},
    {"outcome": "MAYBE"},
    {"scanned_at": "yesterday evening"},
    {"scanned_at": None},
    {"kiosk": "x" * 10_000},
    {"clock_offset_ms": "1e400"},
)


def queue_bad_commands(door: Door, venue: Venue) -> None:
    good = venue.walk_in(door.name).content
    with door.store.write() as transaction:
        for bad in BAD_CONTENTS:
            content = {**good, **bad} if bad else {}
            transaction.outbox.add(Command(uuid4(), CommandKind.CHECK_IN, content))


def test_commands_that_the_centre_cannot_read_are_rejected_and_the_others_recorded(venue: Venue) -> None:
    door = venue.open_door("Door A")
    queue_bad_commands(door, venue)
    assert door.check_in(None).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    assert door.states() == [CommandState.REJECTED] * len(BAD_CONTENTS) + [CommandState.RECORDED]
    assert len(venue.rows()) == 1
    with foreign_program(door.url) as connection:
        reasons = ask_all(connection, "SELECT answer FROM outbox WHERE state = 'REJECTED'")
    assert all("INVALID" in str(reason) or "EVENT_DELETED" in str(reason) for (reason,) in reasons)


@pytest.mark.complains("an exchange with the centre failed")
def test_a_command_at_which_the_server_fails_is_parked_and_the_others_are_recorded(venue: Venue) -> None:
    door = venue.open_door("Door A")
    with foreign_program(venue.url) as connection:
        fails = "BEGIN IF NEW.kiosk = 'Door B' THEN RAISE 'broken'; END IF; RETURN NEW; END"
        run(connection, f"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ {fails} $$")
        each = "BEFORE INSERT ON attendance FOR EACH ROW EXECUTE FUNCTION broken()"
        run(connection, f"CREATE TRIGGER broken {each}")
    with door.store.write() as transaction:
        transaction.outbox.add(venue.walk_in("Door B"))
    for _ in range(3):
        door.check_in(None)
    assert until(door.is_idle, 30)
    assert sorted(door.states()) == [*[CommandState.RECORDED] * 3, CommandState.REJECTED]
    assert len(venue.rows()) == 3


def test_check_ins_of_a_door_that_lost_power_are_sent_after_its_start(venue: Venue) -> None:
    token = venue.world.make_holder()
    door = venue.door("Door A", is_started=False)
    door.start()
    assert until(door.is_open)
    door.syncer.stop()  # what follows is committed at the door, and nothing is sent before the power fails
    assert door.check_in(token).is_saved_here
    assert door.check_in(None).is_saved_here
    assert venue.rows() == []
    door.end()
    again = venue.door("Door A")
    assert until(again.is_idle)
    assert sorted(venue.rows(), key=str) == [("Ana Ionescu", "Door A"), (None, "Door A")]


def test_a_full_disk_of_a_door_does_not_count_as_an_outage_of_the_centre(venue: Venue, network: Link) -> None:
    venue.door("Door A", is_started=False).end()  # its file is there before its disk is watched
    with sqlite_disk(venue.folder) as disk:
        door = venue.open_door("Door A", network.url)
        network.silence(requests=False, replies=True)
        assert door.check_in(None).is_saved_here
        disk.fill_after(0)
        network.restore()
        assert until(lambda: disk.refused > 0)  # the centre has answered, and the answer cannot be stored
        assert door.status.is_online
        disk.make_room()
        assert until(door.is_idle)
        assert len(venue.rows()) == 1
        venue.close()


def test_a_scan_and_its_command_have_one_id_and_one_transaction(venue: Venue) -> None:
    door = venue.open_door("Door A")
    with foreign_program(door.url) as connection:
        run(
            connection,
            "CREATE TRIGGER broken BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'broken'); END",
        )
        with pytest.raises(Exception, match="broken"):
            door.check_in(None)
        assert ask(connection, "SELECT count(*) FROM attendance") == 0
        assert ask(connection, "SELECT count(*) FROM scan_log") == 0
        run(connection, "DROP TRIGGER broken")
        door.check_in(None)
        same = "SELECT count(*) FROM attendance JOIN scan_log USING (id) JOIN outbox USING (id)"
        assert ask(connection, same) == 1


def test_refusals_reach_the_centres_scan_log_too(venue: Venue) -> None:
    door = venue.open_door("Door A")
    assert door.check_in("a menu").outcome is Outcome.UNKNOWN_CODE
    assert until(door.is_idle)
    with foreign_program(venue.url) as connection:
        assert ask_all(connection, "SELECT outcome, kiosk FROM scan_log") == [("UNKNOWN_CODE", "Door A")]


def test_the_centre_sees_the_kiosk_with_what_it_has_waiting(venue: Venue) -> None:
    venue.open_door("Door A")
    with foreign_program(venue.url) as connection:
        seen = "SELECT name, version, waiting, event_id IS NOT NULL FROM kiosks WHERE event_id IS NOT NULL"
        assert until(lambda: ask_all(connection, seen) == [("Door A", "test", 0, True)], 20)


def test_a_computer_that_was_replaced_leaves_its_name_to_the_new_one(venue: Venue) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, "INSERT INTO kiosks (name, seen_at) VALUES ('Door A', now() - interval '1 hour')")
        door = venue.open_door("Door A")
        names = "SELECT name FROM kiosks WHERE event_id IS NOT NULL"
        door.check_in(None)
        assert until(lambda: ask_all(connection, names) == [("Door A",)])


def test_of_two_kiosks_with_one_name_the_second_gets_a_longer_one(venue: Venue) -> None:
    with foreign_program(venue.url) as connection:
        run(connection, "INSERT INTO kiosks (name, seen_at) VALUES ('Door A', now())")
        door = venue.open_door("Door A")
        door.check_in(None)
        own = f"Door A ({str(door.local.kiosk_id())[:8]})"
        assert until(lambda: own in {name for (name,) in ask_all(connection, "SELECT name FROM kiosks")})


def test_a_name_that_an_organizer_gives_is_on_the_next_check_ins(venue: Venue) -> None:
    door = venue.open_door("Door A")
    door.check_in(None)
    assert until(lambda: is_kiosk_at_centre(venue, "Door A"))
    rename_kiosk(venue.world.store, door.local.kiosk_id(), "Balcony stairs")
    door.check_in(None)  # this exchange brings the name
    assert until(lambda: door.status.kiosk_name == "Balcony stairs")
    door.check_in(None)
    assert until(door.is_idle)
    assert [kiosk for _name, kiosk in venue.rows()] == ["Door A", "Door A", "Balcony stairs"]


def is_kiosk_at_centre(venue: Venue, name: str) -> bool:
    with foreign_program(venue.url) as connection:
        return (name,) in ask_all(connection, "SELECT name FROM kiosks")


def test_a_live_scan_goes_ahead_of_a_backlog_and_nearly_alone(venue: Venue) -> None:
    door = venue.open_door("Door A")
    with door.store.write() as transaction:
        for _ in range(BACKLOG):
            transaction.outbox.add(venue.walk_in(door.name))
    live = uuid4()
    door.event_door.check_in(Scan(live, Method.BUTTON, None, door.syncer.now()))
    assert until(door.is_idle, 30)
    with foreign_program(venue.url) as connection:
        own = ask(connection, "SELECT xmin::text::bigint FROM ledger WHERE id = :live", live=live)
        with_it = "SELECT count(*) FROM ledger WHERE xmin::text::bigint = :own"
        before_it = "SELECT count(*) FROM ledger WHERE xmin::text::bigint < :own"
        assert ask(connection, with_it, own=own) <= NEWEST_AT_ONCE
        assert ask(connection, before_it, own=own) < BACKLOG / 2
        assert ask(connection, "SELECT count(*) FROM ledger") == BACKLOG + 1
