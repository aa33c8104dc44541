"""An organizer moves a door to another event; a door whose code was given to another event follows it."""

from kiosk.app.rehearsal.network import Link
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.event import Event
from kiosk.services.events.deletions import delete_event
from kiosk.services.live.kiosks import list_kiosks, move_kiosk
from tests.storage.raw import ask_all, foreign_program, run
from tests.sync.venue import Door, Venue, cut_off
from tests.waiting import until


def other_event(venue: Venue) -> Event:
    return venue.world.make_event("WS002", title="Keynote")


def is_to_show(door: Door, event: Event) -> bool:
    return door.event_door.view().moves_to == event.id


def shown(door: Door) -> str:
    return door.event_door.view().event.title


def moved_door(venue: Venue, event: Event) -> Door:
    """Returns a door that an organizer has moved to an event, and that shows it."""
    door = venue.open_door("Door A")
    door.check_in(None)
    assert until(door.is_idle)
    assert move_kiosk(venue.world.store, door.local.kiosk_id(), event.id)
    assert until(lambda: is_to_show(door, event), 5)
    door.event_door.move(event.id)
    return door


def listed(venue: Venue) -> list[tuple[str | None, str | None]]:
    """Returns for each kiosk the titles of its event and of the event to which it moves."""
    return [(each.event_title, each.moves_to_title) for each in list_kiosks(venue.world.store)]


def test_a_door_shows_the_other_event_once_it_is_asked_to_and_checks_in_for_it(venue: Venue) -> None:
    event = other_event(venue)
    door = moved_door(venue, event)
    assert shown(door) == "Keynote"
    assert door.event_door.view().moves_to is None
    assert door.check_in(None).outcome is Outcome.CHECKED_IN
    assert until(door.is_idle)
    assert until(lambda: listed(venue) == [("Keynote", None)])
    with foreign_program(venue.url) as connection:
        codes = "SELECT code_text FROM attendance JOIN events ON events.id = event_id ORDER BY 1"
        assert ask_all(connection, codes) == [("WS001",), ("WS002",)]


def test_until_the_screen_follows_check_ins_are_for_the_event_that_it_shows(venue: Venue) -> None:
    event = other_event(venue)
    door = venue.open_door("Door A")
    door.check_in(None)
    assert until(door.is_idle)
    move_kiosk(venue.world.store, door.local.kiosk_id(), event.id)
    assert until(lambda: is_to_show(door, event), 5)
    assert door.check_in(None).event_title == venue.world.event.title


def test_a_moved_door_that_lost_power_shows_the_other_event_also_without_the_centre(
    venue: Venue, network: Link
) -> None:
    event = other_event(venue)
    moved_door(venue, event).end()
    network.silence()
    again = venue.door("Door A", network.url)
    assert shown(again) == "Keynote"


def test_a_door_that_is_moved_back_shows_its_own_event_again(venue: Venue) -> None:
    door = moved_door(venue, other_event(venue))
    assert until(lambda: listed(venue) == [("Keynote", None)])
    assert move_kiosk(venue.world.store, door.local.kiosk_id(), venue.world.event.id)
    assert until(lambda: is_to_show(door, venue.world.event), 5)


def test_a_door_that_is_started_with_another_code_is_the_door_of_that_event(venue: Venue) -> None:
    moved_door(venue, other_event(venue)).end()
    third = venue.world.make_event("WS003", title="Panel")
    door = venue.door("Door A", code="WS003")
    assert until(door.is_open)
    assert shown(door) == third.title
    assert until(lambda: listed(venue) == [("Panel", None)])
    assert door.event_door.view().moves_to is None


def test_a_door_that_was_off_while_its_code_was_given_to_another_event_follows_the_code(venue: Venue) -> None:
    first = venue.open_door("Door A")
    first.end()
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE events SET code_text = 'OLD'")
    event = venue.world.make_event("WS001", title="Next year")
    again = venue.door("Door A")
    assert until(lambda: shown(again) == event.title or is_to_show(again, event), 10)


def test_a_moved_door_whose_event_was_deleted_while_it_was_off_shows_its_own_event(venue: Venue) -> None:
    event = other_event(venue)
    moved_door(venue, event).end()
    delete_event(venue.world.store, event.code, confirmed=event.code)
    again = venue.door("Door A")
    own = venue.world.event
    assert until(lambda: is_to_show(again, own) or shown(again) == own.title, 10)


@cut_off
def test_a_door_that_is_cut_off_moves_when_it_is_back(venue: Venue, network: Link) -> None:
    event = other_event(venue)
    door = venue.open_door("Door A", network.url)
    door.check_in(None)
    assert until(door.is_idle)
    network.silence()
    network.cut()
    assert until(lambda: not door.status.is_online)
    move_kiosk(venue.world.store, door.local.kiosk_id(), event.id)
    assert listed(venue) == [(venue.world.event.title, "Keynote")]
    network.restore()
    assert until(lambda: is_to_show(door, event), 15)
