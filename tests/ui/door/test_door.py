"""The door between the people before it and a database that takes its time, or fails."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kiosk.domain.clock import utc_now
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.scan import Answer, Outcome, Scan
from kiosk.scanning.messages import CodeSeen
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import DeviceIndex
from kiosk.ui.door.door import Door, DoorServices
from kiosk.ui.door.timing import DoorTimes
from kiosk.ui.door.window import DoorWindow
from kiosk.ui.scanner_link import ScannerLink
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import ANSWERS, door_view

LEFT = Qt.MouseButton.LeftButton
PASS, MENU, LATER_PASS = "KP7", "https://www.example.org/menu", "KP8"
OUTCOMES = {PASS: Outcome.CHECKED_IN, MENU: Outcome.UNKNOWN_CODE, LATER_PASS: Outcome.PASS_REVOKED}


@dataclass
class Stand:
    """A door whose database answers each scan when the test lets it."""

    window: DoorWindow
    link: ScannerLink
    may_answer: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_broken: bool = False
    asked: list[Scan] = field(default_factory=list)
    answered: list[Outcome] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def check_in(self, scan: Scan) -> Answer:
        self.asked.append(scan)
        self.may_answer.acquire()
        if self.is_broken:
            raise StorageUnavailable("The database does not answer.")
        return ANSWERS[OUTCOMES.get(scan.text or "", Outcome.CHECKED_IN)]

    def hold_up(self, *texts: str) -> None:
        for text in texts:
            self.link.code_seen.emit(CodeSeen(text, 0.0, 0.0))

    def answer(self, scans: int = 1) -> None:
        self.may_answer.release(scans)

    def title(self) -> str:
        return self.window.overlay.look.title if self.window.overlay.isVisible() else ""


NewStand = Callable[..., Stand]


@pytest.fixture
def new_stand(new_window: NewWindow) -> Iterator[NewStand]:
    doors: list[tuple[Door, Stand]] = []

    def make(**options: object) -> Stand:
        link = ScannerLink(Scanner(DeviceIndex(0)))  # nothing is started: the codes come from the test
        stand = Stand(new_window(**options), link)
        link.forget = stand.forgotten.append  # type: ignore[method-assign, assignment] # what the scanner is asked
        door = Door(stand.window, DoorServices(stand.check_in, door_view), link, utc_now)
        door.answered.connect(lambda answer: stand.answered.append(answer.outcome))
        doors.append((door, stand))
        door.start(door_view())
        return stand

    yield make
    for door, stand in doors:
        stand.answer(100)
        door.shutdown()
        stand.window.overlay.dismiss()
        stand.window.status.drop_guard()


def test_whoever_waits_behind_a_slow_answer_does_not_take_it_for_theirs(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(PASS, LATER_PASS)
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    stand.answer()
    qtbot.waitUntil(lambda: "Welcome" in stand.title())
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    stand.answer()
    qtbot.waitUntil(lambda: "no longer valid" in stand.title())


def test_an_impatient_walk_in_is_one_walk_in(qtbot: QtBot, new_stand: NewStand) -> None:
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


def test_walk_in_rests_until_its_own_answer_not_somebody_else_s(qtbot: QtBot, new_stand: NewStand) -> None:
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


def test_a_pass_that_failed_is_tried_again_only_after_its_holder_could_read_so(
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


def test_of_two_passes_held_up_at_once_a_green_one_does_not_hide_that_the_other_was_refused(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(LATER_PASS, PASS)
    stand.answer(2)
    qtbot.waitUntil(lambda: stand.answered == [Outcome.PASS_REVOKED, Outcome.CHECKED_IN])
    assert "no longer valid" in stand.title()


def test_another_qr_on_a_ticket_does_not_take_its_holder_s_welcome_away(
    qtbot: QtBot, new_stand: NewStand
) -> None:
    stand = new_stand()
    stand.hold_up(PASS, MENU)
    stand.answer(2)
    qtbot.waitUntil(lambda: stand.answered == [Outcome.CHECKED_IN, Outcome.UNKNOWN_CODE])
    assert "Welcome" in stand.title()
    stand.hold_up(LATER_PASS)
    stand.answer()
    qtbot.waitUntil(lambda: "no longer valid" in stand.title())


def test_nobody_is_kept_waiting_for_another_qr_on_a_ticket(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    stand.hold_up(PASS, MENU)
    stand.answer()
    qtbot.waitUntil(lambda: stand.answered == [Outcome.CHECKED_IN])
    qtbot.waitUntil(lambda: stand.title() == "One moment…")
    stand.answer()
    qtbot.waitUntil(lambda: stand.title() == "")


def test_the_next_person_s_unknown_code_is_told(qtbot: QtBot, new_stand: NewStand) -> None:
    stand = new_stand()
    stand.hold_up(MENU)
    stand.answer()
    qtbot.waitUntil(lambda: stand.title() == "Code not recognised")
