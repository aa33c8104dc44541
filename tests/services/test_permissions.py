"""Several organizers in one database: each sees and changes their own events and those shared with them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventState
from kiosk.domain.group import Group
from kiosk.domain.people.person import Person, Role
from kiosk.domain.recurrence import Recurrence, Weekday
from kiosk.domain.refusals.events.event_codes import CodeTaken
from kiosk.domain.refusals.events.events import EventDeleted, EventNotThere, NoEventWithCode
from kiosk.domain.refusals.events.groups import (
    GroupDeleted,
    GroupForAnotherOrganizer,
    GroupNotThere,
    NoGroupNamed,
)
from kiosk.domain.refusals.events.sharing import (
    NotShared,
    OnlyOwnerShares,
    OrganizesAlready,
    Shareable,
    SharedAlready,
)
from kiosk.domain.refusals.people.people import NoOrganizerHasAddress
from kiosk.domain.refusals.refusal import Refusal
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.services.accounts import accounts, sharing
from kiosk.services.check_in.event_door import event_with_code
from kiosk.services.events import copies, deletions, events, groups, series
from kiosk.services.events.edits import edit_event
from kiosk.services.live import live
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.reports.report import ReportContext, opened_report
from kiosk.storage.store import Store
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from tests.refusals import refuses
from tests.services.world import World
from tests.storage.raw import ask_all, foreign_program

ZONE = ZoneInfo("Europe/Bucharest")
BO_EMAIL = "bo@example.org"
NO_EVENT = NoEventWithCode("WS001")
NO_GROUP = NoGroupNamed("Autumn series")


@dataclass
class Office:
    """Two organizers, each at a desk: Olga, who owns the world's event, and Bo."""

    world: World
    olga: Person
    bo: Person
    olgas: Store
    bos: Store

    @property
    def group(self) -> Group:
        return groups.view_group(self.olgas, "Autumn series")


@pytest.fixture
def office(world: World) -> Office:
    with world.store.write() as transaction:
        transaction.people.add(name="Bo", email=BO_EMAIL, password_hash=people.NO_PASSWORD, role=Role.EO)
        olga = transaction.people.by_email("olga@example.org")
        bo = transaction.people.by_email(BO_EMAIL)
    assert olga is not None
    assert bo is not None
    return Office(world, olga, bo, world.store.acting_for(olga), world.store.acting_for(bo))


def _edit(office: Office) -> object:
    return edit_event(office.bos, office.world.event, replace(office.world.event, title="Mine now"))


def _edit_group(office: Office) -> object:
    return groups.edit_group(office.bos, office.group, replace(office.group, name="Mine now"))


def _export(office: Office, wanted: ReportRequest) -> int:
    with opened_report(office.bos, wanted, ReportContext(ZONE, office.world.now)) as report:
        return report.total


def _new_event(office: Office) -> Event:
    new = events.NewEvent(
        group="Autumn series", title="Bo's", start_at=office.world.now, duration=timedelta(hours=1)
    )
    return events.create_event(office.bos, new)


