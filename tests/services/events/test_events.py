"""Groups, events, people and passes as an organizer makes them; wrong input is refused."""

from base64 import b64decode
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.event import EventField, EventState
from kiosk.domain.people.person import Role
from kiosk.domain.refusals.events.event_codes import CodeTaken
from kiosk.domain.refusals.events.event_fields import CapacityTooSmall, DurationOutOfRange
from kiosk.domain.refusals.events.groups import NoGroupNamed
from kiosk.domain.refusals.machine.demo import DatabaseNotEmpty
from kiosk.domain.refusals.people.people import NobodyHasAddress, NoOrganizerHasAddress
from kiosk.domain.refusals.people.sign_in import PasswordLengthOutOfRange
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.refusals.typed.texts import Blank, HasControlCharacters, TooLong
from kiosk.scanning.decoding.picture_files import decode_file
from kiosk.services.accounts import accounts
from kiosk.services.check_in.event_door import door_status, event_with_code
from kiosk.services.demo import demo
from kiosk.services.events import events
from kiosk.services.people import passes, people
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.world import NOW, PASSWORD, World
from tests.storage.raw import ask, foreign_program


def test_a_new_event_is_open_and_found_by_its_code_in_any_letter_case(world: World) -> None:
    event = world.make_event("WS-ăș")
    assert (event.state, event.code, event.group_name) == (EventState.OPEN, "WS-ăș", "Autumn series")
    assert event_with_code(world.store, " ws-ĂȘ ").id == event.id


def test_a_code_is_generated_when_none_is_chosen(world: World) -> None:
    one, other = world.make_event(None), world.make_event(None)
    assert one.code != other.code
    assert len(one.code) == 6


def test_the_same_code_in_another_letter_case_is_taken(world: World) -> None:
    with refuses(CodeTaken("ws001", by=world.event.title)):
        world.make_event("ws001")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " \t"}, Blank(EventField.TITLE)),
        ({"title": "x" * 256}, TooLong(EventField.TITLE, 256, 255)),
        ({"title": "a\nb"}, HasControlCharacters(EventField.TITLE)),
        ({"title": "a\x00b"}, HasControlCharacters(EventField.TITLE)),
        ({"duration": timedelta(0)}, DurationOutOfRange(0, 1, 1440)),
        ({"duration": timedelta(minutes=1441)}, DurationOutOfRange(1441, 1, 1440)),
        ({"duration": timedelta(seconds=90)}, DurationOutOfRange(1.5, 1, 1440)),
        ({"capacity": 0}, CapacityTooSmall()),
        ({"group": "Nobody's"}, NoGroupNamed("Nobody's")),
    ],
)
def test_an_invalid_event_is_refused(world: World, changes: dict[str, object], reason: Refusal) -> None:
    with refuses(reason):
        world.make_event("NEW", **changes)
    assert [event.code for event in events.list_events(world.store)] == ["WS001"]


@pytest.mark.parametrize("minutes", [1, 1440])
def test_an_event_lasts_from_a_minute_to_a_whole_day(world: World, minutes: int) -> None:
    event = world.make_event("NEW", duration=timedelta(minutes=minutes))
    assert event.ends_at - event.start_at == timedelta(minutes=minutes)


def test_a_code_has_up_to_50_characters(world: World) -> None:
    assert world.make_event("x" * 50).code == "x" * 50
    with refuses(TooLong(EventField.CODE, 51, 50)):
        world.make_event("y" * 51)


def test_a_new_event_follows_its_schedule_and_has_no_capacity_limit(world: World) -> None:
    event = world.make_event("NEW")
    assert (event.ignores_schedule, event.capacity, event.has_guest_list) == (False, None, False)
    assert event.opens_at == event.start_at - timedelta(minutes=30)


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b@c", "a b@example.org", "x" * 250 + "@example.org", "a@\x00.org"]
)
def test_a_malformed_address_is_refused(world: World, email: str) -> None:
    with refuses("mail"):
        people.add_participant(world.store, name="Ana", email=email)


def test_one_address_is_one_person_whatever_the_letter_case(world: World) -> None:
    world.make_holder()
    with refuses("already"):
        people.add_participant(world.store, name="Other Ana", email="ANA@EXAMPLE.ORG")


def test_an_organizers_password_is_stored_as_an_argon2id_hash(world: World) -> None:
    with refuses(PasswordLengthOutOfRange(7, 8, 1024)):
        accounts.create_organizer(world.store, name="Olga", email="o2@example.org", password=PASSWORD[:7])
    person = accounts.create_organizer(world.store, name="Olga", email="o2@example.org", password=PASSWORD)
    assert person.role is Role.EO


def test_only_an_organizer_may_have_groups(world: World) -> None:
    world.make_holder()
    with refuses(NoOrganizerHasAddress("ana@example.org")):
        events.create_group(world.store, name="Mine", organizer_email="ana@example.org")


def test_revoking_needs_a_pass_and_a_person(world: World) -> None:
    people.add_participant(world.store, name="Radu", email="radu@example.org")
    with refuses("holds no pass"):
        passes.revoke_pass(world.store, "radu@example.org", now=world.now)
    with refuses(NobodyHasAddress("nobody@example.org")):
        passes.issue_pass(world.store, "nobody@example.org", now=world.now)


def test_the_doors_view_shows_the_count_and_whether_the_event_is_open(world: World) -> None:
    world.check_in(None)
    view = door_status(world.store, world.event.id, world.now)
    assert (view.checked_in, str(view.admission)) == (1, "OPEN")
    events.set_event_state(world.store, "ws001", EventState.CLOSED)
    assert str(door_status(world.store, world.event.id, world.now).admission) == "CLOSED"


def test_a_demo_has_sixty_people_with_passes_and_can_be_opened_again_the_next_day(store: Store) -> None:
    demo.seed_demo(store, now=NOW)
    again = demo.seed_demo(store, now=NOW + timedelta(days=1))
    assert str(again.admission(NOW + timedelta(days=1))) == "OPEN"
    assert len(demo.demo_passes()) == len({each.token for each in demo.demo_passes()}) == 60
    assert demo.is_demo(store)
    with store.read() as transaction:
        assert transaction.people.count() == 61


def test_a_demo_is_refused_where_there_are_people(world: World) -> None:
    with refuses(DatabaseNotEmpty()):
        demo.seed_demo(world.store, now=NOW)
    assert not demo.is_demo(world.store)


def test_an_events_qr_is_stored_beside_it_for_other_front_ends(
    world: World, database_url: str, tmp_path: Path
) -> None:
    with foreign_program(database_url) as connection:
        url = ask(connection, "SELECT code_qr FROM events")
    head, _, body = url.partition(",")
    assert head == "data:image/png;base64"
    picture = tmp_path / "code.png"
    picture.write_bytes(b64decode(body))
    assert decode_file(picture).codes == (world.event.code,)
