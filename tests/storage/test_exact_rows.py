"""Each statement changes its own row only: rows with lower and higher ids stay as they are."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kiosk.domain.check_in.attendance import Earlier, RemovedRow
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.event import EventDetails
from kiosk.domain.people.passes import PassCursor, Renewal
from kiosk.domain.people.person import PassHolder, Role
from kiosk.domain.people.throttle import Failures
from kiosk.storage.store import Store
from tests.storage.sample import HOUR, NO_PASSWORD, START

MINUTE = timedelta(minutes=1)
FIVE = range(5)
MIDDLE = 2
"""Of five rows sorted by id: two are before it, two after."""


@dataclass(frozen=True, slots=True)
class Five:
    """Five events and five participants, each sorted by id.

    At each event each participant has a check-in, whose id, instant and kiosk follow from the two numbers.
    """

    events: list[UUID]
    people: list[UUID]

    def row(self, event: int, person: int) -> UUID:
        return UUID(int=1000 + 10 * event + person)

    def at(self, event: int, person: int) -> Earlier:
        return Earlier(START + (10 * event + person) * MINUTE, f"Door {event}{person}")


@pytest.fixture
def five(store: Store) -> Five:
    with store.write() as transaction:
        organizer = transaction.people.add(
            name="Olga", email="olga@example.org", password_hash=NO_PASSWORD, role=Role.EO
        )
        people = [
            transaction.people.add(
                name=f"Person {n}",
                email=f"p{n}@example.org",
                password_hash=NO_PASSWORD,
                role=Role.PARTICIPANT,
            )
            for n in FIVE
        ]
        group = transaction.groups.add(name="Talks", description=None, created_by=organizer)
        events = [
            transaction.events.add(
                EventDetails(title=f"Talk {n}", start_at=START, duration=HOUR),
                group_id=group,
                code=f"WS00{n}",
                code_qr=None,
                created_by=organizer,
            )
            for n in FIVE
        ]
        found = Five(sorted(events), sorted(people))
        for event in FIVE:
            for person in FIVE:
                assert add(transaction.attendance, found, event, person)
    return found


def add(attendance: object, five: Five, event: int, person: int) -> bool:
    """Inserts the check-in of a person at an event."""
    made: bool = attendance.add(  # type: ignore[attr-defined]  # the transaction's own
        attendance_id=five.row(event, person),
        event_id=five.events[event],
        participant_id=five.people[person],
        at=five.at(event, person).at,
        method=Method.CAMERA,
        kiosk=five.at(event, person).kiosk,
    )
    return made


def test_an_earlier_check_in_is_found_for_each_participant_at_each_event(store: Store, five: Five) -> None:
    with store.read() as transaction:
        for event in FIVE:
            for person in FIVE:
                found = transaction.attendance.earlier(five.events[event], five.people[person])
                assert found == five.at(event, person)
        assert transaction.attendance.earlier(five.events[0], uuid4()) is None
        assert transaction.attendance.earlier(uuid4(), five.people[0]) is None


def test_a_check_in_is_found_by_its_id_at_its_own_event_only(store: Store, five: Five) -> None:
    with store.read() as transaction:
        for event in FIVE:
            row = five.row(event, MIDDLE)
            recorded = [transaction.attendance.recorded_at(row, each) for each in five.events]
            assert recorded == [five.at(event, MIDDLE).at if each == event else None for each in FIVE]
            assert transaction.attendance.event_of(row) == five.events[event]
        unknown = UUID(int=five.row(MIDDLE, MIDDLE).int + 5)
        assert transaction.attendance.recorded_at(unknown, five.events[MIDDLE]) is None
        assert transaction.attendance.event_of(unknown) is None


def test_check_ins_are_counted_and_listed_for_each_event_by_itself(store: Store, five: Five) -> None:
    with store.write() as transaction:
        transaction.attendance.take_back(five.row(MIDDLE, 4))
        assert [transaction.attendance.count(each) for each in five.events] == [5, 5, 4, 5, 5]
        listed = [[row.participant_id for row in transaction.attendance.rows(each)] for each in five.events]
    assert listed == [five.people[:4] if each == MIDDLE else five.people for each in FIVE]


def test_taking_a_row_back_removes_no_other(store: Store, five: Five) -> None:
    with store.write() as transaction:
        transaction.attendance.take_back(five.row(MIDDLE, MIDDLE))
        transaction.attendance.take_back(UUID(int=five.row(MIDDLE, MIDDLE).int + 5))  # there is no such row
        left = [row.participant_id for row in transaction.attendance.rows(five.events[MIDDLE])]
        assert left == [five.people[n] for n in (0, 1, 3, 4)]
        assert sum(transaction.attendance.count(each) for each in five.events) == 24


def test_removing_a_row_returns_it_and_removes_no_other(store: Store, five: Five) -> None:
    gone = five.at(MIDDLE, MIDDLE)
    with store.write() as transaction:
        removed = transaction.attendance.remove(five.row(MIDDLE, MIDDLE))
        assert removed == RemovedRow(five.people[MIDDLE], gone.at, Method.CAMERA, gone.kiosk)
        assert transaction.attendance.remove(five.row(MIDDLE, MIDDLE)) is None
        assert sum(transaction.attendance.count(each) for each in five.events) == 24


def test_a_walk_in_is_named_and_its_neighbours_stay_anonymous(store: Store, five: Five) -> None:
    event, walk_ins = five.events[MIDDLE], [UUID(int=2000 + n) for n in FIVE]
    with store.write() as transaction:
        transaction.attendance.take_back(five.row(MIDDLE, 0))
        for each in walk_ins:
            transaction.attendance.add(
                attendance_id=each,
                event_id=event,
                participant_id=None,
                at=START,
                method=Method.BUTTON,
                kiosk="A",
            )
        assert transaction.attendance.name(walk_ins[MIDDLE], five.people[0]) is True
        assert transaction.attendance.name(five.row(MIDDLE, 1), five.people[0]) is False  # it has a name
        rows = transaction.attendance.rows(event)
    assert [row.participant_id for row in rows].count(None) == 4
    assert {row.participant_id for row in rows} == {None, *five.people}


def test_a_check_in_is_made_once_for_an_id_and_once_for_a_participant(store: Store, five: Five) -> None:
    with store.write() as transaction:
        assert add(transaction.attendance, five, MIDDLE, MIDDLE) is False
        assert transaction.attendance.count(five.events[MIDDLE]) == 5


def test_scans_are_listed_for_each_event_by_itself_and_with_their_own_holder(
    store: Store, five: Five
) -> None:
    with store.write() as transaction:
        for event in FIVE:
            transaction.scans.add(
                scan_id=UUID(int=3000 + event),
                event_id=five.events[event],
                participant_id=five.people[event],
                outcome=Outcome.CHECKED_IN,
                method=Method.CAMERA,
                kiosk="Door A",
                code_hash=None,
                scanned_at=START,
            )
        for event in FIVE:
            (record,) = transaction.scans.rows(five.events[event])
            assert (record.id, record.participant_id) == (UUID(int=3000 + event), five.people[event])


def issue(store: Store, five: Five) -> None:
    """Gives each participant a pass whose hash is a digit sixty-four times."""
    with store.write() as transaction:
        for n in FIVE:
            transaction.passes.renew([Renewal(five.people[n], str(n) * 64)], START + n * MINUTE)


def test_a_token_belongs_to_its_holder_only(store: Store, five: Five) -> None:
    issue(store, five)
    with store.read() as transaction:
        for n in FIVE:
            person = transaction.people.get(five.people[n])
            assert person is not None
            assert transaction.passes.holder(str(n) * 64) == PassHolder(person.id, person.name, None)
        assert transaction.passes.holder("25" * 32) is None


def test_revoking_a_pass_changes_no_other(store: Store, five: Five) -> None:
    issue(store, five)
    with store.write() as transaction:
        assert transaction.passes.revoke(five.people[MIDDLE], START + HOUR) == 1
        assert transaction.passes.revoke(five.people[MIDDLE], START + 2 * HOUR) == 0
        assert set(transaction.passes.live(five.people)) == {five.people[n] for n in (0, 1, 3, 4)}
        holder = transaction.passes.holder(str(MIDDLE) * 64)
    assert holder is not None
    assert holder.revoked_at == START + HOUR


def test_renewing_a_pass_changes_no_other(store: Store, five: Five) -> None:
    issue(store, five)
    with store.write() as transaction:
        seen = transaction.passes.live([five.people[MIDDLE]])[five.people[MIDDLE]][0]
        renewal = Renewal(five.people[MIDDLE], "f" * 64, frozenset({seen.id}))
        assert transaction.passes.renew([renewal], START + HOUR) == {five.people[MIDDLE]}
        issued_at = [transaction.passes.live(five.people)[each][0].issued_at for each in five.people]
    assert issued_at == [START + (HOUR if n == MIDDLE else n * MINUTE) for n in FIVE]


def test_a_persons_passes_are_listed_page_by_page_though_all_were_issued_at_one_instant(
    store: Store, five: Five
) -> None:
    issue(store, five)
    person = five.people[MIDDLE]
    with store.write() as transaction:
        for n in range(6):
            transaction.passes.revoke(person, START + HOUR)
            transaction.passes.renew([Renewal(person, f"a{n:063x}")], START + HOUR)
        pages, after = [], None
        for _ in range(4):
            page = transaction.passes.history(person, after=after, limit=2)
            pages.append(page.rows)
            after = page.following
    assert [len(each) for each in pages] == [2, 2, 2, 1]
    assert after is None
    listed = [each for page in pages for each in page]
    assert [each.issued_at for each in listed] == [START + HOUR] * 6 + [START + MIDDLE * MINUTE]
    assert [each.id for each in listed[:6]] == sorted((each.id for each in listed[:6]), reverse=True)


def test_a_last_page_that_is_just_full_is_followed_by_none(store: Store, five: Five) -> None:
    issue(store, five)
    with store.read() as transaction:
        page = transaction.passes.history(five.people[0], after=None, limit=1)
        later = PassCursor(START - MINUTE, UUID(int=0))
        assert (len(page.rows), page.following) == (1, None)
        assert transaction.passes.history(five.people[0], after=later, limit=1).rows == ()


def test_failures_are_kept_and_forgotten_for_each_address_by_itself(store: Store) -> None:
    addresses = [f"p{n}@example.org" for n in range(8)]
    counted = {each: Failures(number + 1, START) for number, each in enumerate(addresses)}
    with store.write() as transaction:
        for each in addresses:
            transaction.sign_in_failures.lock_for_update(each, START)
        for each in addresses:
            transaction.sign_in_failures.keep(each, counted[each])
        assert transaction.sign_in_failures.of(addresses) == counted
        for each in addresses:
            assert transaction.sign_in_failures.clear(each) == counted.pop(each).count
            assert transaction.sign_in_failures.of(addresses) == counted
