"""The screen of a revoked kiosk: calm, and it asks nobody for a pass."""

from dataclasses import replace

from kiosk.ui.common.theme import Tone
from kiosk.ui.door.labels import StatePill, hint, link_pills, pill
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.examples import LIVE, NOW, OFFLINE, ZONE, door_view

REVOKED = replace(OFFLINE, waiting=0, oldest_at=None, rejected=2, is_revoked=True)


def test_people_read_that_the_kiosk_was_revoked_and_where_to_go() -> None:
    shown = hint(door_view(link=REVOKED), LIVE, zone=ZONE, now=NOW)
    assert shown.title == "This kiosk was revoked"
    assert "another door" in shown.line
    assert not shown.takes_passes


def test_staff_read_its_state_and_what_the_desk_has_to_look_at() -> None:
    view = door_view(link=REVOKED)
    assert pill(view, zone=ZONE, now=NOW) == StatePill("Revoked", Tone.QUIET)
    assert [each.text for each in link_pills(view.link, NOW)] == ["2 need the desk"]


def test_a_door_shows_it_as_soon_as_its_link_knows(window: DoorWindow) -> None:
    window.show_view(door_view(), NOW)
    assert "revoked" not in window.camera.accessibleName()
    window.show_view(door_view(link=REVOKED), NOW)
    assert "This kiosk was revoked" in window.camera.accessibleName()
