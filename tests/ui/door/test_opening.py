"""A door opens when its event can be read, and shows when it cannot."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.errors import Refused, StorageUnfit
from kiosk.domain.faults.storage import RevisionBehind, ServerTrouble
from kiosk.domain.refusals.events.events import DoorEventDeleted, NoEventWithCode
from tests.storage_faults import faulty
from tests.ui.door.stands import LATER_PASS, PASS, NewStand


@pytest.mark.complains("cannot be read")
def test_while_check_ins_wait_the_event_is_read_and_the_clock_ticks(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(PASS)
    qtbot.waitUntil(lambda: len(stand.asked) == 1)
    stand.view_fault = Refused(DoorEventDeleted())
    qtbot.waitUntil(lambda: "no longer in the database" in stand.window.status.accessibleName())
    stand.now += timedelta(minutes=3)
    qtbot.waitUntil(lambda: "18:27" in stand.window.status.accessibleName())


@pytest.mark.complains("cannot be read")
def test_the_screen_shows_when_the_event_cannot_be_read_in_time(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    assert "Not ready" not in stand.window.status.accessibleName()
    stand.may_view.clear()
    qtbot.waitUntil(lambda: "Not ready" in stand.window.status.accessibleName())
    assert "One moment" in stand.window.camera.accessibleName()
    stand.now += timedelta(minutes=3)
    qtbot.waitUntil(lambda: "18:27" in stand.window.status.accessibleName())
    stand.may_view.set()
    qtbot.waitUntil(lambda: "Open" in stand.window.status.accessibleName())


@pytest.mark.complains("cannot be read")
def test_a_door_waits_in_its_window_for_a_database_and_opens_by_itself(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand(is_silent=True)
    words = stand.window.start_page.accessibleName
    assert "connecting" in words()
    assert "Not ready" in stand.window.status.accessibleName()
    qtbot.waitUntil(lambda: "no answer since 18:24" in words())
    qtbot.keyClicks(stand.window, "W")
    assert not stand.window.keypad.isVisible()
    assert not stand.window.status.walk_in.isVisible()
    stand.hold_up(PASS)
    stand.now += timedelta(seconds=9)
    stand.hold_up(LATER_PASS)
    assert stand.asked == []
    stand.may_view.set()
    qtbot.waitUntil(lambda: stand.door.is_open)
    assert not stand.window.start_page.isVisible()
    assert stand.window.status.walk_in.isVisible()
    assert stand.forgotten == [PASS]  # it is read again if it is still held up
    stand.answer()
    qtbot.waitUntil(lambda: stand.answered == [Outcome.PASS_REVOKED])  # the person who is still there


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (Refused(NoEventWithCode("WS002")), "No event has the code"),
        (
            StorageUnfit(RevisionBehind("PostgreSQL kiosk on db.example", "0003", needed="0007")),
            "not prepared",
        ),
        (faulty(ServerTrouble.RIGHT_MISSING), "refuses"),
    ],
)
@pytest.mark.complains("cannot be read")
@pytest.mark.complains("cannot open")
def test_a_door_without_its_event_is_rejected_at_its_start_but_not_after_an_outage(
    qtbot: QtBot, new_stand: NewStand, fault: Exception, shown: str
) -> None:
    stand = new_stand(is_silent=True)
    rejected: list[Exception] = []
    stand.door.rejected.connect(rejected.append)
    qtbot.waitUntil(lambda: "no answer since" in stand.window.start_page.accessibleName())
    stand.view_fault = fault
    stand.may_view.set()
    qtbot.waitUntil(lambda: shown in stand.window.start_page.accessibleName())
    assert "db.example" not in stand.window.start_page.accessibleName()
    assert rejected == []  # nobody reads a terminal by then
    stand.view_fault = None
    qtbot.waitUntil(lambda: stand.door.is_open)
    other = new_stand(is_silent=True)
    other.door.rejected.connect(rejected.append)
    other.view_fault = fault
    other.may_view.set()
    qtbot.waitUntil(lambda: rejected == [fault])
