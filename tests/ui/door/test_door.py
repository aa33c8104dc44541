"""The door when its database is slow or fails."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.door import DoorStatus
from kiosk.domain.errors import Refused, StorageUnfit
from kiosk.domain.refusals.events import DoorEventDeleted, NoEventWithCode
from kiosk.domain.scan import Answer, Outcome, Scan
from kiosk.domain.storage_faults import RevisionBehind, ServerTrouble
from kiosk.scanning.messages import CodeSeen
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import DeviceIndex
from kiosk.ui.camera.scanner_link import ScannerLink
from kiosk.ui.door.controller import DoorController, DoorServices
from kiosk.ui.door.timing import DoorTimes
from kiosk.ui.door.window import DoorWindow
from tests.storage_faults import faulty, no_answer
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import ANSWERS, EVENT, NOW, door_view

LEFT = Qt.MouseButton.LeftButton
PASS, MENU, LATER_PASS = "KP7", "https://www.example.org/menu", "KP8"
OUTCOMES = {PASS: Outcome.CHECKED_IN, MENU: Outcome.UNKNOWN_CODE, LATER_PASS: Outcome.PASS_REVOKED}


@dataclass
class Stand:
    """A door whose database answers each scan when the test lets it."""

    window: DoorWindow
    link: ScannerLink
    door: DoorController = field(init=False)
    may_answer: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_broken: bool = False
    asked: list[Scan] = field(default_factory=list)
    answered: list[Outcome] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    may_view: threading.Event = field(default_factory=threading.Event)
    view_fault: Exception | None = None
    is_uninterruptible: bool = False
    now: datetime = NOW

    def view(self) -> DoorStatus:
        self.may_view.wait(30)
        if self.view_fault is not None:
            raise self.view_fault
        return door_view()

    def interrupt(self) -> None:
        if self.is_uninterruptible:
            return
        self.may_view.set()
        self.answer(100)

    def check_in(self, scan: Scan) -> Answer:
        self.asked.append(scan)
        self.may_answer.acquire()
        if self.is_broken:
            raise no_answer()
        return ANSWERS[OUTCOMES.get(scan.text or "", Outcome.CHECKED_IN)]

    def hold_up(self, *texts: str) -> None:
        for text in texts:
            self.link.code_seen.emit(CodeSeen(text, 0.0, 0.0))

    def answer(self, scans: int = 1) -> None:
        self.may_answer.release(scans)

    def title(self) -> str:
        return self.window.overlay.look.title if self.window.overlay.isVisible() else ""


NewStand = Callable[..., Stand]


def identify(text: str | None) -> str | None:
    return None if text == EVENT.code else text


@pytest.fixture
def new_stand(qtbot: QtBot, new_window: NewWindow) -> Iterator[NewStand]:
    stands: list[Stand] = []

    def make(*, is_silent: bool = False, answered_within: float = 60, **options: object) -> Stand:
        link = ScannerLink(Scanner(DeviceIndex(0)))  # never started: the codes come from the test
        stand = Stand(new_window(is_known=not is_silent, **options), link)
        link.forget = stand.forgotten.append  # type: ignore[method-assign, assignment] # records the scanner's requests
        services = DoorServices(stand.view, stand.check_in, identify, stand.interrupt)
        within = timedelta(seconds=answered_within)
        stand.door = DoorController(stand.window, services, link, lambda: stand.now, answered_within=within)
        stand.door.answered.connect(lambda answer: stand.answered.append(answer.outcome))
        stands.append(stand)
        if not is_silent:
            stand.may_view.set()
        stand.door.start()
        qtbot.waitUntil(lambda: is_silent or stand.door.is_open)
        return stand

    yield make
    for stand in stands:
        stand.door.shutdown()
        stand.window.overlay.dismiss()
        stand.window.status.drop_guard()


def test_the_next_person_does_not_take_a_slow_answer_as_theirs(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    stand.hold_up(PASS, LATER_PASS)
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    stand.answer()
    qtbot.waitUntil(lambda: "Welcome" in stand.title())
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    stand.answer()
    qtbot.waitUntil(lambda: "no longer valid" in stand.title())


def test_repeated_taps_while_a_walk_in_waits_record_one_walk_in(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(times=DoorTimes(double_tap=timedelta(0)))
    walk_in = stand.window.status.walk_in
    qtbot.mouseClick(walk_in, LEFT)
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    qtbot.mouseClick(stand.window.overlay, LEFT)
    assert stand.title() == "One moment…"
    stand.window.overlay.dismiss()
    qtbot.mouseClick(walk_in, LEFT)
    stand.answer()
    qtbot.waitUntil(walk_in.isEnabled)
    assert "Welcome" in stand.title()
    assert len(stand.asked) == 1


def test_the_walk_in_button_is_disabled_until_its_own_answer_comes(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(times=DoorTimes(double_tap=timedelta(0)))
    walk_in = stand.window.status.walk_in
    stand.hold_up(PASS)
    qtbot.mouseClick(walk_in, LEFT)
    stand.answer()
    qtbot.waitUntil(lambda: "Welcome" in stand.title())
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    assert not walk_in.isEnabled()
    stand.answer()
    qtbot.waitUntil(walk_in.isEnabled)


def test_a_failed_walk_in_may_be_tapped_again(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(times=DoorTimes(double_tap=timedelta(0)))
    stand.is_broken = True
    qtbot.mouseClick(stand.window.status.walk_in, LEFT)
    stand.answer()
    qtbot.waitUntil(lambda: stand.title() == "Not checked in")
    qtbot.waitUntil(stand.window.status.walk_in.isEnabled)


def test_a_failed_pass_is_tried_again_only_after_its_holder_could_read_the_failure(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.is_broken = True
    stand.hold_up(PASS)
    stand.answer()
    qtbot.waitUntil(lambda: stand.title() == "Not checked in")
    assert stand.forgotten == []
    stand.window.overlay.dismiss()
    assert stand.forgotten == [PASS]


def test_a_welcome_does_not_hide_the_refusal_of_another_pass_held_up_at_once(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(LATER_PASS, PASS)
    stand.answer(2)
    qtbot.waitUntil(lambda: stand.answered == [Outcome.PASS_REVOKED, Outcome.CHECKED_IN])
    assert "no longer valid" in stand.title()


def test_another_qr_on_a_ticket_does_not_replace_the_welcome(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    stand.hold_up(PASS, MENU)
    stand.answer(2)
    qtbot.waitUntil(lambda: stand.answered == [Outcome.CHECKED_IN, Outcome.UNKNOWN_CODE])
    assert "Welcome" in stand.title()
    stand.hold_up(LATER_PASS)
    stand.answer()
    qtbot.waitUntil(lambda: "no longer valid" in stand.title())


def test_the_welcome_returns_when_another_qr_on_a_ticket_is_unknown(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(PASS, MENU)
    stand.answer()
    qtbot.waitUntil(lambda: stand.answered == [Outcome.CHECKED_IN])
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    stand.answer()
    qtbot.waitUntil(lambda: len(stand.answered) == 2)
    assert "Welcome" in stand.title()


def test_the_next_person_s_unknown_code_is_shown(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    stand.hold_up(MENU)
    stand.answer()
    qtbot.waitUntil(lambda: stand.title() == "Code not recognised")


@pytest.mark.complains("not be recorded in time")
def test_a_database_that_never_answers_is_a_failure_within_seconds(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(answered_within=0.4, times=DoorTimes(double_tap=timedelta(0)))
    qtbot.mouseClick(stand.window.status.walk_in, LEFT)
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    qtbot.waitUntil(lambda: stand.title() == "Not checked in")
    qtbot.waitUntil(stand.window.status.walk_in.isEnabled)


@pytest.mark.complains("not be recorded in time")
def test_an_answer_that_comes_late_is_not_shown_to_the_next_person(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(answered_within=0.1)
    stand.hold_up(PASS)
    qtbot.waitUntil(lambda: stand.title() == "Not checked in")
    stand.window.overlay.dismiss()
    stand.answer()
    stand.hold_up(LATER_PASS)
    stand.answer()
    qtbot.waitUntil(lambda: "no longer valid" in stand.title())
    assert stand.answered == [Outcome.PASS_REVOKED]


@pytest.mark.complains("not be recorded in time")
def test_a_scan_that_failed_while_it_waited_in_the_queue_is_not_recorded(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    heard: list[str] = []
    stand = new_stand(answered_within=0.1, play=heard.append)
    stand.hold_up(PASS, LATER_PASS)
    qtbot.waitUntil(lambda: heard == ["failure", "failure"])
    stand.window.overlay.dismiss()
    qtbot.waitUntil(lambda: len(stand.asked) == 1)
    stand.answer(2)
    stand.hold_up("KP9")
    qtbot.waitUntil(lambda: len(stand.asked) == 2)
    assert [scan.text for scan in stand.asked] == [PASS, "KP9"]


@pytest.mark.parametrize("retry", [None, EVENT.code])
def test_a_code_shown_again_after_a_failure_has_the_same_scan_id(
    qtbot: QtBot, new_stand: NewStand, retry: str | None
) -> None:
    stand = new_stand(times=DoorTimes(double_tap=timedelta(0)))
    stand.is_broken = True
    stand.hold_up(EVENT.code)
    stand.answer()
    qtbot.waitUntil(lambda: stand.title() == "Not checked in")
    stand.is_broken = False
    stand.now += timedelta(seconds=7)
    for _ in range(2):
        if retry is None:
            stand.window.overlay.dismiss()
            qtbot.waitUntil(stand.window.status.walk_in.isEnabled)
            qtbot.mouseClick(stand.window.status.walk_in, LEFT)
        else:
            stand.hold_up(retry)
        stand.answer()
        before = len(stand.answered)
        qtbot.waitUntil(lambda: len(stand.answered) > before)  # noqa: B023 -- awaited in this turn
    first, second, third = stand.asked
    assert second.id == first.id != third.id  # after an answer it is another person's scan
    assert [scan.may_be_recorded for scan in stand.asked] == [False, True, False]
    assert second.scanned_at == first.scanned_at + timedelta(seconds=7)


def test_two_failed_scans_keep_their_own_ids_when_tried_again(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(times=DoorTimes(double_tap=timedelta(0)))
    stand.is_broken = True
    stand.hold_up(EVENT.code)
    qtbot.mouseClick(stand.window.status.walk_in, LEFT)  # another person than the one with the event's code
    stand.answer(2)
    qtbot.waitUntil(lambda: len(stand.asked) == 2 and stand.window.status.walk_in.isEnabled())
    stand.is_broken = False
    for number in (1, 2):
        stand.window.overlay.dismiss()
        qtbot.waitUntil(stand.window.status.walk_in.isEnabled)
        qtbot.mouseClick(stand.window.status.walk_in, LEFT)
        stand.answer()
        qtbot.waitUntil(lambda: len(stand.answered) == number)  # noqa: B023 -- awaited in this turn
    ids = [scan.id for scan in stand.asked]
    assert len(set(ids)) == 2
    assert set(ids[:2]) == set(ids[2:])


@pytest.mark.complains("not be recorded in time")
def test_a_try_after_a_late_refusal_has_a_new_scan_id(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand(answered_within=0.1)
    for _ in range(2):
        stand.hold_up(LATER_PASS)
        qtbot.waitUntil(lambda: stand.title() == "Not checked in")
        stand.window.overlay.dismiss()
        stand.answer()
        stand.hold_up("KP9")  # its answer comes after the late one
        stand.answer()
        answered = len(stand.answered)
        qtbot.waitUntil(lambda: len(stand.answered) > answered)  # noqa: B023 -- awaited in this turn
        stand.window.overlay.dismiss()
    first, _, second, _ = stand.asked
    assert first.id != second.id
    assert not second.may_be_recorded


def test_a_code_that_is_seen_again_before_its_answer_is_one_scan(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    stand.hold_up(EVENT.code)
    qtbot.waitUntil(lambda: len(stand.asked) == 1)
    stand.hold_up(EVENT.code)
    stand.answer(2)
    qtbot.waitUntil(lambda: stand.answered == [Outcome.CHECKED_IN])
    stand.hold_up(EVENT.code)  # by the next guest
    qtbot.waitUntil(lambda: len(stand.answered) == 2)
    assert len({scan.id for scan in stand.asked}) == 2


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


def test_a_door_closes_while_its_database_is_silent_and_cannot_be_interrupted(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.is_uninterruptible = True  # like a disk that hangs
    stand.may_view.clear()
    stand.hold_up(PASS)
    qtbot.waitUntil(lambda: len(stand.asked) == 1)
    stand.door.shutdown()  # waiting for the database here would take more than 30 s
    assert not stand.may_view.is_set()
    stand.may_view.set()
    stand.answer(100)


def test_a_code_answered_while_staff_used_the_screen_keeps_its_scan_id(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(PASS)
    qtbot.waitUntil(lambda: len(stand.asked) == 1)
    stand.door.pause()
    stand.answer()
    qtbot.waitUntil(lambda: len(stand.answered) == 1)
    assert stand.title() == ""  # nobody saw it
    stand.hold_up(LATER_PASS)  # not checked in while staff use the screen
    stand.door.resume()
    assert sorted(stand.forgotten) == [PASS, LATER_PASS]  # both are read again if they are still held up
    stand.hold_up(PASS)
    stand.answer()
    qtbot.waitUntil(lambda: "Welcome" in stand.title())
    first, second = stand.asked
    assert second.id == first.id
    assert second.may_be_recorded
