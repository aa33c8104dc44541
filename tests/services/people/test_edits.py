"""An organizer corrects and deletes people; no edit of another organizer and no check-in is lost."""

from dataclasses import replace
from uuid import uuid4

import pytest

from kiosk.domain.change import AuditFilter
from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.field_conflict import FieldConflict
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.people.people import (
    AddressTaken,
    NotTheirName,
    OrganizersOwnAccount,
    OwnsGroupsOrEvents,
    PersonDeleted,
)
from kiosk.domain.refusals.refusal import Refusal, Several
from kiosk.domain.refusals.typed.texts import Blank, HasControlCharacters, NotAnAddress, TooLong
from kiosk.services.conflicts import EditConflict
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.people.edits import delete_person, edit_person, person_loss
from kiosk.services.people.guest_lists import GuestsOfEvent
from kiosk.services.people.passes import issue_pass
from kiosk.services.people.search import find_people
from tests.refusals import refuses
from tests.services.world import World, saved


@pytest.fixture
def ana(world: World) -> Person:
    return people.add_participant(world.store, name="Ana Ionescu", email="ana@example.org")


def test_a_corrected_name_is_found_and_its_pass_still_works(world: World, ana: Person) -> None:
    token = issue_pass(world.store, ana.email, now=world.now).token
    wanted = replace(ana, name=" Ana-Maria Țuțu ", email="Ana.M@Example.org")
    changed = saved(edit_person(world.store, ana, wanted))
    assert (changed.name, changed.email) == ("Ana-Maria Țuțu", "Ana.M@example.org")
    assert find_people(world.store, "tutu").rows == (changed,)
    assert find_people(world.store, "ionescu").rows == ()
    assert world.check_in(token).outcome is Outcome.CHECKED_IN


def test_two_edits_of_one_field_conflict_and_other_fields_are_kept(world: World, ana: Person) -> None:
    theirs = saved(edit_person(world.store, ana, replace(ana, name="Anna")))
    mine = replace(ana, name="Ann")
    conflict = (FieldConflict("name", mine="Ann", theirs="Anna", before="Ana Ionescu"),)
    assert edit_person(world.store, ana, mine) == EditConflict(mine, theirs, ana, conflict)
    assert people.view_person(world.store, ana.id).person == theirs
    both = edit_person(world.store, ana, replace(ana, email="anna@example.org"))
    assert both == replace(theirs, email="anna@example.org")
    assert (
        edit_person(world.store, ana, replace(ana, name="Anna")) == both
    )  # the same value is not a conflict


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "  "}, Blank(Field.PERSON_NAME)),
        ({"name": "x" * 256}, TooLong(Field.PERSON_NAME, 256, 255)),
        ({"name": "a\nb"}, HasControlCharacters(Field.PERSON_NAME)),
        ({"email": "ana"}, NotAnAddress),
        ({"email": "OLGA@example.org"}, AddressTaken("OLGA@example.org", "Olga")),
        ({"name": "", "email": ""}, Several((Blank(Field.PERSON_NAME), Blank(Field.EMAIL)))),
    ],
)
def test_an_invalid_value_is_refused_and_nothing_changes(
    world: World, ana: Person, change: dict[str, str], reason: Refusal | type
) -> None:
    with refuses(reason):
        edit_person(world.store, ana, replace(ana, **change))  # type: ignore[arg-type]  # a story names what it changes
    assert people.view_person(world.store, ana.id).person == ana


def test_the_letter_case_of_a_persons_address_can_be_changed(world: World, ana: Person) -> None:
    edited = saved(edit_person(world.store, ana, replace(ana, email="ANA@example.org")))
    assert edited.email == "ANA@example.org"


def test_a_deleted_persons_check_ins_stay_without_a_name(world: World, ana: Person) -> None:
    token = issue_pass(world.store, ana.email, now=world.now).token
    world.check_in(token)
    guests.add_guests(world.store, GuestsOfEvent("WS001"), [ana.id], now=world.now)
    loss = person_loss(world.store, ana.id)
    assert (loss.check_ins, loss.lists, loss.has_pass) == (1, 1, True)
    with refuses(NotTheirName("Ana")):
        delete_person(world.store, ana.id, confirmed="Ana")
    assert delete_person(world.store, ana.id, confirmed=" ana ionescu") == loss
    assert [row[0] for row in world.rows()] == [None]
    assert world.check_in(token).outcome is Outcome.UNKNOWN_CODE
    for act in (person_loss, people.view_person):
        with refuses(PersonDeleted()):
            act(world.store, ana.id)


def test_owners_of_groups_or_events_are_not_deleted(world: World, ana: Person) -> None:
    olga = find_people(world.store, "olga").rows[0]
    with refuses(OwnsGroupsOrEvents("Olga")):
        delete_person(world.store, olga.id, confirmed="Olga")
    with world.store.write() as transaction:
        transaction.groups.add(name="Theirs", description=None, created_by=ana.id)
    with refuses(OwnsGroupsOrEvents("Ana Ionescu")):
        delete_person(world.store, ana.id, confirmed="Ana Ionescu")
    assert len(find_people(world.store, "").rows) == 2


def test_a_deleted_person_cannot_be_edited_or_deleted(world: World, ana: Person) -> None:
    delete_person(world.store, ana.id, confirmed="Ana Ionescu")
    with refuses(PersonDeleted("Ana Ionescu")):
        edit_person(world.store, ana, replace(ana, name="Anna"))
    with refuses(PersonDeleted()):
        person_loss(world.store, uuid4())


def test_the_audit_has_the_values_before_and_after(world: World, ana: Person) -> None:
    edited = saved(edit_person(world.store, ana, replace(ana, name="Anna")))
    delete_person(world.store, ana.id, confirmed="Anna")
    with world.store.read() as transaction:
        changes, _ = transaction.changes.page(AuditFilter(words="ann"), size=10)
    assert [(each.kind.value, each.before, each.after) for each in changes] == [
        ("PERSON_DELETED", {"name": "Anna", "email": edited.email, "check_ins": 0}, None),
        ("PERSON_EDITED", {"name": "Ana Ionescu"}, {"name": "Anna"}),
    ]


def test_nobody_else_changes_an_organizers_account(world: World, ana: Person) -> None:
    olga = find_people(world.store, "olga").rows[0]
    with world.store.write() as transaction:
        other_id = transaction.people.add(
            name="Otto", email="otto@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
    other = Person(other_id, "Otto", "otto@example.org", Role.EO)
    with refuses(OrganizersOwnAccount("Olga")):
        edit_person(world.store.acting_for(other), olga, replace(olga, email="mine@example.org"))
    own = edit_person(world.store.acting_for(olga), olga, replace(olga, name="Olga B."))
    assert saved(own).name == "Olga B."
    assert saved(edit_person(world.store.acting_for(other), ana, replace(ana, name="Anna"))).name == "Anna"


def test_deleting_a_person_whose_name_cannot_be_typed_is_confirmed_by_the_address(world: World) -> None:
    person = people.add_participant(world.store, name="李明", email="li@example.org")
    assert delete_person(world.store, person.id, confirmed="LI@example.org ").person == person
