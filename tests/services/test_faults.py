"""A service refuses several values at once, each by its field, and stores nothing of any."""

from datetime import timedelta

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.field import FieldName
from kiosk.services.accounts import accounts, invitations
from kiosk.services.accounts import first_run as entrance
from kiosk.services.events import events
from kiosk.services.faults import Faults, collected_faults
from kiosk.services.people import people
from kiosk.storage.store import Store
from tests.services.world import PASSWORD, World


def fields_of(refusal: pytest.ExceptionInfo[Refused]) -> list[FieldName | None]:
    return [each.field for each in refusal.value.faults]


def test_what_is_refused_is_collected_and_said_with_the_first_sentence() -> None:
    def refuse(value: str) -> str:
        raise Refused(f"{value}!", field=FieldName(value))

    faults = Faults()
    assert faults.clean("name", refuse) == "name"
    assert faults.clean(" Ana ", str.strip) == "Ana"
    faults.check(lambda: refuse("email"))
    with pytest.raises(Refused, match=r"^name!$") as refusal:
        faults.refuse()
    assert [str(each) for each in refusal.value.faults] == ["name!", "email!"]
    assert fields_of(refusal) == [FieldName.NAME, FieldName.EMAIL]


def test_without_a_refusal_nothing_is_said() -> None:
    with collected_faults() as faults:
        name = faults.clean(" Ana ", str.strip)
    assert name == "Ana"


def test_every_wrong_field_of_a_new_event_is_named_at_once(world: World) -> None:
    new = events.NewEvent(
        events.NewGroup(" "),
        "",
        world.now.replace(year=1999),
        timedelta(0),
        code="\t",
        capacity=0,
        location="a\nb",
        opens_before=timedelta(days=8),
    )
    with pytest.raises(Refused) as refusal:
        events.create_event(world.store, new)
    assert set(fields_of(refusal)) == {
        FieldName.NEW_GROUP,
        FieldName.TITLE,
        FieldName.START,
        FieldName.DURATION,
        FieldName.CODE,
        FieldName.CAPACITY,
        FieldName.LOCATION,
        FieldName.OPENS_BEFORE,
    }


def test_a_code_that_is_taken_is_refused_by_its_field(world: World) -> None:
    with pytest.raises(Refused, match="taken") as refusal:
        world.make_event("ws001")
    assert fields_of(refusal) == [FieldName.CODE]


def test_the_first_organizers_form_hears_of_all_its_fields(store: Store) -> None:
    with pytest.raises(Refused) as refusal:
        entrance.create_first_organizer(store, name=" ", email="", password=PASSWORD[:5], again="")
    assert fields_of(refusal) == [FieldName.NAME, FieldName.EMAIL, FieldName.NEW_PASSWORD]
    with pytest.raises(Refused, match="not the same") as refusal:
        entrance.create_first_organizer(
            store, name="Ada", email="ada@example.org", password=PASSWORD, again="another"
        )
    assert fields_of(refusal) == [FieldName.PASSWORD_AGAIN]
    assert not entrance.somebody_enters(store)


def test_an_address_that_is_taken_is_refused_by_its_field(world: World) -> None:
    for refused in (
        lambda: invitations.invite_organizer(world.store, name="Olga", email="olga@example.org"),
        lambda: people.add_participant(world.store, name="Olga", email="olga@example.org"),
    ):
        with pytest.raises(Refused) as refusal:
            refused()
        assert fields_of(refusal) == [FieldName.EMAIL]


def test_an_empty_present_password_is_refused_before_it_counts_as_a_failed_sign_in(world: World) -> None:
    with world.store.read() as transaction:
        (olga,) = transaction.people.organizers()
    with pytest.raises(Refused) as refusal:
        accounts.change_password(world.store, olga, "", "short", again="", now=world.now)
    assert fields_of(refusal) == [FieldName.PASSWORD, FieldName.NEW_PASSWORD]
    assert accounts.list_accounts(world.store, now=world.now)[0].failures == 0
