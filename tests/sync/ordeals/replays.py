"""Check-ins that are sent again after they were undone, erased or forgotten at the centre."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID, uuid4

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.scan import Outcome
from kiosk.services.check_in import corrections
from kiosk.services.people.edits import delete_person
from tests.storage.raw import ask, ask_all, foreign_program, run
from tests.sync.ordeals.endured import Endured, ids_at_centre
from tests.sync.venue import Breaking, Door, Venue, whole
from tests.waiting import until

_AT_ONCE = 5
_ARRIVED_SECONDS = 0.5


def undone_after_lost_answers(
    times: int, count: int, venue: Venue, link: Link, *, forgets_answers: bool = False
) -> Endured:
    """Loses the answers to check-ins, undoes half of them at the desk, and lets the doors send all again.

    Args:
        times: How many check-ins.
        count: How many doors.
        venue: The centre.
        link: The doors' link.
        forgets_answers: The control: the centre keeps no ledger.
    """
    doors = [venue.open_door(f"Door {number}", link.url) for number in range(count)]
    wanted: set[UUID] = set()
    lost_answers = 0
    while lost_answers < times:
        assert until(lambda: all(door.status.is_online for door in doors))
        link.silence(requests=False, replies=True)
        with ThreadPoolExecutor(count) as threads:
            ids = list(threads.map(_take_one, doors))
        arrived = _arrived(ids, venue)
        lost_answers += len(arrived)
        undone = arrived[::2]
        _undo(venue, undone)
        if forgets_answers:
            with foreign_program(venue.url) as connection:
                run(connection, "DELETE FROM ledger")
        link.cut()
        link.restore()
        assert until(lambda: all(door.is_idle() for door in doors), 30)
        wanted |= set(ids) - set(undone)
    until(lambda: doors[0].attendance() == venue.attendance())
    return _found(lost_answers, wanted, venue, doors[0])


def erased_before_sending_again(
    times: int, venue: Venue, link: Link, *, breaking: Breaking = whole
) -> Endured:
    """Erases people whose check-in was sent and not answered, or not sent, and lets the door send it."""
    tokens = [venue.world.make_holder(f"Guest {number}", f"{number}@x.org") for number in range(times)]
    door = venue.open_door("Door A", link.url, breaking=breaking)
    wanted: set[UUID] = set()
    for begin in range(0, times, _AT_ONCE):
        until(lambda: door.status.is_online)
        link.silence(requests=begin % (2 * _AT_ONCE) == 0)  # the first time they do not arrive
        part = range(begin, min(begin + _AT_ONCE, times))
        wanted |= set(_check_in(door, [tokens[number] for number in part]))
        for number in part:
            _erase(venue, f"{number}@x.org", f"Guest {number}")
        link.cut()
        link.restore()
        assert until(door.is_idle, 30)
    is_forgotten = until(lambda: not _people_at(door), 10)
    found = _found(times, wanted, venue, door)
    with foreign_program(venue.url) as connection:
        named = ask(connection, "SELECT count(participant_id) FROM attendance")
    back = named + (0 if is_forgotten else _people_at(door))
    return Endured(times, found.lost + back, found.twice, note=f"{back} came back")


def restored_from_backup(times: int, venue: Venue, *, breaking: Breaking = whole) -> Endured:
    """Restores a backup that lacks check-ins, half of which had been undone, and lets the door go on."""
    door = venue.open_door("Door A", breaking=breaking)
    wanted = set(_check_in(door, [None]))
    for _ in range(-(-times // _AT_ONCE)):
        assert until(door.is_idle)
        with venue.backup():
            ids = _check_in(door, [None] * _AT_ONCE)
            assert until(door.is_idle)
            _undo(venue, ids[::2])
            wanted |= set(ids[1::2])
            assert until(lambda: door.attendance() == venue.attendance())
        wanted |= set(_check_in(door, [None]))
        assert until(door.is_idle)
        until(partial(_is_whole, wanted, venue), 5)
    return _found(times, wanted, venue, door)


def _check_in(door: Door, codes: Sequence[str | None]) -> list[UUID]:
    ids = [uuid4() for _ in codes]
    for scan_id, code in zip(ids, codes, strict=True):
        assert door.check_in(code, scan_id=scan_id).outcome is Outcome.CHECKED_IN
    return ids


def _is_whole(wanted: set[UUID], venue: Venue) -> bool:
    return set(ids_at_centre(venue.url)) == wanted


def _take_one(door: Door) -> UUID:
    return _check_in(door, [None])[0]


def _arrived(ids: Sequence[UUID], venue: Venue) -> list[UUID]:
    """Returns the check-ins that have reached the centre; a link that was just being tried sends none."""
    until(lambda: set(ids) <= set(ids_at_centre(venue.url)), _ARRIVED_SECONDS)
    known = set(ids_at_centre(venue.url))
    return [each for each in ids if each in known]


def _undo(venue: Venue, ids: Sequence[UUID]) -> None:
    for row_id in ids:
        corrections.undo_check_in(
            venue.world.store, row_id, reason="Wrong person", desk="Desk", now=venue.world.now
        )


def _erase(venue: Venue, email: str, name: str) -> None:
    with venue.world.store.read() as transaction:
        person = transaction.people.by_email(email)
    assert person is not None
    delete_person(venue.world.store, person.id, confirmed=name)


def _people_at(door: Door) -> int:
    """Returns how many people the door's own database knows."""
    with foreign_program(door.url) as connection:
        return int(ask(connection, "SELECT count(*) FROM users WHERE name LIKE 'Guest %'"))


def _found(times: int, wanted: set[UUID], venue: Venue, door: Door) -> Endured:
    """Compares the centre and the door with the check-ins that ought to be there."""
    rows = ids_at_centre(venue.url)
    with foreign_program(door.url) as connection:
        own = {UUID(str(row[0])) for row in ask_all(connection, "SELECT id FROM attendance")}
    back = len((set(rows) | own) - wanted)
    missing = len(wanted - set(rows))
    note = f"{back} came back, {missing} missing"
    return Endured(times, back + missing, len(rows) - len(set(rows)), note=note)
