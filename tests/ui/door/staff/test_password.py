"""Without a usable PIN an organizer's password opens, and a silent database blocks nothing."""

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kiosk.ui.door.staff.page import Shown
from kiosk.wording.door import staff as words
from tests.ui.door.staff.conftest import NewIntruder
from tests.ui.door.staff.gates import EMAIL, PASSWORD


def test_without_a_pin_an_organizer_s_password_opens_and_no_other(new_intruder: NewIntruder) -> None:
    intruder = new_intruder()
    intruder.asks_to_close(Shown.PASSWORD)
    assert "kiosk pin" in intruder.page.side.line
    form = intruder.page.form
    intruder.presses(Qt.Key.Key_Return)
    intruder.presses(Qt.Key.Key_Return)
    assert form.message == "Type the e-mail address and the password of an organizer."
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    intruder.types("another")
    intruder.presses(Qt.Key.Key_Return)
    intruder.qtbot.waitUntil(lambda: form.message.startswith("No organizer's account has"))
    assert form.password.text() == ""
    assert intruder.allowed == []
    intruder.types(PASSWORD)
    intruder.presses(Qt.Key.Key_Return)
    intruder.qtbot.waitUntil(lambda: intruder.allowed == ["close"])
    intruder.page.leave()
    assert (form.email.text(), form.password.text()) == ("", "")


def test_a_silent_database_is_shown_in_a_sentence_and_blocks_nothing(new_intruder: NewIntruder) -> None:
    intruder = new_intruder(patience_ms=100)
    intruder.database.may_answer.clear()
    intruder.asks_to_close(Shown.PASSWORD)
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    for _ in range(5):  # more often than the most waiting threads
        intruder.types(PASSWORD)
        intruder.presses(Qt.Key.Key_Return)
        intruder.qtbot.waitUntil(lambda: "does not answer" in intruder.page.form.message)
        assert "a PIN that works without the database" in intruder.page.form.message
    assert len(intruder.gate._question._threads) == 3  # noqa: SLF001 -- as above
    intruder.database.may_answer.set()
    for thread in intruder.gate._question._threads:  # noqa: SLF001 -- as above
        thread.join()
    QApplication.processEvents()
    assert intruder.allowed == []  # a late answer opens nothing
    began = time.monotonic()
    intruder.database.may_answer.clear()
    intruder.types(PASSWORD)
    intruder.presses(Qt.Key.Key_Return)
    intruder.gate.shutdown()
    assert time.monotonic() - began < 1


def test_the_answer_to_an_earlier_question_does_not_open_for_a_wrong_password(
    new_intruder: NewIntruder,
) -> None:
    intruder = new_intruder()
    intruder.database.may_answer.clear()
    intruder.asks_to_close(Shown.PASSWORD)  # it asks whether any organizer has a password
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    intruder.types("another")
    intruder.presses(Qt.Key.Key_Return)
    intruder.database.may_answer.set()
    intruder.qtbot.waitUntil(lambda: intruder.page.form.message.startswith("No organizer's account has"))
    assert intruder.allowed == []


def test_with_a_damaged_pin_only_an_organizer_s_password_opens(new_intruder: NewIntruder, path: Path) -> None:
    path.write_text("{}")
    intruder = new_intruder()
    intruder.asks_to_close(Shown.PASSWORD)
    assert intruder.page.side.line == words.unreadable_line()
    intruder.types(EMAIL)
    intruder.presses(Qt.Key.Key_Return)
    intruder.types(PASSWORD)
    intruder.presses(Qt.Key.Key_Return)
    intruder.qtbot.waitUntil(lambda: intruder.allowed == ["close"])
