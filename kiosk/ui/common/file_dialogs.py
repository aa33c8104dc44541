"""Lets an organizer choose files in the system's own dialog where there is one, else in Qt's.

Qt's own could also rename and delete files; here it may not, because nobody expects that of it.
"""

import unicodedata
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_LONGEST_NAME = 60


def ask_where_to_save(
    parent: QWidget, title: str, name: str, kind: str, then: Callable[[Path], object]
) -> QFileDialog:
    """Asks where to save a file. The dialog asks before it replaces a file that exists.

    Args:
        parent: The page.
        title: The dialog's title.
        name: A file name to begin with, with its ending.
        kind: The kind of file, such as `PDF (*.pdf)`.
        then: Gets the chosen path.
    """
    dialog = _dialog(parent, title, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()
    return dialog


def ask_which_file(parent: QWidget, title: str, kind: str, then: Callable[[Path], object]) -> QFileDialog:
    """Asks for a file that exists; takes what ask_where_to_save takes."""
    dialog = _dialog(parent, title, kind)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()
    return dialog


def file_kinds(*kinds: tuple[str, str]) -> str:
    """Returns kinds of files as a dialog offers them: `Videos (*.mp4 *.avi);;All files (*)`.

    Args:
        kinds: For each its name, and the patterns of its file names.
    """
    return ";;".join(f"{name} ({patterns})" for name, patterns in kinds)


def file_name(words: str, ending: str) -> str:
    """Returns a file name with these words that every system accepts: `Łukasz Żak.png`."""
    kept = "".join(
        each if each.isalnum() or each in " -_" else " " for each in unicodedata.normalize("NFC", words)
    )
    return f"{' '.join(kept.split())[:_LONGEST_NAME].strip() or 'kiosk'}{ending}"


def _dialog(parent: QWidget, title: str, kind: str) -> QFileDialog:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, folder, kind)
    dialog.setOption(QFileDialog.Option.ReadOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
