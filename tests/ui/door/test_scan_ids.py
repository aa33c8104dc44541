"""A scan keeps its id while it is tried again, so that nobody is recorded twice."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.scan import Outcome
from kiosk.ui.door.timing import DoorTimes
from tests.ui.door.examples import EVENT
from tests.ui.door.stands import LATER_PASS, LEFT, PASS, NewStand


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
