"""Each check-in counts once, whatever was lost, undone, deleted or restored in between."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.command import CommandAnswer, CommandState, Verdict
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.services.check_in import corrections
from kiosk.services.events.deletions import delete_event
from kiosk.services.live.double_entries import view_doors
from kiosk.services.people.edits import delete_person
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.ordeals.same_pass import at_the_same_moment
from tests.sync.venue import Venue, cut_off
from tests.waiting import until


def recorded(answers: list[Answer]) -> int:
    """Returns how many screens said Recorded."""
    return sum(each.is_checked_in and not each.is_saved_here for each in answers)


def test_of_many_doors_at_the_same_moment_one_shows_recorded(venue: Venue) -> None:
    names = [f"Guest {number}" for number in range(8)]
    tokens = [venue.world.make_holder(name, f"{name[-1]}@x.org") for name in names]
    doors = [venue.open_door(f"Door {number}") for number in range(4)]
    assert max(recorded(at_the_same_moment(doors, token)) for token in tokens) <= 1
    assert all(until(door.is_idle) for door in doors)
    assert Counter(name for name, _kiosk in venue.rows()) == Counter(names)


def test_without_the_wait_for_the_centre_two_would_show_recorded(
    venue: Venue, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = venue.world.make_holder()
    doors = [venue.open_door(f"Door {number}") for number in range(4)]

    @contextmanager
    def expecting(command_id: UUID) -> Iterator[Callable[[], CommandAnswer | None]]:
        yield lambda: CommandAnswer(command_id, Verdict.RECORDED)

    for door in doors:
        monkeypatch.setattr(door.syncer, "expecting", expecting)
    assert recorded(at_the_same_moment(doors, token)) > 1


@cut_off
def test_two_doors_that_were_cut_off_let_both_in_and_the_organizer_is_shown_both(
    venue: Venue, network: Link
) -> None:
    token = venue.world.make_holder()
    first, second = venue.open_door("Door A"), venue.open_door("Door B", network.url)
    network.silence()
    assert first.check_in(token).outcome is Outcome.CHECKED_IN
    assert second.check_in(token).is_saved_here
    network.cut()
    network.restore()
    assert until(second.is_idle)
    assert second.states() == [CommandState.DUPLICATE, CommandState.RECORDED]  # the second: what was shown
    assert venue.rows() == [("Ana Ionescu", "Door A")]
    with foreign_program(venue.url) as connection:
        assert ask(connection, "SELECT outcome FROM scan_log WHERE kiosk = 'Door B'") == "ALREADY_CHECKED_IN"
        assert ask(connection, "SELECT shown_outcome FROM scan_log WHERE kiosk = 'Door B'") == "CHECKED_IN"
    assert (first.status.late_duplicates, second.status.late_duplicates) == (0, 1)
    (entry,) = view_doors(venue.world.store, venue.world.now).double_entries
    assert (entry.name, entry.counted_kiosk, entry.again_kiosk) == ("Ana Ionescu", "Door A", "Door B")
    again = second.check_in(token)
    assert (again.outcome, again.kiosk) == (Outcome.ALREADY_CHECKED_IN, "Door A")


@cut_off
def test_an_undone_check_in_does_not_come_back_when_its_answer_was_lost(venue: Venue, network: Link) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A", network.url)
    network.silence(requests=False, replies=True)
    assert door.check_in(token).is_saved_here
    assert until(lambda: len(venue.rows()) == 1)  # it arrived; its answer does not
    undo_all(venue)
    network.cut()
    network.restore()
    assert until(door.is_idle)
    assert venue.rows() == []
    assert until(lambda: door.attendance() == set())
    assert door.check_in(token).outcome is Outcome.CHECKED_IN  # an undone guest may enter again


@cut_off
def test_the_check_in_of_an_erased_person_stays_without_a_name(venue: Venue, network: Link) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A", network.url)
    network.silence()
    assert door.check_in(token).is_saved_here
    with venue.world.store.read() as transaction:
        person = transaction.people.by_email("ana@example.org")
    assert person is not None
    delete_person(venue.world.store, person.id, confirmed=person.name)
    network.cut()
    network.restore()
    assert until(door.is_idle)
    assert venue.rows() == [(None, "Door A")]


@cut_off
def test_check_ins_of_a_deleted_event_are_parked_and_stop_nothing(venue: Venue, network: Link) -> None:
    other = venue.world.make_event("OTHER")
    door = venue.open_door("Door A", network.url)
    network.silence()
    assert door.check_in(None).is_saved_here
    delete_event(venue.world.store, other.code, confirmed=other.code)
    delete_event(venue.world.store, venue.world.event.code, confirmed=venue.world.event.code)
    network.cut()
    network.restore()
    assert until(lambda: door.states() == [CommandState.REJECTED])
    assert until(lambda: door.status.rejected == 1)


@pytest.mark.complains("the centre is another or an older one")
def test_a_centre_that_was_restored_from_a_backup_gets_everything_again(venue: Venue) -> None:
    tokens = [venue.world.make_holder(name, f"{name}@x.org") for name in ("Ana", "Bo", "Cy")]
    door = venue.open_door("Door A")
    door.check_in(tokens[0])
    assert until(door.is_idle)
    with venue.backup():
        door.check_in(tokens[1])
        door.check_in(tokens[2])
        assert until(door.is_idle)
        undo_all(venue, "Cy")
        assert until(lambda: len(door.attendance()) == 2)
    door.check_in(None)  # the next exchange shows that this centre is older
    assert until(
        lambda: (
            sorted(map(str, venue.rows())) == ["('Ana', 'Door A')", "('Bo', 'Door A')", "(None, 'Door A')"]
        )
    )
    assert until(door.is_idle)


@pytest.mark.complains("the centre is another or an older one")
def test_what_an_older_centre_lacks_is_not_taken_for_undone_by_a_door_that_reads_its_whole_list(
    venue: Venue,
) -> None:
    token = venue.world.make_holder()
    door = venue.open_door("Door A")
    door.check_in("a menu")
    assert until(door.is_idle)
    with venue.backup():
        door.check_in(token)
        assert until(door.is_idle)
    with foreign_program(venue.url) as connection:  # as on another server, whose log begins later
        begins = "SELECT 'change_log_begins', pg_snapshot_xmax(pg_current_snapshot())::text"
        on_conflict = "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        run(connection, f"INSERT INTO installation (key, value) {begins} {on_conflict}")
        run(connection, "UPDATE events SET title = 'Restored'")
    assert until(lambda: venue.rows() == [("Ana Ionescu", "Door A")])
    assert until(lambda: door.event_door.view().event.title == "Restored")


def undo_all(venue: Venue, name: str | None = None) -> None:
    """Undoes check-ins at the desk: all, or those of one person."""
    with venue.world.store.read() as transaction:
        rows = transaction.live.arrivals(venue.world.event.id, (), before=None, limit=100).rows
    for row in rows:
        if name in {None, row.name}:
            corrections.undo_check_in(
                venue.world.store, row.id, reason="Wrong person", desk="Desk", now=venue.world.now
            )


@pytest.mark.complains("another or an older one")
def test_what_was_undone_after_a_backup_is_undone_again_when_the_backup_is_restored(venue: Venue) -> None:
    door = venue.open_door("Door A")
    assert door.check_in(None).is_checked_in
    assert until(door.is_idle)
    with foreign_program(venue.url) as program:
        (backup,) = ask_all(program, "SELECT id, event_id, timestamp FROM attendance")
        run(program, "DELETE FROM attendance")
        assert until(lambda: not door.attendance())
        restore = "INSERT INTO attendance (id, event_id, timestamp) VALUES (:row_id, :event_id, :at)"
        door.syncer.stop()
        run(program, restore, row_id=backup[0], event_id=backup[1], at=backup[2])
        run(program, "UPDATE kiosks SET reports = 0")  # as a backup from before has it
        again = venue.door("Door A")
        assert until(lambda: ask(program, "SELECT count(*) FROM attendance") == 0)
        assert until(again.is_idle)
        assert not again.attendance()
