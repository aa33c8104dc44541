"""The desk's file dialogs: the system's own if there is one; Qt's neither deletes nor renames."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from kiosk.ui.common.file_dialogs import ask_where_to_save, ask_which_file
from kiosk.ui.desk.reports import export as exporting


def try_to_delete(qtbot: QtBot, dialog: QFileDialog, file: Path) -> None:
    """Chooses a file in Qt's own dialog, presses Delete, and answers every question with Yes."""
    files = dialog.findChild(QListView, "listView")
    assert isinstance(files, QListView)  # the screen of the tests has no system dialogs
    dialog.setDirectory(str(file.parent))
    model = files.model()
    qtbot.waitUntil(lambda: model.rowCount(files.rootIndex()) == 1)
    files.setCurrentIndex(model.index(0, 0, files.rootIndex()))
    answering = QTimer(dialog)
    answering.timeout.connect(accept_all)
    answering.start(20)
    files.setFocus()
    qtbot.keyClick(files, Qt.Key.Key_Delete)
    answering.stop()


def accept_all() -> None:
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QMessageBox) and each.isVisible():
            each.button(QMessageBox.StandardButton.Yes).click()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    made = folder / "kiosk.sqlite"
    made.write_text("the database")
    return made


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


Opens = Callable[[QWidget], QFileDialog]


@pytest.mark.parametrize(
    "opens",
    [
        lambda page: ask_which_file(page, "Import", "All (*)", print),
        lambda page: ask_where_to_save(page, "Save", "passes.sqlite", "All (*)", print),
    ],
    ids=["which file", "where to save"],
)
def test_no_file_is_deleted_or_renamed_in_a_dialog_of_the_desk(
    qtbot: QtBot, page: QWidget, file: Path, opens: Opens
) -> None:
    dialog = opens(page)
    try_to_delete(qtbot, dialog, file)
    assert file.exists()
    files = dialog.findChild(QListView, "listView")
    assert isinstance(files, QListView)
    assert not files.model().flags(files.currentIndex()) & Qt.ItemFlag.ItemIsEditable
    dialog.reject()
    control = QFileDialog(page)
    control.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    control.open()
    try_to_delete(qtbot, control, file)
    assert not file.exists()
    control.reject()


def test_an_export_s_dialog_deletes_nothing_and_still_saves(qtbot: QtBot, page: QWidget, file: Path) -> None:
    tried: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        try:
            try_to_delete(qtbot, dialog, file)
            tried.append(file.exists())
            dialog.selectFile("who came.sqlite")
            dialog.accept()
        finally:
            dialog.close()

    QTimer.singleShot(0, page, look)
    chosen = exporting.choose_file(page, "who came.sqlite", "All")
    assert tried == [True]
    assert chosen == file.parent / "who came.sqlite"
