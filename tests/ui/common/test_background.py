"""Work in the background says things in the language of whoever submits it."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk.ui.common.background import Background
from kiosk.wording.catalogue import Language, language, present_language


def found_fault(error: Exception) -> None:
    raise AssertionError from error


@pytest.mark.usefixtures("qapp")
def test_work_has_the_language_of_whoever_submits_it(qtbot: QtBot) -> None:
    parent = QObject()
    background = Background("test", parent)
    found: list[str] = []
    with language(Language("ro")):
        background.submit(lambda: present_language().code, success=found.append, failure=found_fault)
    background.submit(lambda: present_language().code, success=found.append, failure=found_fault)
    qtbot.waitUntil(lambda: len(found) == 2)
    background.shutdown()
    assert found == ["ro", "en"]
