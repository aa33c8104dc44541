"""Files an organizer chooses, by the system's own dialog where there is one, else by Qt's.

Qt's own can rename and delete files as well; here it may not: nobody chooses a file to delete another.
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
    """Asks where a file is to go. A file that is there already is asked about by the dialog.

    Args:
        parent: The page.
        title: The dialog's.
        name: A file name to begin with, with its ending.
        kind: What such files are, as `PDF (*.pdf)`.
        then: Gets the place.
    """
    dialog = _dialog(parent, title, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()
    return dialog


def ask_which_file(parent: QWidget, title: str, kind: str, then: Callable[[Path], object]) -> QFileDialog:
    """Asks for a file that is there; as ask_where_to_save."""
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
    """A file name for every system that says these words: `Łukasz Żak.png`."""
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
