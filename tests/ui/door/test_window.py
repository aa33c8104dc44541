from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.event import Event
from kiosk.scanning.messages import Advice
from kiosk.ui.common.theme import DARK, LIGHT
from kiosk.ui.door.timing import DoorTimes
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import (
    ANSWERS,
    EVENT,
    LIVE,
    NO_CAMERA,
    NO_CAMERA_WORDS,
    NOW,
    closed,
    door_view,
    picture,
)

LEFT = Qt.MouseButton.LeftButton
QUICK = DoorTimes(
    welcome=timedelta(milliseconds=60), notice=timedelta(milliseconds=90), double_tap=timedelta(0)
)


class Counted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.paints = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        self.paints += event.type() is QEvent.Type.Paint
        return False


def colour_at(window: DoorWindow, x: float, y: float) -> str:
    image = window.grab().toImage()
    return image.pixelColor(round(image.width() * x), round(image.height() * y)).name().upper()


def shown_for_ms(window: DoorWindow) -> int:
    return max(timer.interval() for timer in window.overlay.findChildren(QTimer))


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_fills_the_screen_with_its_colour_and_plays_its_sound(
    new_window: NewWindow, outcome: Outcome
) -> None:
    played: list[str] = []
    window = new_window(play=played.append)
    window.show_answer(ANSWERS[outcome])
    assert window.overlay.isVisible()
    assert colour_at(window, 0.03, 0.5) == window.overlay.look.colour
    assert played == [window.overlay.look.sound]
    window.overlay.dismiss()


@pytest.mark.parametrize("outcome", [Outcome.CHECKED_IN, Outcome.UNKNOWN_CODE])
def test_an_outcome_closes_by_itself(qtbot: QtBot, new_window: NewWindow, outcome: Outcome) -> None:
    window = new_window(times=QUICK)
    with qtbot.waitSignal(window.overlay.ended, timeout=5000):
        window.show_answer(ANSWERS[outcome])
    assert not window.overlay.isVisible()
    assert colour_at(window, 0.01, 0.01) == LIGHT.background


def test_a_welcome_closes_sooner_than_a_refusal(window: DoorWindow) -> None:
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    assert shown_for_ms(window) == 2500
    window.show_answer(ANSWERS[Outcome.NOT_YET_OPEN])
    assert shown_for_ms(window) == 4000
    window.overlay.dismiss()


def test_the_next_person_s_outcome_replaces_the_one_before_at_once(window: DoorWindow) -> None:
    window.show_answer(ANSWERS[Outcome.UNKNOWN_CODE])
    window.show_answer(replace(ANSWERS[Outcome.CHECKED_IN], name="Mihai Pop"))
    assert "Mihai Pop" in window.overlay.look.title
    assert colour_at(window, 0.03, 0.5) == window.overlay.look.colour
    window.overlay.dismiss()


def test_a_slow_answer_hides_that_of_the_person_before(window: DoorWindow) -> None:
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    window.show_waiting()
    assert window.overlay.look.title == "One moment…"
    assert colour_at(window, 0.03, 0.5) != ANSWERS[Outcome.CHECKED_IN].outcome
    window.show_failure("The database cannot be reached.")
    assert window.overlay.look.title == "Not checked in"
    window.overlay.dismiss()


def test_a_tap_closes_an_outcome(qtbot: QtBot, new_window: NewWindow) -> None:
    window = new_window(times=DoorTimes(double_tap=timedelta(0)))
    window.show_answer(ANSWERS[Outcome.ALREADY_CHECKED_IN])
    qtbot.mouseClick(window.overlay, LEFT)
    assert not window.overlay.isVisible()


def test_the_second_tap_of_a_double_tap_does_not_close_the_outcome(
    qtbot: QtBot, new_window: NewWindow
) -> None:
    window = new_window(times=DoorTimes(double_tap=timedelta(hours=1)))
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    qtbot.mouseClick(window.overlay, LEFT)
    assert window.overlay.isVisible()
    window.overlay.dismiss()


def test_a_double_tap_on_walk_in_counts_once(qtbot: QtBot, window: DoorWindow) -> None:
    asked: list[None] = []
    window.walk_in_asked.connect(lambda: asked.append(None))
    qtbot.mouseClick(window.status.walk_in, LEFT)
    qtbot.mouseClick(window.status.walk_in, LEFT)
    assert len(asked) == 1


