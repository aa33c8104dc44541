"""A door that works on the central database itself is moved to another event, and reports its camera."""

import pytest

from kiosk.domain.check_in.kiosk import KioskCamera
from kiosk.domain.event import Event
from kiosk.domain.refusals.events.events import EventNotThere
from kiosk.domain.refusals.machine.kiosks import KioskForgotten
from kiosk.services.check_in.event_door import EventDoor
from kiosk.services.events.deletions import delete_event
from kiosk.services.live.kiosks import list_kiosks, move_kiosk
from tests.refusals import refuses
from tests.services.live.test_double_entries import STRANGER
from tests.services.world import World


def door_of(world: World, code: str = "WS001") -> EventDoor:
    """Returns a door that was just started and has reported."""
    door = EventDoor(world.store, code, "Door A", None, lambda: world.now)
    door.view()
    door.report_presence()
    return door


def move(world: World, event: Event) -> bool:
    (kiosk,) = list_kiosks(world.store)
    return move_kiosk(world.store, kiosk.id, event.id)


@pytest.fixture
def keynote(world: World) -> Event:
    return world.make_event("WS002", title="Keynote")


def test_a_door_shows_the_other_event_when_its_screen_follows(world: World, keynote: Event) -> None:
    door = door_of(world)
    assert move(world, keynote)
    assert (door.view().event.code, door.view().moves_to) == ("WS001", keynote.id)
    door.move(keynote.id)
    assert (door.view().event.code, door.view().moves_to) == ("WS002", None)
    (kiosk,) = list_kiosks(world.store)
    assert (kiosk.event_title, kiosk.moves_to) == ("Keynote", None)
    assert not move(world, keynote), "it shows this event"


def test_a_moved_door_stays_so_until_it_is_started_with_another_code(world: World, keynote: Event) -> None:
    door = door_of(world)
    move(world, keynote)
    door.move(keynote.id)
    assert door_of(world, "ws001").view().event == keynote
    panel = world.make_event("WS003", title="Panel")
    assert door_of(world, "WS003").view().event == panel


def test_a_moved_door_whose_event_was_deleted_shows_its_own_one_after_a_start(
    world: World, keynote: Event
) -> None:
    door = door_of(world)
    move(world, keynote)
    door.move(keynote.id)
    delete_event(world.store, "WS002", confirmed="WS002")
    assert door_of(world).view().event.code == "WS001"


def test_a_move_that_was_not_carried_out_is_taken_back(world: World, keynote: Event) -> None:
    door = door_of(world)
    move(world, keynote)
    assert not move(world, world.event)
    assert door.view().moves_to is None


def test_a_kiosk_is_moved_only_to_an_event_that_the_organizer_sees(world: World, keynote: Event) -> None:
    door_of(world)
    (kiosk,) = list_kiosks(world.store)
    with refuses(EventNotThere()):
        move_kiosk(world.store.acting_for(STRANGER), kiosk.id, keynote.id)
    with refuses(KioskForgotten()):
        move_kiosk(world.store, keynote.id, keynote.id)


def test_the_state_of_the_camera_is_in_the_next_report(world: World) -> None:
    door = door_of(world)
    door.note_camera(KioskCamera.LOST)
    door.report_presence()
    (kiosk,) = list_kiosks(world.store)
    assert kiosk.camera is KioskCamera.LOST
