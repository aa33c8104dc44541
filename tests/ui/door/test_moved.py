"""A door that an organizer moves to another event, and its camera's state for the desk."""

from dataclasses import replace
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.kiosk import KioskCamera
from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.ui.door.camera_state import kiosk_camera
from tests.ui.door.examples import EVENT
from tests.ui.door.stands import PASS, NewStand, Stand

KEYNOTE = replace(EVENT, id=uuid4(), title="Keynote", code="WS002")


def has_moved(stand: Stand) -> bool:
    return stand.window.event_title() == "Keynote"


def test_a_door_that_nobody_uses_changes_and_greets(new_stand: NewStand, qtbot: QtBot) -> None:
    stand = new_stand()
    stand.moves_to = KEYNOTE
    qtbot.waitUntil(lambda: has_moved(stand), timeout=10_000)
    assert stand.title() == "Welcome"
    assert "Keynote" in stand.window.overlay.look.line
    assert stand.window.header.heading.title == "Keynote"
    stand.window.overlay.dismiss()


def test_it_never_changes_while_somebody_waits_for_an_answer_or_reads_it(
    new_stand: NewStand, qtbot: QtBot
) -> None:
    stand = new_stand()
    stand.hold_up(PASS)
    stand.moves_to = KEYNOTE
    views = stand.views
    qtbot.waitUntil(lambda: stand.views >= views + 2, timeout=10_000)
    assert not has_moved(stand), "somebody waits"
    stand.answer()
    qtbot.waitUntil(lambda: stand.title().startswith("Welcome, "), timeout=10_000)
    views = stand.views
    qtbot.waitUntil(lambda: stand.views >= views + 2 or not stand.title(), timeout=10_000)
    assert not (has_moved(stand) and stand.title().startswith("Welcome, ")), "somebody reads"
    stand.window.overlay.dismiss()
    qtbot.waitUntil(lambda: has_moved(stand), timeout=10_000)
    stand.window.overlay.dismiss()


def test_it_does_not_change_while_a_code_is_typed(new_stand: NewStand, qtbot: QtBot) -> None:
    stand = new_stand()
    stand.window.keypad.open_page()
    stand.moves_to = KEYNOTE
    views = stand.views
    qtbot.waitUntil(lambda: stand.views >= views + 2, timeout=10_000)
    assert not has_moved(stand)
    stand.window.keypad.close_page()
    qtbot.waitUntil(lambda: has_moved(stand), timeout=10_000)
    stand.window.overlay.dismiss()


def test_the_door_reports_its_camera_for_the_desk(new_stand: NewStand) -> None:
    stand = new_stand()
    states: list[KioskCamera] = []
    stand.door.camera_changed.connect(states.append)
    for state in (CameraState.OPENING, CameraState.LIVE, CameraState.FROZEN, CameraState.RESTARTING):
        stand.link.camera_reported.emit(CameraReport(state))
    assert states == [KioskCamera.READS, KioskCamera.LOST]


@pytest.mark.parametrize("state", CameraState)
def test_only_a_camera_that_starts_is_in_no_state(state: CameraState) -> None:
    assert (kiosk_camera(state) is None) == (state in {CameraState.OPENING, CameraState.RESTARTING})
