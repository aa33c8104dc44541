"""Every change that an organizer makes is in the audit: who, when, before and after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.change import AuditEntry, AuditFilter, ChangeKind, SubjectKind
from kiosk.domain.errors import Refused
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Person, Role
from kiosk.domain.recurrence import Recurrence, Weekday
from kiosk.domain.refusals.machine.demo import DatabaseNotEmpty
from kiosk.services.accounts import accounts, invitations, sharing
from kiosk.services.accounts.passwords import hash_password
from kiosk.services.demo import demo
from kiosk.services.events import copies, deletions, events, groups, series
from kiosk.services.events.edits import edit_event
from kiosk.services.history.changes import list_authors, list_changes
from kiosk.services.importing.imports import write_people
from kiosk.services.importing.people_files import read_people
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import passes, people
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.accounts.hashes import OURS
from tests.services.world import NOW, PASSWORD, World

ZONE = ZoneInfo("Europe/Bucharest")
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(world: World) -> Store:
    """Returns the store as Olga uses it."""
    with world.store.read() as transaction:
        olga = transaction.people.by_email("olga@example.org")
    assert olga is not None
    return world.store.acting_for(olga)


def test_every_change_leaves_an_audit_entry(
    world: World, desk: Store, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    people.add_participant(world.store, name="Ana", email="ana@example.org")
    group = groups.view_group(desk, "Autumn series")
    file = tmp_path / "people.csv"
    file.write_text("Name,E-mail\nZoë,zoe@example.org\nAna,ana@example.org\nBad,nothing\n", encoding="utf-8")
    new = events.NewEvent(
        group="Autumn series", title="Polars", start_at=NOW + HOUR, duration=HOUR, code="POL", capacity=9
    )
    actions: list[tuple[ChangeKind, Callable[[], object], dict[str, object], dict[str, object]]] = [
        (ChangeKind.GROUP_CREATED, lambda: events.create_group(desk, name="G"), {}, {"name": "G"}),
        (
            ChangeKind.GROUP_EDITED,
            lambda: groups.edit_group(desk, group, replace(group, description="Talks")),
            {"description": None},
            {"description": "Talks"},
        ),
        (
            ChangeKind.EVENT_CREATED,
            lambda: events.create_event(desk, new),
            {},
            {"title": "Polars", "code": "POL", "capacity": 9, "duration": 60, "group": "Autumn series"},
        ),
        (
            ChangeKind.EVENT_CLOSED,
            lambda: events.set_event_state(desk, "WS001", EventState.CLOSED),
            {"state": "OPEN"},
            {"state": "CLOSED"},
        ),
        (
            ChangeKind.EVENT_OPENED,
            lambda: events.set_event_state(desk, "WS001", EventState.OPEN),
            {"state": "CLOSED"},
            {"state": "OPEN"},
        ),
        (
            ChangeKind.EVENT_EDITED,
            lambda: edit_event(desk, world.event, replace(world.event, start_at=NOW, location="Hall B")),
            {"start_at": "2026-11-26T16:30:00+00:00", "location": None},
            {"start_at": "2026-11-26T16:24:00+00:00", "location": "Hall B"},
        ),
        (
            ChangeKind.EVENT_COPIED,
            lambda: copies.duplicate_event(desk, "WS001", start_at=NOW, new_code="WS002"),
            {},
            {"code": "WS002", "copied_from": world.event.title},
        ),
        (
            ChangeKind.SERIES_CREATED,
            lambda: series.repeat_event(desk, "POL", Recurrence(frozenset({Weekday.THU}), count=4), ZONE),
            {},
            {"repeated": "Polars", "events": 3},
        ),
        (
            ChangeKind.SHARED,
            lambda: sharing.share_group(desk, group.id, "bo@example.org"),
            {},
            {"organizer": "Bo", "email": "bo@example.org"},
        ),
        (
            ChangeKind.UNSHARED,
            lambda: sharing.unshare_group(desk, group.id, "bo@example.org"),
            {"organizer": "Bo", "email": "bo@example.org"},
            {},
        ),
        (
            ChangeKind.GUESTS_ADDED,
            lambda: guests.add_guest(desk, "WS001", "ana@example.org"),
            {},
            {"guests": ["Ana"]},
        ),
        (
            ChangeKind.GUESTS_REMOVED,
            lambda: guests.remove_guest(desk, "WS001", "ana@example.org"),
            {"guests": ["Ana"]},
            {},
        ),
        (
            ChangeKind.PERSON_ADDED,
            lambda: people.add_participant(desk, name="Mia", email="mia@example.org"),
            {},
            {"name": "Mia", "email": "mia@example.org"},
        ),
        (
            ChangeKind.PEOPLE_IMPORTED,
            lambda: write_people(desk, read_people(file)),
            {},
            {"new": 1, "known": 1, "refused": 1},
        ),
        (
            ChangeKind.PASS_ISSUED,
            lambda: passes.issue_pass(desk, "ana@example.org", now=NOW),
            {},
            {"replaced": False},
        ),
        (ChangeKind.PASS_REVOKED, lambda: passes.revoke_pass(desk, "ana@example.org", now=NOW), {}, {}),
        (
            ChangeKind.ORGANIZER_ADDED,
            lambda: invitations.invite_organizer(desk, name="Ina", email="ina@example.org"),
            {},
            {"name": "Ina", "email": "ina@example.org"},
        ),
        (
            ChangeKind.EVENT_DELETED,
            lambda: deletions.delete_event(desk, "WS002", confirmed="WS002"),
            {"title": world.event.title, "check_ins": 0},
            {},
        ),
        (
            ChangeKind.GROUP_DELETED,
            lambda: deletions.delete_group(desk, "G", confirmed="G"),
            {"name": "G", "events": 0},
            {},
        ),
    ]
    with world.store.write() as transaction:
        transaction.people.add(name="Bo", email="bo@example.org", password_hash="!", role=Role.EO)  # noqa: S106 -- no hash
    for kind, act, before, after in actions:
        with subtests.test(kind):
            count = len(_all(world.store))
            act()
            found = _all(world.store)
            assert len(found) == count + 1
            change = found[0]
            assert (change.kind, change.organizer_name) == (kind, "Olga")
            assert before.items() <= (change.before or {}).items()
            assert after.items() <= (change.after or {}).items()
    untested = {
        ChangeKind.PASSWORD_CHANGED,  # in a test below
        ChangeKind.DEMO_LOADED,  # in a test below
        *(ChangeKind.CHECKED_IN, ChangeKind.CHECK_IN_UNDONE, ChangeKind.WALK_IN_NAMED),
        *(ChangeKind.GROUP_COPIED, ChangeKind.PERSON_EDITED, ChangeKind.PERSON_DELETED),
        # These four are in tests/services/live.
        *(ChangeKind.KIOSK_CHANGED, ChangeKind.KIOSK_FORGOTTEN, ChangeKind.DOUBLE_ENTRY_SETTLED),
        ChangeKind.CHECK_IN_SET_ASIDE,
        # These three need a PostgreSQL server, and are in tests/sync/test_pairing.py.
        *(ChangeKind.PAIRING_OFFERED, ChangeKind.KIOSK_REVOKED, ChangeKind.KIOSK_LOGIN_DROPPED),
        ChangeKind.OTHER,
    }
    assert {action[0] for action in actions} | untested == set(ChangeKind)


def test_an_action_that_changes_nothing_leaves_no_audit_entry(world: World, desk: Store) -> None:
    group = groups.view_group(desk, "Autumn series")
    people.add_participant(world.store, name="Ana", email="ana@example.org")
    guests.add_guest(desk, "WS001", "ana@example.org")
    count = len(_all(world.store))
    guests.add_guest(desk, "WS001", "ana@example.org")
    events.set_event_state(desk, "WS001", EventState.OPEN)
    edit_event(desk, world.event, world.event)
    groups.edit_group(desk, group, group)
    with pytest.raises(Refused):
        deletions.delete_event(desk, "WS001", confirmed="no")
    with pytest.raises(Refused):
        passes.revoke_pass(desk, "ana@example.org", now=NOW)
    assert len(_all(world.store)) == count


def test_no_password_and_no_hash_is_ever_in_the_audit(world: World, desk: Store) -> None:
    person = accounts.create_organizer(world.store, name="Bo", email="bo@example.org", password=PASSWORD)
    acting = world.store.acting_for(person)
    accounts.change_password(acting, person, PASSWORD, "another horse", now=NOW)
    accounts.reset_password(world.store, "bo@example.org", "third horse!")
    invitation = invitations.invite_organizer(desk, name="Ina", email="ina@example.org")
    found = _all(world.store)
    kinds = [change.kind for change in found[:4]]
    assert kinds == [
        ChangeKind.ORGANIZER_ADDED,
        ChangeKind.PASSWORD_CHANGED,
        ChangeKind.PASSWORD_CHANGED,
        ChangeKind.ORGANIZER_ADDED,
    ]
    assert [change.organizer_name for change in found[:4]] == ["Olga", "terminal", "Bo", "terminal"]
    whole = repr(found)
    for secret in (PASSWORD, "another horse", "third horse!", invitation.password, "$argon2"):
        assert secret not in whole


def test_signing_in_is_not_in_the_audit(world: World) -> None:
    accounts.create_organizer(world.store, name="Bo", email="bo@example.org", password=PASSWORD)
    count = len(_all(world.store))
    accounts.sign_in(world.store, "bo@example.org", PASSWORD, now=NOW)
    assert len(_all(world.store)) == count


def test_organizers_see_changes_of_their_own_and_shared_events_and_of_people(
    world: World, desk: Store
) -> None:
    with world.store.write() as transaction:
        bo_id = transaction.people.add(name="Bo", email="b@example.org", password_hash="!", role=Role.EO)  # noqa: S106 -- no hash
    bos = world.store.acting_for(Person(bo_id, "Bo", "b@example.org", Role.EO))
    people.add_participant(desk, name="Ana", email="ana@example.org")
    events.set_event_state(desk, "WS001", EventState.CLOSED)
    events.create_group(bos, name="Bo's")
    assert _kinds(bos) == {ChangeKind.PERSON_ADDED, ChangeKind.GROUP_CREATED}
    assert list_authors(bos) == ("Bo", "Olga")
    sharing.share_event(desk, world.event.id, "b@example.org")
    assert ChangeKind.EVENT_CLOSED in _kinds(bos)
    assert not any(change.subject.name == "Bo's" for change in _all(desk))


def test_pages_of_the_audit_are_complete_and_newest_first(desk: Store) -> None:
    for number in range(7):
        events.create_group(desk, name=f"Group {number}")
    wanted = AuditFilter(words="group ")
    first = list_changes(desk, wanted, None, 5)
    rest = list_changes(desk, wanted, first.following, 5)
    names = [change.subject.name for change in (*first.rows, *rest.rows)]
    assert names == [f"Group {number}" for number in range(6, -1, -1)]
    assert rest.following is None


def test_the_first_organizer_can_load_the_demo(store: Store) -> None:
    kept = hash_password(PASSWORD)
    with store.write() as transaction:
        person_id = transaction.people.add(name="Ada", email="ada@x.org", password_hash=kept, role=Role.EO)
    desk = store.acting_for(Person(person_id, "Ada", "ada@x.org", Role.EO))
    event = demo.seed_demo(desk, now=NOW)
    assert [each.code for each in events.list_events(desk)] == [event.code]
    assert _kinds(desk) == {ChangeKind.DEMO_LOADED}
    assert accounts.sign_in(store, "ada@x.org", PASSWORD, now=NOW).id == person_id
    again = demo.seed_demo(desk, now=NOW + HOUR)
    assert again.id == event.id


def test_a_demo_is_refused_where_somebody_made_a_group(desk: Store) -> None:
    with refuses(DatabaseNotEmpty()):
        demo.seed_demo(desk, now=NOW)  # she is the only person, but has a group


def test_an_invited_organizer_signs_in_with_the_password_shown_and_changes_it(
    world: World, desk: Store
) -> None:
    invitation = invitations.invite_organizer(desk, name=" Ina ", email="INA@Example.org")
    assert (invitation.person.name, invitation.person.email) == ("Ina", "INA@example.org")
    ina = accounts.sign_in(world.store, "ina@example.org", invitation.password, now=NOW)
    assert accounts.must_change_password(world.store, ina)
    with refuses("present password"):
        accounts.change_password(world.store, ina, invitation.password, invitation.password, now=NOW)
    accounts.change_password(world.store, ina, invitation.password, PASSWORD, now=NOW)
    assert not accounts.must_change_password(world.store, ina)
    assert accounts.sign_in(world.store, "ina@example.org", PASSWORD, now=NOW) == ina


def test_a_participant_who_is_invited_becomes_an_organizer_and_stays_who_they_are(
    world: World, desk: Store
) -> None:
    ana = people.add_participant(world.store, name="Ana", email="ana@example.org")
    invitation = invitations.invite_organizer(desk, name="A. Ionescu", email="ana@example.org")
    assert (invitation.person.id, invitation.person.name) == (ana.id, "Ana")
    signed_in = accounts.sign_in(world.store, "ana@example.org", invitation.password, now=NOW)
    assert signed_in.is_organizer
    assert accounts.must_change_password(world.store, signed_in)
    with world.store.read() as transaction:
        newest, _ = transaction.changes.page(AuditFilter(), after=None, size=1)
    assert (newest[0].kind, newest[0].after) == (ChangeKind.ORGANIZER_ADDED, {"role": "EO"})


def test_each_address_is_invited_once_and_each_time_with_another_password(world: World, desk: Store) -> None:
    first = invitations.invite_organizer(desk, name="Ina", email="ina@example.org")
    second = invitations.invite_organizer(desk, name="Mia", email="mia@example.org")
    assert first.password != second.password
    with world.store.write() as transaction:
        transaction.people.add(name="Ana", email="ana@example.org", password_hash=OURS, role=Role.PARTICIPANT)
    for email, sentence in (
        ("ina@example.org", "already and is an organizer"),
        ("ana@example.org", "a password of their own in another program"),
        ("nothing", "is not an e-mail address"),
    ):
        with refuses(sentence):
            invitations.invite_organizer(desk, name="X", email=email)


def _all(store: Store) -> list[AuditEntry]:
    return list(list_changes(store, AuditFilter(), None, 500).rows)


def _kinds(store: Store) -> set[ChangeKind]:
    return {change.kind for change in _all(store) if change.subject.kind is not SubjectKind.KIOSK}
