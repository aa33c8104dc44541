"""The answers that a door shows when its database is slow or fails."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.scan import Outcome
from kiosk.ui.door.timing import DoorTimes
from tests.ui.door.stands import LATER_PASS, LEFT, MENU, PASS, NewStand


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
    played: list[str] = []
    stand = new_stand(answered_within=0.1, play=played.append)
    stand.hold_up(PASS, LATER_PASS)
    qtbot.waitUntil(lambda: played == ["failure", "failure"])
    stand.window.overlay.dismiss()
    qtbot.waitUntil(lambda: len(stand.asked) == 1)
    stand.answer(2)
    stand.hold_up("KP9")
    qtbot.waitUntil(lambda: len(stand.asked) == 2)
    assert [scan.text for scan in stand.asked] == [PASS, "KP9"]


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
