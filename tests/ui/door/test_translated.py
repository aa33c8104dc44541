"""Everything a door shows comes from the catalogue: in the pseudo language each text is bracketed."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.errors import StorageUnfit
from kiosk.domain.faults.storage import NotPrepared
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.ui.door.staff.notice import StaffNotice
from kiosk.ui.door.staff.page import StaffPage
from kiosk.ui.door.staff_purpose import Purpose, pin_line
from kiosk.ui.door.window import DoorWindow
from kiosk.wording.door import staff
from kiosk.wording.door.link import clock_for_staff
from kiosk.wording.door.screen import fault_for_guests, lost_reason, shut_reason
from kiosk.wording.language.catalogue import language
from tests.storage_faults import no_answer
from tests.ui.door.conftest import NewWindow
from tests.ui.door.examples import (
    ALL_WRONG,
    ANSWERS,
    BEHIND,
    EVENT,
    LIVE,
    NO_CAMERA,
    NOW,
    OFFLINE,
    ONLINE,
    OUTDATED,
    SAVED_HERE,
    closed,
    door_view,
)
from tests.ui.translated import untranslated, visible_texts
from tests.wording.pseudo import pseudo_language

SIZE = (1920, 1080)
VALUES = re.compile(
    r"Practical Bayesian A/B testing|PyData Meetups|Hall B|Ana Ionescu|WS001|Door A"
    r"|(Thu|Fri|Wed) \d+ Nov|[A-Z]"
)
"""Names, codes, days in English, and the letters on the keys: they are shown as they are."""

LINKS = {
    "online": ONLINE,
    "behind": BEHIND,
    "long behind": replace(BEHIND, oldest_at=NOW - timedelta(hours=3)),
    "offline": OFFLINE,
    "offline, nothing waits": replace(OFFLINE, waiting=0, roster_at=None),
    "clock slow": replace(ONLINE, clock_offset=timedelta(hours=2)),
    "all wrong": ALL_WRONG,
    "outdated": OUTDATED,
    "outdated, nothing waits": replace(OUTDATED, waiting=0),
}

Show = Callable[[DoorWindow], object]


@contextmanager
def shown(new_window: NewWindow, **options: object) -> Iterator[DoorWindow]:
    with language(pseudo_language()):
        yield new_window(size=SIZE, **options)


def view(show: str) -> Show:
    views = {
        "closed": door_view(closed()),
        "not yet": door_view(now=NOW - timedelta(days=1)),
        "over": door_view(now=NOW + timedelta(days=1)),
        "thousands": door_view(checked_in=12_345),
    }
    return lambda window: window.show_view(views[show], NOW)


def answer(given: Answer) -> Show:
    def do(window: DoorWindow) -> None:
        window.show_answer(given)
        window.overlay.finish_arrival()

    return do


def link_state(link: LinkStatus) -> Show:
    return lambda window: window.show_view(door_view(link=link), NOW)


def saved_here(window: DoorWindow) -> None:
    window.show_view(door_view(link=OFFLINE), NOW)
    answer(SAVED_HERE)(window)


def camera(state: CameraState) -> Show:
    return lambda window: window.show_camera(CameraReport(state, NO_CAMERA.cause))


def camera_of_a_closed_door(state: CameraState) -> Show:
    def do(window: DoorWindow) -> None:
        window.show_camera(CameraReport(state, NO_CAMERA.cause))
        window.show_view(door_view(closed()), NOW)

    return do


def staff_page(ask: Callable[[StaffPage], object]) -> Show:
    def do(window: DoorWindow) -> None:
        page = StaffPage(window, kiosk_name="Door A")
        page.setGeometry(window.rect())
        page.wear(window.colours(), 1.0)
        page.open_page(window.event_title())
        ask(page)

    return do


def notice(title: Callable[[], str], line: Callable[[], str]) -> Show:
    def do(window: DoorWindow) -> None:
        card = StaffNotice(window, window.camera, window.overlay)
        card.wear(window.colours(), 1.0)
        card.begin()
        card.show_message(title(), line())

    return do


def submit_nothing(page: StaffPage) -> None:
    page.ask_password(staff.password_line())
    page.form.go_on.click()


OPEN_DOOR: dict[str, Show] = {
    "idle": lambda _window: None,
    **{f"the event is {each}": view(each) for each in ("closed", "not yet", "over", "thousands")},
    **{f"answer {outcome}": answer(given) for outcome, given in ANSWERS.items()},
    **{f"answer {outcome}, no particulars": answer(Answer(outcome, EVENT.title)) for outcome in Outcome},
    **{f"camera {state}": camera(state) for state in CameraState},
    **{f"camera {state}, closed": camera_of_a_closed_door(state) for state in CameraState},
    **{
        f"advice {advice}": lambda window, advice=advice: window.show_advice(advice)  # type: ignore[misc] # a lambda with a default
        for advice in Advice
    },
    **{f"link {name}": link_state(link) for name, link in LINKS.items()},
    "answer saved here": saved_here,
    "answer for another event": answer(Answer(Outcome.NOT_ON_LIST, EVENT.title, is_for_another_event=True)),
    "staff: clock slow": staff_page(
        lambda page: page.side.show_clock_line(
            clock_for_staff(replace(ONLINE, clock_offset=timedelta(hours=2)))
        )
    ),
    "failure": lambda window: window.show_failure(fault_for_guests(no_answer())),
    "other failure": lambda window: window.show_failure(fault_for_guests(OSError("x"))),
    "waiting": lambda window: window.show_waiting(),
    "lost": lambda window: window.show_storage_lost(lost_reason(no_answer())),
    "keypad": lambda window: window.keypad.open_page(),
    "keypad with a code": lambda window: window.keypad.open_page("WS001"),
    **{
        f"staff: PIN for {purpose.name}": staff_page(
            lambda page, purpose=purpose: page.ask_pin(pin_line(purpose), timedelta())  # type: ignore[misc] # as above
        )
        for purpose in Purpose
    },
    "staff: pause": staff_page(lambda page: page.ask_pin("", timedelta(seconds=40))),
    "staff: long pause": staff_page(lambda page: page.ask_pin("", timedelta(minutes=4))),
    **{
        f"staff: wrong PIN, {left} left": staff_page(
            lambda page, left=left: page.refuse_pin(staff.wrong_pin(left), timedelta())  # type: ignore[misc] # as above
        )
        for left in (None, 1, 2)
    },
    "staff: password": staff_page(lambda page: page.ask_password(staff.password_line())),
    "staff: nothing typed": staff_page(submit_nothing),
    "staff: no answer": staff_page(lambda page: page.form.wake(staff.fault_words(no_answer()))),
    "staff: PIN unreadable": staff_page(lambda page: page.ask_password(staff.unreadable_line())),
    "staff: nobody": staff_page(lambda page: page.ask_nothing(staff.nobody_line())),
    "staff: choices": staff_page(lambda page: page.ask_choice(staff.choices_line())),
    "notice: no PIN": notice(staff.notice_title, staff.notice_line),
    "notice: unreadable": notice(staff.unreadable_title, staff.unreadable_notice),
    "notice: darkness": notice(staff.darkness_title, lambda: ""),
}

STARTING_DOOR: dict[str, Show] = {
    **{f"camera {state}": camera(state) for state in CameraState},
    "no answer": lambda window: window.show_storage_lost(lost_reason(no_answer())),
    "unfit": lambda window: window.start_page.show_problem(shut_reason(StorageUnfit(NotPrepared("x")))),
    "refused": lambda window: window.start_page.show_problem(shut_reason(no_answer())),
}


@pytest.mark.parametrize("screen", OPEN_DOOR)
def test_every_text_of_an_open_door_is_translated(
    new_window: NewWindow, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    with shown(new_window) as window:
        OPEN_DOOR[screen](window)

        assert untranslated(window, monkeypatch, VALUES) == []


@pytest.mark.parametrize("screen", STARTING_DOOR)
def test_every_text_of_a_door_that_starts_is_translated(
    new_window: NewWindow, monkeypatch: pytest.MonkeyPatch, screen: str
) -> None:
    with shown(new_window, is_known=False) as window:
        window.set_clock(NOW)
        STARTING_DOOR[screen](window)

        assert untranslated(window, monkeypatch, VALUES) == []


def test_a_door_with_a_url_is_translated(new_window: NewWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    with shown(new_window, check_in_url="https://in.example.org/{code}") as window:
        window.show_camera(LIVE)

        assert untranslated(window, monkeypatch, VALUES) == []
        painted = " ".join(text for _widget, text in visible_texts(window, monkeypatch))
        assert "⟦Scan this with your phone, or tap Walk-in.⟧" in painted


def test_a_text_outside_the_catalogue_is_found_with_its_widget(
    qtbot: QtBot, new_window: NewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shown(new_window) as window:
        card = StaffNotice(window, window.camera, window.overlay)
        qtbot.addWidget(card)
        card.wear(window.colours(), 1.0)
        card.begin()
        card.show_message("Painted words", "")
        label = QLabel("Label words", window)
        label.setToolTip("Tip words")
        label.show()

        found = untranslated(window, monkeypatch, VALUES)

    assert "StaffNotice: 'Painted words'" in found
    assert {"QLabel: 'Label words'", "QLabel: 'Tip words'"} <= set(found)