def test_a_double_press_of_space_on_walk_in_counts_once_and_opens_nothing(
    qtbot: QtBot, window: DoorWindow
) -> None:
    asked: list[None] = []
    window.walk_in_asked.connect(lambda: asked.append(None))
    window.status.walk_in.setFocus()
    for _ in range(2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert len(asked) == 1
    assert not window.keypad.isVisible()


def test_the_walk_in_button_is_enabled_once_the_answer_has_come(qtbot: QtBot, new_window: NewWindow) -> None:
    window = new_window(times=QUICK)
    qtbot.mouseClick(window.status.walk_in, LEFT)
    assert not window.status.walk_in.isEnabled()
    window.show_answer(Answer(Outcome.CHECKED_IN, EVENT.title, NOW))
    window.end_walk_in()
    qtbot.waitUntil(window.status.walk_in.isEnabled)
    qtbot.waitUntil(lambda: not window.overlay.isVisible())
    with qtbot.waitSignal(window.walk_in_asked):
        qtbot.mouseClick(window.status.walk_in, LEFT)


def test_a_window_closed_during_a_check_in_leaves_no_timer_running(qtbot: QtBot, window: DoorWindow) -> None:
    qtbot.mouseClick(window.status.walk_in, LEFT)
    window.keypad.open_page("WS0")
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    window.close()
    assert not [timer for timer in window.findChildren(QTimer) if timer.isActive()]


def test_a_check_in_counts_at_once_until_the_database_s_count_replaces_it(window: DoorWindow) -> None:
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    assert window.overlay.look.foot == "143 checked in"
    window.show_view(door_view(checked_in=150), NOW)
    assert window.overlay.look.foot == "150 checked in"
    assert "150 checked in" in window.status.accessibleName()
    window.overlay.dismiss()


def test_a_refusal_counts_nothing(window: DoorWindow) -> None:
    window.show_answer(ANSWERS[Outcome.ALREADY_CHECKED_IN])
    assert "142 checked in" in window.status.accessibleName()
    window.overlay.dismiss()


def test_the_organizer_s_changes_are_shown(window: DoorWindow) -> None:
    window.show_view(door_view(closed(replace(EVENT, title="Moved to Hall C"))), NOW)
    assert window.header.heading.title == "Moved to Hall C"
    assert "Closed" in window.status.accessibleName()
    assert "Check-in is closed" in window.camera.accessibleName()


def test_the_doors_open_by_the_clock_even_while_the_database_is_away(window: DoorWindow) -> None:
    early = EVENT.opens_at - timedelta(seconds=1)
    window.show_view(door_view(now=early), early)
    assert "Opens 18:00" in window.status.accessibleName()
    window.set_clock(EVENT.opens_at)
    assert window.status.accessibleName().startswith("Open,")


def test_a_lost_database_is_shown_calmly_until_it_is_back(window: DoorWindow) -> None:
    window.show_storage_lost("The database cannot be reached.")
    assert "cannot be reached" in window.status.accessibleName()
    assert not window.overlay.isVisible()
    window.show_storage_lost(None)
    assert "cannot be reached" not in window.status.accessibleName()


def test_a_hostile_name_is_shown_as_harmless_text(window: DoorWindow) -> None:
    window.show_answer(replace(ANSWERS[Outcome.CHECKED_IN], name="<b>Bob</b>\u202e\x00\n<img src=x>"))
    title = window.overlay.look.title
    assert "<b>Bob</b> <img src=x>" in title
    assert not {"\u202e", "\x00", "\n"} & set(title)
    window.overlay.dismiss()


def test_a_hostile_event_is_shown_as_harmless_text(window: DoorWindow) -> None:
    event = replace(EVENT, title="<h1>Fr\u202eee</h1>\x00", group_name="\u2067x", code="\u202eWS\x01")
    window.show_view(door_view(event), NOW)
    assert window.header.heading.title == "<h1>Free</h1>"
    assert window.header.heading.group == "x"


def test_escape_does_not_close_the_kiosk_and_ctrl_q_asks_to(qtbot: QtBot, window: DoorWindow) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()
    with qtbot.waitSignal(window.staff_asked):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert window.isVisible()


def test_night_and_day_change_the_screen_but_not_the_qr(window: DoorWindow) -> None:
    window.wear(DARK)
    assert colour_at(window, 0.01, 0.01) == DARK.background
    qr = window.card.qr_rect().translated(window.card.pos())
    quiet = window.grab().toImage().pixelColor(round(qr.left()) - 2, round(qr.top()) - 2)
    assert quiet == QColor("#FFFFFF")
    window.wear(LIGHT)
    assert colour_at(window, 0.01, 0.01) == LIGHT.background


def test_the_picture_is_mirrored_on_the_screen(window: DoorWindow) -> None:
    window.show_preview(picture())
    image = window.camera.grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(image.width() // 4, middle) == QColor("#0000FF")
    assert image.pixelColor(image.width() * 3 // 4, middle) == QColor("#FF0000")


def test_the_picture_s_corners_are_round(window: DoorWindow) -> None:
    window.show_preview(picture())
    image = window.camera.grab().toImage()
    corners = {
        image.pixelColor(x, y).name().upper() for x in (0, image.width() - 1) for y in (0, image.height() - 1)
    }
    assert corners == {LIGHT.background}


def test_a_picture_of_the_wrong_size_is_not_shown(window: DoorWindow) -> None:
    window.show_preview(replace(picture(), height=100_000))
    assert colour_at(window, 0.7, 0.3) not in {"#FF0000", "#0000FF"}


def test_a_dead_camera_leaves_no_frozen_picture(window: DoorWindow) -> None:
    window.show_preview(picture())
    window.show_camera(NO_CAMERA)
    window.show_preview(picture(2))
    image = window.camera.grab().toImage()
    seen = image.pixelColor(image.width() // 4, image.height() // 8).name()
    assert seen not in {"#0000ff", "#ff0000"}
    assert "Type your code or tap Walk-in" in window.camera.accessibleName()


def test_a_camera_that_fails_before_the_doors_open_is_reported_and_leaves_no_frozen_picture(
    window: DoorWindow,
) -> None:
    window.show_view(door_view(now=NOW - timedelta(days=1)), NOW - timedelta(days=1))
    window.show_preview(picture())
    window.show_camera(NO_CAMERA)
    image = window.camera.grab().toImage()
    seen = image.pixelColor(image.width() // 4, image.height() // 8).name()
    assert seen not in {"#0000ff", "#ff0000"}
    assert "Doors open tomorrow 18:00" in window.camera.accessibleName()
    assert NO_CAMERA_WORDS in window.camera.accessibleName()


def test_no_picture_is_painted_behind_an_outcome(qtbot: QtBot, window: DoorWindow) -> None:
    counted = Counted(window.camera)
    window.show_preview(picture(1))
    qtbot.waitUntil(lambda: counted.paints > 0)
    window.show_answer(ANSWERS[Outcome.CHECKED_IN])
    qtbot.waitUntil(window.overlay.isVisible)
    counted.paints = 0
    painted = Counted(window.overlay)
    for number in range(2, 12):
        window.show_preview(picture(number))
        window.overlay.update()
        before = painted.paints
        qtbot.waitUntil(lambda before=before: painted.paints > before)  # type: ignore[misc] # bound early
    assert counted.paints == 0
    window.overlay.dismiss()
    qtbot.waitUntil(lambda: counted.paints > 0)


def test_the_same_view_again_paints_nothing(qtbot: QtBot, window: DoorWindow) -> None:
    parts = [Counted(part) for part in (window.header, window.card, window.status)]
    window.show_view(door_view(), NOW)
    moved = Counted(window.camera)
    window.camera.update()
    qtbot.waitUntil(lambda: moved.paints > 0)
    assert [part.paints for part in parts] == [0, 0, 0]


@pytest.mark.parametrize("event", [EVENT, replace(EVENT, title="מבוא לסטטיסטיקה")])
def test_a_title_is_aligned_at_the_edge_where_its_script_begins(window: DoorWindow, event: Event) -> None:
    window.show_view(door_view(event), NOW)
    _, title, _ = window.header.texts()
    is_right = title.rect.right() > window.header.width() - 2
    assert is_right == (event is not EVENT)
    assert (title.rect.left() < 2) == (event is EVENT)


def test_every_control_has_a_name_for_screen_readers(window: DoorWindow) -> None:
    window.keypad.open_page()
    controls = [window.status.walk_in, window.status.enter_code, *window.keypad.buttons()]
    assert all(control.accessibleName() for control in controls)
    assert window.header.accessibleName().startswith(EVENT.title)
    window.keypad.close_page()


def test_advice_is_shown_until_it_is_removed_or_the_camera_fails(
    window: DoorWindow,
) -> None:
    window.show_advice(Advice.CLOSER)
    assert "closer" in window.camera.accessibleName()
    window.show_advice(None)
    assert "Hold your pass up" in window.camera.accessibleName()
    window.show_advice(Advice.TILT)
    window.show_camera(NO_CAMERA)
    window.show_camera(LIVE)
    assert "Hold your pass up" in window.camera.accessibleName()
