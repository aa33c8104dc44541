"""Scenes of the door's staff page and its notice, set without the gate."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from kiosk.ui.door.staff.notice import StaffNotice
from kiosk.ui.door.staff.page import StaffPage
from kiosk.ui.door.staff_purpose import Purpose, pin_line
from kiosk.ui.door.window import DoorWindow
from kiosk.wording.door import staff as words
from kiosk.wording.door.link import clock_for_staff
from tests.ui.door.examples import ONLINE

_TITLE = "Practical Bayesian A/B testing"


def staff_screens() -> Iterator[tuple[str, Callable[[DoorWindow], None]]]:
    """Yields each picture's name with the act that prepares an idle window for it."""

    def page(act: Callable[[StaffPage], None]) -> Callable[[DoorWindow], None]:
        def open_page(window: DoorWindow) -> None:
            made = StaffPage(window, kiosk_name="Door A")

            def arrange() -> None:
                made.setGeometry(window.rect())

            window.arranged.connect(made.wear)
            window.arranged.connect(arrange)
            window.clear_away()
            made.open_page(_TITLE)
            act(made)

        return open_page

    def typed(made: StaffPage) -> None:
        made.ask_pin(pin_line(Purpose.CLOSE), timedelta())
        for digit in "2580":
            made.pad.add(digit)

    def wrong(made: StaffPage) -> None:
        made.ask_pin(pin_line(Purpose.CLOSE), timedelta())
        made.refuse_pin("That is not the PIN. 3 tries left", timedelta())

    def mistyped(made: StaffPage) -> None:
        made.ask_password(words.password_line())
        made.form.email.setText("andreea@example.org")
        made.form.wake(words.no_answer())

    def slow(made: StaffPage) -> None:
        made.side.show_clock_line(clock_for_staff(replace(ONLINE, clock_offset=timedelta(seconds=40))))
        made.ask_pin(pin_line(Purpose.CHOOSE), timedelta())

    def notice(window: DoorWindow) -> None:
        card = StaffNotice(window, window.camera, window.overlay)
        window.arranged.connect(card.wear)
        card.begin()
        card.show_message(words.notice_title(), words.notice_line())

    yield "staff-pin", page(lambda made: made.ask_pin(pin_line(Purpose.CLOSE), timedelta()))
    yield "staff-pin-typed", page(typed)
    yield "staff-pin-clock-slow", page(slow)
    yield "staff-pin-wrong", page(wrong)
    yield (
        "staff-pin-locked",
        page(lambda made: made.ask_pin(pin_line(Purpose.CHOOSE), timedelta(minutes=4))),
    )
    yield "staff-password", page(lambda made: made.ask_password(words.password_line()))
    yield "staff-password-no-answer", page(mistyped)
    yield "staff-nobody", page(lambda made: made.ask_nothing(words.nobody_line()))
    yield "staff-choices", page(lambda made: made.ask_choice(words.choices_line()))
    yield "staff-notice", notice
