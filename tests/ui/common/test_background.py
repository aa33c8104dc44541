"""Work in the background uses the language of its caller."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.ui.common.background import Background
from kiosk.wording.language.catalogue import Language, language, present_language


def found_fault(error: Exception) -> None:
    raise AssertionError from error


@pytest.mark.usefixtures("qapp")
def test_work_runs_in_the_language_of_its_caller(qtbot: QtBot) -> None:
    parent = QObject()
    background = Background("test", parent)
    found: list[str] = []
    with language(Language("ro")):
        background.submit(lambda: present_language().code, success=found.append, failure=found_fault)
    background.submit(lambda: present_language().code, success=found.append, failure=found_fault)
    qtbot.waitUntil(lambda: len(found) == 2)
    background.shutdown()
    assert found == ["ro", "en"]
