"""The first minutes at a desk, on SQLite and on PostgreSQL: the first organizer and the first event."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.services.accounts import first_run as entrance
from kiosk.services.events import events, groups
from kiosk.storage.store import Store
from tests.services.world import NOW, PASSWORD
from tests.storage.raw import foreign_program, refusing_inserts


@pytest.fixture
def olga(store: Store) -> Store:
    """Returns the store as its first organizer uses it."""
    first = entrance.create_first_organizer(store, name="Olga", email="olga@example.org", password=PASSWORD)
    return store.acting_for(first)


def test_making_the_first_event_also_makes_its_group(olga: Store) -> None:
    event = _first_event(olga)
    assert (event.title, event.group_name) == ("Opening", "Talks")
    assert [each.group.name for each in groups.list_groups(olga)] == ["Talks"]


def test_a_second_try_uses_the_group_that_exists(olga: Store) -> None:
    own = events.create_group(olga, name="Talks")
    event = _first_event(olga, group=" Talks ")
    assert [each.group for each in groups.list_groups(olga)] == [own]
    assert event.group_name == "Talks"


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"group": "\t"}, {"duration": timedelta(0)}, {"group": "x" * 256}]
)
def test_an_invalid_first_event_leaves_no_group(olga: Store, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        _first_event(olga, **wrong)
    _assert_nothing_was_made(olga)


def test_a_first_event_that_the_database_refuses_leaves_no_group(olga: Store, database_url: str) -> None:
    with (
        foreign_program(database_url) as program,
        refusing_inserts(program, "events"),
        pytest.raises(DBAPIError, match="broken"),
    ):
        _first_event(olga)
    _assert_nothing_was_made(olga)
    _first_event(olga)  # Control: nothing else prevented it.


def _first_event(store: Store, **changed: object) -> Event:
    talks = {"group": "Talks", "title": "Opening", "start_at": NOW, "duration": timedelta(hours=1)}
    wanted = {**talks, **changed}
    return entrance.create_first_event(store, **wanted)  # type: ignore[arg-type]  # a story names what it changes


def _assert_nothing_was_made(store: Store) -> None:
    assert (groups.list_groups(store), events.list_events(store)) == ([], [])
