"""A service refuses several values at once, each by its field, and stores none of them."""

from datetime import timedelta

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.event import EventField
from kiosk.domain.fields import AnyField, Field
from kiosk.domain.refusals.events.event_codes import CodeTaken
from kiosk.domain.refusals.people.sign_in import PasswordsDiffer
from kiosk.domain.refusals.refusal import Several
from kiosk.domain.refusals.typed.texts import Blank
from kiosk.services.accounts import accounts, invitations
from kiosk.services.accounts import first_run as entrance
from kiosk.services.events import events
from kiosk.services.faults import Faults, collected_faults
from kiosk.services.people import people
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.services.world import PASSWORD, World


def fields_of(refused: Refused) -> list[AnyField]:
    reasons = refused.reason.reasons if isinstance(refused.reason, Several) else (refused.reason,)
    return [getattr(each, "field") for each in reasons]  # noqa: B009 -- not every fact is about a field


def test_several_refusals_are_collected_into_one() -> None:
    def refuse(field: Field) -> Field:
        raise Refused(Blank(field))

    faults = Faults()
    assert faults.clean(Field.PERSON_NAME, refuse) is Field.PERSON_NAME
    assert faults.clean(" Ana ", str.strip) == "Ana"
    with refuses(Blank(Field.PERSON_NAME)):
        faults.refuse()
    faults.check(lambda: refuse(Field.EMAIL))
    with refuses(Several((Blank(Field.PERSON_NAME), Blank(Field.EMAIL)))):
        faults.refuse()


def test_without_refusals_nothing_is_raised() -> None:
    with collected_faults() as faults:
        name = faults.clean(" Ana ", str.strip)
    assert name == "Ana"


def test_every_wrong_field_of_a_new_event_is_named_at_once(world: World) -> None:
    new = events.NewEvent(
        group=events.NewGroup(" "),
        title="",
        start_at=world.now.replace(year=1999),
        duration=timedelta(0),
        code="\t",
        capacity=0,
        location="a\nb",
        opens_before=timedelta(days=8),
    )
    with pytest.raises(Refused) as refusal:
        events.create_event(world.store, new)
    assert set(fields_of(refusal.value)) == {
        Field.GROUP_NAME,
        EventField.TITLE,
        EventField.START,
        EventField.DURATION,
        EventField.CODE,
        EventField.CAPACITY,
        EventField.LOCATION,
        EventField.OPENS_BEFORE,
    }


def test_a_code_that_is_taken_is_refused_by_its_field(world: World) -> None:
    with refuses(CodeTaken) as refusal:
        world.make_event("ws001")
    assert fields_of(refusal.value) == [EventField.CODE]


def test_every_wrong_field_of_the_first_organizer_is_named_at_once(store: Store) -> None:
    with pytest.raises(Refused) as refusal:
        entrance.create_first_organizer(store, name=" ", email="", password=PASSWORD[:5], again="")
    assert fields_of(refusal.value) == [Field.PERSON_NAME, Field.EMAIL, Field.NEW_PASSWORD]
    with refuses(PasswordsDiffer()):
        entrance.create_first_organizer(
            store, name="Ada", email="ada@example.org", password=PASSWORD, again="another"
        )
    assert not entrance.somebody_enters(store)


def test_an_address_that_is_taken_is_refused_by_its_field(world: World) -> None:
    for refused in (
        lambda: invitations.invite_organizer(world.store, name="Olga", email="olga@example.org"),
        lambda: people.add_participant(world.store, name="Olga", email="olga@example.org"),
    ):
        with pytest.raises(Refused) as refusal:
            refused()
        assert fields_of(refusal.value) == [Field.EMAIL]


def test_an_empty_present_password_is_refused_before_it_counts_as_a_failed_sign_in(world: World) -> None:
    with world.store.read() as transaction:
        (olga,) = transaction.accounts.organizers()
    with pytest.raises(Refused) as refusal:
        accounts.change_password(world.store, olga, "", "short", again="", now=world.now)
    assert fields_of(refusal.value) == [Field.PASSWORD, Field.NEW_PASSWORD]
    assert accounts.list_accounts(world.store, now=world.now)[0].failures == 0
