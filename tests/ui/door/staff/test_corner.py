"""A held corner of the screen opens the staff page, and a tap does not."""

from pathlib import Path

import pytest

from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.page import Shown
from tests.ui.door.staff.conftest import NewIntruder
from tests.ui.door.staff.gates import INSIDE, LEFT, OUTSIDE, PIN


def test_the_corner_held_long_enough_leads_to_two_choices(new_intruder: NewIntruder, path: Path) -> None:
    StaffPin(path).set(PIN)
    intruder = new_intruder(hold_ms=50)
    for number, (name, allowed) in enumerate((("Choose camera", "camera"), ("Close the kiosk", "close")), 1):
        intruder.holds(INSIDE)
        intruder.waits_for_page(Shown.PIN)
        assert intruder.page.side.line == "Type this machine's PIN."
        intruder.lets_go()
        intruder.types(PIN)
        intruder.waits_for_page(Shown.CHOICES)
        assert intruder.allowed.count(allowed) == 0
        choices = {intruder.page.choices.camera, intruder.page.choices.close_kiosk}
        (chosen,) = [each for each in choices if each.accessibleName() == name]
        intruder.qtbot.mouseClick(chosen, LEFT)
        assert len(intruder.allowed) == number
        assert intruder.allowed[-1] == allowed


@pytest.mark.parametrize("overlay", [False, True])
def test_a_tap_or_a_finger_that_moves_away_opens_nothing(
    new_intruder: NewIntruder, path: Path, *, overlay: bool
) -> None:
    StaffPin(path).set(PIN)
    intruder = new_intruder(hold_ms=200)
    if overlay:
        intruder.window.show_waiting()  # a tap does not close it
    corner = intruder.gate.corner._timer  # noqa: SLF001 -- whether a press is being timed
    intruder.holds(OUTSIDE)
    assert not corner.isActive()
    intruder.lets_go(OUTSIDE)
    intruder.holds(INSIDE)
    assert corner.isActive()
    intruder.lets_go()
    assert not corner.isActive()
    intruder.holds(INSIDE, until=OUTSIDE)
    assert not corner.isActive()
    intruder.lets_go(OUTSIDE)
    assert not intruder.gate.is_open
    intruder.holds(INSIDE)  # control: a held corner opens the page, whatever covers the screen
    intruder.waits_for_page(Shown.PIN)
    intruder.lets_go()
    assert not intruder.window.overlay.isVisible()
