"""The methods of each table class, on both engines."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.check_in.attendance import AttendanceRow, Earlier
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.check_in.scan_log import EVERY_LOGGED, ScanRecord
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventDetails, EventState
from kiosk.domain.group import Group
from kiosk.domain.people.passes import Renewal
from kiosk.domain.people.person import PassHolder, Person, Role
from kiosk.domain.refusals.events.event_codes import CodeTakenByUnknown
from kiosk.domain.refusals.people.people import AddressTaken
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction
from tests.refusals import refuses
from tests.storage.sample import HOUR, NO_PASSWORD, START, Sample, fill

HASH = "ab" * 32
UNSTORABLE = ("a\0b", "a\ud800b")
TOO_LONG = "x" * 256


def test_an_event_comes_back_whole_with_its_groups_name(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        event_id = transaction.events.add(
            EventDetails(
                title="T" * 255,
                start_at=START + HOUR,
                duration=timedelta(minutes=90),
                opens_before=timedelta(minutes=5),
                ignores_schedule=True,
                capacity=12,
                has_guest_list=True,
                location="Hall B",
            ),
            group_id=sample.group,
            code="عرض-🎟",
            code_qr="data:image/png;base64,AAAA",
            created_by=sample.organizer,
            state=EventState.CLOSED,
        )
        assert transaction.events.get(event_id) == Event(
            id=event_id,
            group_name="Talks",
            title="T" * 255,
            start_at=START + HOUR,
            duration=timedelta(minutes=90),
            code="عرض-🎟",
            state=EventState.CLOSED,
            opens_before=timedelta(minutes=5),
            ignores_schedule=True,
            capacity=12,
            has_guest_list=True,
            location="Hall B",
        )
        assert [event.code for event in transaction.events.all()] == ["WS001", "عرض-🎟"]
        assert transaction.events.get(uuid4()) is None


def test_an_event_is_found_by_its_code_in_any_letter_case_exact_first(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        shouted = _add_event(transaction, sample, "ÉTÉ")
        assert _found(transaction, "WS001") == _found(transaction, "ws001") == sample.event
        assert _found(transaction, "été") == shouted
        quiet = _add_event(transaction, sample, "été")
        assert (_found(transaction, "ÉTÉ"), _found(transaction, "été")) == (shouted, quiet)
        assert _found(transaction, "nobody's") is None


def test_a_taken_code_is_refused_and_the_transaction_goes_on(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        with refuses(CodeTakenByUnknown("WS001")):
            _add_event(transaction, sample, "WS001")
        _add_event(transaction, sample, "WS002")
    with store.read() as transaction:
        assert _found(transaction, "WS002") is not None


def test_the_organizers_switch_and_schedule_can_be_changed(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        transaction.events.set_state(sample.event, EventState.CLOSED)
        transaction.events.set_schedule(sample.event, START - HOUR, 2 * HOUR)
    with store.read() as transaction:
        event = transaction.events.get(sample.event)
    assert event is not None
    assert (event.state, event.start_at, event.duration) == (EventState.CLOSED, START - HOUR, 2 * HOUR)


def test_people_are_counted_and_found_by_address_in_any_letter_case(store: Store) -> None:
    sample = fill(store)
    with store.read() as transaction:
        assert transaction.people.count() == 2
        ana = Person(sample.organizer, "Ana", "ana@example.org", Role.EO)
        assert transaction.people.by_email("ana@example.org") == ana
        assert transaction.people.by_email("ANA@Example.ORG") == ana
        assert transaction.people.by_email("bo@example.org") is None


def test_a_taken_address_is_refused_and_the_transaction_goes_on(store: Store) -> None:
    fill(store)
    with store.write() as transaction:
        with refuses(AddressTaken("ana@example.org")):
            _add_person(transaction, "ana@example.org")
        _add_person(transaction, "bo@example.org")
    with store.read() as transaction:
        assert transaction.people.count() == 3


def test_groups_are_found_by_name_and_may_share_one(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        other = transaction.groups.add(name="Talks", description="More", created_by=sample.participant)
        assert set(transaction.groups.by_name("Talks")) == {
            Group(sample.group, "Talks", sample.organizer),
            Group(other, "Talks", sample.participant, "More"),
        }
        assert transaction.groups.by_name("talks") == []


def test_a_pass_is_issued_revoked_and_issued_again(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        first = Renewal(sample.participant, HASH)
        assert transaction.passes.renew([first], START) == {sample.participant}
        assert transaction.passes.holder(HASH) == PassHolder(sample.participant, "Zoë 🎟", None)
        second = Renewal(sample.participant, "cd" * 32)
        assert transaction.passes.renew([second], START) is None  # they hold a pass already
        assert transaction.passes.revoke(sample.participant, START) == 1
        assert transaction.passes.revoke(sample.participant, START + HOUR) == 0
        assert transaction.passes.renew([second], START) == {sample.participant}
    with store.read() as transaction:
        assert transaction.passes.holder(HASH) == PassHolder(sample.participant, "Zoë 🎟", START)
        assert transaction.passes.holder("cd" * 32) == PassHolder(sample.participant, "Zoë 🎟", None)
        assert transaction.passes.holder("ef" * 32) is None


def test_a_second_check_in_makes_no_row_and_the_first_is_found_with_its_time_and_kiosk(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        assert transaction.attendance.earlier(sample.event, sample.participant) is None
        assert _attend(transaction, sample, sample.participant) is not None
        assert _attend(transaction, sample, sample.participant) is None
        assert transaction.attendance.earlier(sample.event, sample.participant) == Earlier(START, "Door A")
        walk_in = _attend(transaction, sample, None)
        assert walk_in is not None
        assert transaction.attendance.count(sample.event) == 2
        transaction.attendance.take_back(walk_in)
        assert transaction.attendance.count(sample.event) == 1
        assert transaction.attendance.rows(sample.event) == [
            AttendanceRow(sample.participant, "Zoë 🎟", "zoe@example.org", START, Method.CAMERA, "Door A")
        ]
        assert transaction.attendance.rows(uuid4()) == []


def test_the_scan_log_keeps_every_answer_and_correction_in_order(store: Store) -> None:
    sample = fill(store)
    ids = [uuid4() for _ in EVERY_LOGGED]
    with store.write() as transaction:
        for number, (scan_id, outcome) in enumerate(zip(ids, EVERY_LOGGED, strict=True)):
            transaction.scans.add(
                scan_id=scan_id,
                event_id=sample.event,
                participant_id=sample.participant if number % 2 else None,
                outcome=outcome,
                method=Method.TYPED,
                kiosk="Door A",
                code_hash=HASH,
                scanned_at=START + number * HOUR,
            )
    with store.read() as transaction:
        records = transaction.scans.rows(sample.event)
        assert [(record.id, record.outcome) for record in records] == [
            (scan_id, outcome) for scan_id, outcome in zip(ids, EVERY_LOGGED, strict=True)
        ]
        assert records[1] == ScanRecord(
            id=ids[1],
            outcome=Outcome.ALREADY_CHECKED_IN,
            participant_id=sample.participant,
            name="Zoë 🎟",
            method=Method.TYPED,
            kiosk="Door A",
            scanned_at=START + HOUR,
        )
        assert records[0].name is None


def test_a_scan_that_is_decided_again_has_its_newest_outcome_in_the_log(store: Store) -> None:
    sample = fill(store)
    act = uuid4()
    for hours, outcome in ((0, Outcome.NOT_YET_OPEN), (9, Outcome.CHECKED_IN)):
        with store.write() as transaction:
            transaction.scans.add(
                scan_id=act,
                event_id=sample.event,
                participant_id=sample.participant,
                outcome=outcome,
                method=Method.CAMERA,
                kiosk="Door A",
                code_hash=HASH,
                scanned_at=START + hours * HOUR,
            )
    with store.read() as transaction:
        (record,) = transaction.scans.rows(sample.event)
    assert (record.outcome, record.scanned_at) == (Outcome.CHECKED_IN, START + 9 * HOUR)


def test_a_guest_list_knows_who_is_expected_however_often_they_are_added(store: Store) -> None:
    sample = fill(store)
    with store.write() as transaction:
        assert not transaction.guests.is_expected(sample.event, sample.participant)
        transaction.guests.add(sample.event, sample.participant)
        transaction.guests.add(sample.event, sample.participant)
        assert transaction.guests.is_expected(sample.event, sample.participant)
        assert not transaction.guests.is_expected(sample.event, sample.organizer)


def test_an_installation_remembers_the_last_value_of_a_key(store: Store) -> None:
    with store.write() as transaction:
        assert transaction.installation.get("demo") is None
        transaction.installation.set("demo", "1")
        transaction.installation.set("demo", "2")
    with store.read() as transaction:
        assert transaction.installation.get("demo") == "2"


def test_a_text_that_cannot_be_stored_is_refused(store: Store) -> None:
    sample = fill(store)
    for bad in (*UNSTORABLE, TOO_LONG, "", "  "):
        _expect_refusals(store, sample, bad)


def _expect_refusals(store: Store, sample: Sample, bad: str) -> None:
    with store.write() as transaction:
        with pytest.raises(Refused):
            _add_event(transaction, sample, bad)
        with pytest.raises(Refused):
            _add_event(transaction, sample, "WS002", title=bad)
        with pytest.raises(Refused):
            _add_person(transaction, bad)
        with pytest.raises(Refused):
            _add_person(transaction, "bo@example.org", name=bad)
        with pytest.raises(Refused):
            transaction.groups.add(name=bad, description=None, created_by=sample.organizer)
        assert transaction.people.count() == 2


def test_looking_for_what_cannot_be_stored_finds_nothing(store: Store) -> None:
    with store.read() as transaction:
        for bad in UNSTORABLE:
            assert transaction.events.by_code(bad) is None
            assert transaction.people.by_email(bad) is None
            assert transaction.groups.by_name(bad) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300))
def test_any_title_is_stored_exactly_or_refused(store: Store, words: str) -> None:
    code = uuid4().hex
    with store.write() as transaction:
        organizer = _add_person(transaction, f"{code}@example.org")
        group = transaction.groups.add(name="G", description=None, created_by=organizer)
        sample = Sample(organizer, organizer, group, group)
        try:
            _add_event(transaction, sample, code, title=words)
        except Refused:
            assert not words.strip() or len(words) > 255 or "\0" in words or not _is_unicode(words)
            return
        event = transaction.events.by_code(code)
    assert event is not None
    assert event.title == words


def _is_unicode(words: str) -> bool:
    return words.encode("utf-8", "ignore").decode() == words


def _add_event(transaction: Transaction, sample: Sample, code: str, *, title: str = "T") -> UUID:
    return transaction.events.add(
        EventDetails(title=title, start_at=START + HOUR, duration=HOUR),
        group_id=sample.group,
        code=code,
        code_qr=None,
        created_by=sample.organizer,
    )


def _add_person(transaction: Transaction, email: str, *, name: str = "Bo") -> UUID:
    return transaction.people.add(name=name, email=email, password_hash=NO_PASSWORD, role=Role.PARTICIPANT)


def _found(transaction: Transaction, code: str) -> UUID | None:
    event = transaction.events.by_code(code)
    return None if event is None else event.id


def _attend(transaction: Transaction, sample: Sample, participant: UUID | None) -> UUID | None:
    attendance_id = uuid4()
    is_new = transaction.attendance.add(
        attendance_id=attendance_id,
        event_id=sample.event,
        participant_id=participant,
        at=START,
        method=Method.CAMERA,
        kiosk="Door A",
    )
    return attendance_id if is_new else None
