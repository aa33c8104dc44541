"""Qt's own texts follow the present language."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QApplication, QDateEdit, QMessageBox
from pytestqt.qtbot import QtBot

from kiosk.ui.common.translations import present_locale, translate_qt
from kiosk.wording.language.catalogue import Language, language


@contextmanager
def qt_in(code: str, qapp: QApplication) -> Iterator[None]:
    with language(Language(code)):
        translator = translate_qt(qapp)
        try:
            yield
        finally:
            if translator is not None:
                qapp.removeTranslator(translator)


def cancel_button(qtbot: QtBot) -> str:
    box = QMessageBox()
    qtbot.addWidget(box)
    return box.addButton(QMessageBox.StandardButton.Cancel).text().replace("&", "")


@pytest.mark.parametrize(("code", "text"), [("en", "Cancel"), ("de", "Abbrechen"), ("zh_Hans", "取消")])
def test_qts_own_buttons_are_in_the_present_language(
    qtbot: QtBot, qapp: QApplication, code: str, text: str
) -> None:
    with qt_in(code, qapp):
        assert cancel_button(qtbot) == text
    assert cancel_button(qtbot) == "Cancel"


@pytest.mark.complains("Qt has no texts in the language cy; its own buttons are in English")
def test_without_qts_texts_its_buttons_stay_english_and_the_log_records_it(
    qtbot: QtBot, qapp: QApplication
) -> None:
    with qt_in("cy", qapp):
        assert cancel_button(qtbot) == "Cancel"


def test_a_field_shows_the_names_of_days_in_the_present_language(qtbot: QtBot) -> None:
    edit = QDateEdit(QDate(2026, 11, 26))
    qtbot.addWidget(edit)
    edit.setDisplayFormat("ddd d MMM yyyy")
    for code, text in (("en", "Thu 26 Nov 2026"), ("ro", "joi 26 nov. 2026")):
        with language(Language(code)):
            edit.setLocale(present_locale())
            assert edit.text() == text
