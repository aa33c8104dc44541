"""Passes, tickets and languages at a door with a database of its own."""

from datetime import timedelta

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.people.passes import mint_token, token_hash
from kiosk.services.people import guest_lists, people
from tests.storage.raw import add_pass, ask, ask_all, foreign_program, run
from tests.sync.venue import Door, Venue
from tests.waiting import until


def names(door: Door) -> set[str]:
    with foreign_program(door.url) as connection:
        return {name for (name,) in ask_all(connection, "SELECT name FROM users")}


def test_each_of_several_live_passes_is_good_at_a_door(venue: Venue) -> None:
    first, second = venue.world.make_holder(), mint_token()
    door = venue.open_door("Door A")
    with foreign_program(venue.url) as connection:
        add_pass(connection, "ana@example.org", second)
    assert until(lambda: door.check_in(second).is_checked_in)
    assert door.check_in(first).outcome is Outcome.ALREADY_CHECKED_IN
    with foreign_program(venue.url) as connection:
        run(
            connection,
            "UPDATE passes SET revoked_at = now() WHERE token_hash = :first",
            first=token_hash(first),
        )
    assert until(lambda: door.check_in(first).outcome is Outcome.PASS_REVOKED)
    assert door.check_in(second).outcome is Outcome.ALREADY_CHECKED_IN


def test_a_pass_for_another_event_is_known_as_one_and_its_holder_is_not(venue: Venue) -> None:
    here, there = mint_token(), mint_token()
    for name in ("Ana", "Bo"):
        people.add_participant(venue.world.store, name=name, email=f"{name.lower()}@x.org")
    venue.world.make_event("OTHER")
    with foreign_program(venue.url) as connection:
        add_pass(connection, "ana@x.org", here, "WS001")
        add_pass(connection, "bo@x.org", there, "OTHER")
    door = venue.open_door("Door A")
    refused = door.check_in(there)
    assert (refused.outcome, refused.is_for_another_event) == (Outcome.NOT_ON_LIST, True)
    assert door.check_in(here).name == "Ana"
    assert door.check_in(mint_token()).outcome is Outcome.UNKNOWN_CODE
    assert "Bo" not in names(door)
    assert until(door.is_idle)
    assert venue.rows() == [("Ana", "Door A")]
    with foreign_program(venue.url) as connection:
        assert ask_all(
            connection, "SELECT outcome FROM scan_log WHERE code_hash = :code", code=token_hash(there)
        ) == [("NOT_ON_LIST",)]
        run(connection, "UPDATE passes SET event_id = (SELECT id FROM events WHERE code_text = 'WS001')")
    assert until(lambda: door.check_in(there).name == "Bo")


def test_a_door_does_not_keep_the_tickets_of_events_that_are_long_over(venue: Venue) -> None:
    venue.world.make_holder()
    long_ago, token = venue.world.now - timedelta(days=9), mint_token()
    venue.world.make_event("OLD", start_at=long_ago)
    with foreign_program(venue.url) as connection:
        add_pass(connection, "ana@example.org", token, "OLD")
    door = venue.open_door("Door A")
    assert door.check_in(token).outcome is Outcome.UNKNOWN_CODE


def test_a_door_shows_another_event_to_nobody_as_its_own(venue: Venue) -> None:
    venue.world.make_holder()
    venue.world.make_event("OTHER")
    with foreign_program(venue.url) as connection:
        add_pass(connection, "ana@example.org", mint_token(), "OTHER")
    door = venue.open_door("Door A")
    with door.store.read() as transaction:
        assert transaction.events.by_code("OTHER") is None
    assert door.event_door.view().event.code == "WS001"


def test_a_door_follows_ticket_types_badge_lines_and_languages_and_keeps_no_contact_or_note(
    venue: Venue,
) -> None:
    venue.world.make_holder()
    guest_lists.add_guest(venue.world.store, "WS001", "ana@example.org")
    door = venue.open_door("Door A")
    with foreign_program(venue.url) as connection:
        run(
            connection,
            "UPDATE guests SET ticket_type = 'Speaker', badge_line = 'Acme, Iași', company = 'Acme',"
            " contact = 'office@x.org', note = 'Vegan'",
        )
        run(connection, "INSERT INTO profiles (id, language) SELECT id, 'ro' FROM users WHERE role <> 'EO'")

    def known() -> list[tuple[str | None, ...]]:
        query = (
            "SELECT ticket_type, badge_line, company, contact, note, language FROM guests"
            " LEFT JOIN profiles ON profiles.id = participant_id"
        )
        with foreign_program(door.url) as connection:
            return ask_all(connection, query)

    assert until(lambda: known() == [("Speaker", "Acme, Iași", None, None, None, "ro")])
    with foreign_program(venue.url) as connection:
        run(connection, "UPDATE profiles SET language = 'de'")
    assert until(lambda: known()[0][-1] == "de")
    with foreign_program(venue.url) as connection:
        run(connection, "DELETE FROM profiles")
    assert until(lambda: known()[0][-1] is None)


def test_the_language_of_a_person_who_is_new_to_a_door_comes_with_them(venue: Venue) -> None:
    people.add_participant(venue.world.store, name="Ana", email="ana@example.org")
    with foreign_program(venue.url) as connection:
        run(connection, "INSERT INTO profiles (id, language) SELECT id, 'ro' FROM users")
    door = venue.open_door("Door A")
    with foreign_program(door.url) as connection:
        assert ask(connection, "SELECT count(*) FROM profiles") == 0
    guest_lists.add_guest(venue.world.store, "WS001", "ana@example.org")

    def languages() -> list[tuple[str]]:
        with foreign_program(door.url) as connection:
            return ask_all(connection, "SELECT language FROM profiles")

    assert until(lambda: languages() == [("ro",)])