ACTIONS: dict[str, tuple[Callable[[Office], object], Refusal]] = {
    "look at it": (lambda o: event_with_code(o.bos, "WS001"), NO_EVENT),
    "open or close it": (
        lambda o: events.set_event_state(o.bos, "WS001", EventState.CLOSED),
        NO_EVENT,
    ),
    "watch it": (lambda o: live.view_event(o.bos, o.world.event.id, zone=ZONE), EventNotThere()),
    "list who came": (lambda o: live.list_arrivals(o.bos, o.world.event.id), EventNotThere()),
    "list who was refused": (lambda o: live.list_refusals(o.bos, o.world.event.id), EventNotThere()),
    "edit it": (_edit, EventDeleted("Practical Bayesian A/B testing")),
    "copy it": (
        lambda o: copies.duplicate_event(o.bos, "WS001", start_at=o.world.now),
        NO_EVENT,
    ),
    "repeat it": (
        lambda o: series.repeat_event(o.bos, "WS001", Recurrence(frozenset({Weekday.THU}), count=3), ZONE),
        NO_EVENT,
    ),
    "delete it": (
        lambda o: deletions.delete_event(o.bos, "WS001", confirmed="WS001"),
        NO_EVENT,
    ),
    "count what goes with it": (lambda o: deletions.event_loss(o.bos, "WS001"), NO_EVENT),
    "see its guests": (lambda o: guests.list_guests(o.bos, "WS001"), NO_EVENT),
    "invite a guest": (lambda o: guests.add_guest(o.bos, "WS001", BO_EMAIL), NO_EVENT),
    "export it": (lambda o: _export(o, ReportRequest(ReportKind.EVENT, "WS001")), NO_EVENT),
    "see with whom it is shared": (lambda o: sharing.event_sharing(o.bos, o.world.event.id), EventNotThere()),
    "share it": (lambda o: sharing.share_event(o.bos, o.world.event.id, BO_EMAIL), EventNotThere()),
    "see its group": (lambda o: groups.view_group(o.bos, "Autumn series"), NO_GROUP),
    "edit its group": (_edit_group, GroupDeleted("Autumn series")),
    "export its group": (
        lambda o: _export(o, ReportRequest(ReportKind.GROUP, "Autumn series")),
        NO_GROUP,
    ),
    "delete its group": (
        lambda o: deletions.delete_group(o.bos, "Autumn series", confirmed="Autumn series"),
        NO_GROUP,
    ),
    "make an event in its group": (_new_event, NO_GROUP),
    "share its group": (lambda o: sharing.share_group(o.bos, o.group.id, BO_EMAIL), GroupNotThere()),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_another_organizers_event_is_refused_as_one_that_does_not_exist(office: Office, action: str) -> None:
    act, reason = ACTIONS[action]
    with refuses(reason) as refused:
        act(office)
    assert "kiosk " not in fault(refused.value, Audience.ORGANIZER), "no commands at a desk"
    assert event_with_code(office.world.store, "WS001") == office.world.event
    assert _everything_bo_sees(office) == ([], [])


def test_anothers_code_and_an_unknown_code_are_refused_in_the_same_words(office: Office) -> None:
    texts = []
    for code in ("WS001", "WS999"):
        with pytest.raises(Refused) as refused:
            event_with_code(office.bos, code)
        texts.append(fault(refused.value, Audience.ORGANIZER).replace(code, "…"))
    assert texts[0] == texts[1]


def test_a_refused_code_does_not_show_the_title_of_another_organizers_event(office: Office) -> None:
    events.create_group(office.bos, name="Bo's")
    new = events.NewEvent(
        group="Bo's", title="x", start_at=office.world.now, duration=timedelta(hours=1), code="ws001"
    )
    with refuses(CodeTaken("ws001", by=None)):
        events.create_event(office.bos, new)
    assert "Bayesian" not in _refusal(lambda: events.create_event(office.bos, new))
    with refuses(CodeTaken("ws001", by=office.world.event.title)):
        events.create_event(office.olgas, replace(new, group="Autumn series"))


def test_all_of_a_shared_group_can_be_seen_and_changed(office: Office) -> None:
    sharing.share_group(office.olgas, office.group.id, " BO@example.org ")
    assert _everything_bo_sees(office) == (["WS001"], ["Autumn series"])
    edited = edit_event(office.bos, office.world.event, replace(office.world.event, title="Together"))
    assert event_with_code(office.olgas, "WS001") == edited
    made = _new_event(office)
    assert {event.code for event in events.list_events(office.olgas)} == {"WS001", made.code}
    copy = copies.duplicate_event(office.bos, "WS001", start_at=office.world.now, new_code="WS002")
    assert event_with_code(office.olgas, copy.code) == copy
    # After unsharing, Bo keeps what he made in it, and Olga keeps all of her group.
    sharing.unshare_group(office.olgas, office.group.id, BO_EMAIL)
    assert _everything_bo_sees(office) == (sorted((made.code, "WS002")), [])
    assert len(events.list_events(office.olgas)) == 3


def test_sharing_an_event_shows_no_other_event_of_its_group(office: Office) -> None:
    office.world.make_event("WS002")
    sharing.share_event(office.olgas, office.world.event.id, BO_EMAIL)
    assert _everything_bo_sees(office) == (["WS001"], [])
    assert events.set_event_state(office.bos, "WS001", EventState.CLOSED).state is EventState.CLOSED
    guests.add_guest(office.bos, "WS001", BO_EMAIL)
    with pytest.raises(Refused):
        guests.add_guest(office.bos, "WS002", BO_EMAIL)
    sharing.unshare_event(office.olgas, office.world.event.id, BO_EMAIL)
    assert _everything_bo_sees(office) == ([], [])


def test_only_the_owner_shares_a_group_or_an_event(office: Office) -> None:
    sharing.share_group(office.olgas, office.group.id, BO_EMAIL)
    accounts.create_organizer(office.world.store, name="Ina", email="ina@example.org", password="x" * 8)
    ours, event = office.group, office.world.event
    with refuses(OnlyOwnerShares(Shareable.GROUP, ours.name)):
        sharing.share_group(office.bos, ours.id, "ina@example.org")
    with refuses(OnlyOwnerShares(Shareable.GROUP, ours.name)):
        sharing.unshare_group(office.bos, ours.id, BO_EMAIL)
    with refuses(OnlyOwnerShares(Shareable.EVENT, event.title)):
        sharing.share_event(office.bos, event.id, "ina@example.org")
    seen = sharing.group_sharing(office.bos, office.group.id)
    assert ([each.name for each in seen.owners], seen.shared_with, seen.is_own) == (
        ["Olga"],
        (office.bo,),
        False,
    )
    whole = sharing.event_sharing(office.olgas, office.world.event.id)
    assert (whole.shared_with, whole.through_group, whole.is_own) == ((), (office.bo,), True)
    # Both may share what Bo makes in Olga's group.
    made = _new_event(office)
    assert sharing.share_event(office.bos, made.id, "ina@example.org").name == "Ina"
    assert [p.name for p in sharing.event_sharing(office.olgas, made.id).shared_with] == ["Ina"]


def test_sharing_twice_with_the_owner_or_with_a_non_organizer_is_refused(office: Office) -> None:
    people.add_participant(office.world.store, name="Ana", email="ana@example.org")
    group, event = office.group, office.world.event
    sharing.share_group(office.olgas, group.id, BO_EMAIL)
    sharing.share_event(office.olgas, event.id, BO_EMAIL)
    for shareable, name, share, unshare in (
        (
            Shareable.GROUP,
            group.name,
            partial(sharing.share_group, office.olgas, group.id),
            partial(sharing.unshare_group, office.olgas, group.id),
        ),
        (
            Shareable.EVENT,
            event.title,
            partial(sharing.share_event, office.olgas, event.id),
            partial(sharing.unshare_event, office.olgas, event.id),
        ),
    ):
        for email in ("ana@example.org", "nobody@example.org", "no address"):
            with refuses(NoOrganizerHasAddress(email)):
                share(email)
        with refuses(OrganizesAlready(shareable, name, "Olga")):
            share("olga@example.org")
        with refuses(SharedAlready(shareable, name, "Bo")):
            share(BO_EMAIL)
        for email in ("ana@example.org", "nobody@example.org"):
            with refuses(NotShared(shareable, name, email)):
                unshare(email)


def test_what_is_made_at_a_desk_belongs_to_the_signed_in_organizer(office: Office, database_url: str) -> None:
    assert events.create_group(office.bos, name="Bo's").created_by == office.bo.id
    with refuses(GroupForAnotherOrganizer()):
        events.create_group(office.bos, name="Not mine", organizer_email="olga@example.org")
    sharing.share_group(office.olgas, office.group.id, BO_EMAIL)
    _new_event(office)
    with foreign_program(database_url) as connection:
        makers = ask_all(
            connection,
            "SELECT events.title, users.name FROM events JOIN users ON users.id = events.created_by"
            " ORDER BY users.name",
        )
    assert makers == [("Bo's", "Bo"), (office.world.event.title, "Olga")]


def test_a_participants_history_shows_an_organizer_only_their_own_events(office: Office) -> None:
    token = office.world.make_holder()
    office.world.check_in(token)
    wanted = ReportRequest(ReportKind.PARTICIPANT, "ana@example.org")
    assert _export(office, wanted) == 0
    with opened_report(office.bos, wanted, ReportContext(ZONE, office.world.now)) as report:
        assert list(report.sections()) == []
    sharing.share_event(office.olgas, office.world.event.id, BO_EMAIL)
    assert _export(office, wanted) == 1


def test_a_door_and_the_terminal_see_everything(office: Office) -> None:
    events.create_group(office.bos, name="Bo's")
    assert {each.group.name for each in groups.list_groups(office.world.store)} == {"Autumn series", "Bo's"}
    assert office.world.check_in(None).is_checked_in


def _everything_bo_sees(office: Office) -> tuple[list[str], list[str]]:
    codes = sorted(event.code for event in events.list_events(office.bos))
    return codes, [each.group.name for each in groups.list_groups(office.bos)]


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return fault(refused.value, Audience.ORGANIZER)
