"""Writes PDF files completely, or raises an error."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QPdfWriter


def write_pdf(path: Path, title: str, *, dpi: int, draw: Callable[[QPdfWriter], bool]) -> None:
    """Writes a PDF. Needs a Qt application for its fonts, but no screen; any thread may call it.

    Args:
        path: The file; one that exists is replaced.
        title: The document's title.
        dpi: The resolution of the drawing, in dots per inch.
        draw: Draws every page; returns False when the writer cannot be drawn on.

    Raises:
        OSError: The file cannot be written.
    """
    file = QFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    try:
        writer = QPdfWriter(file)
        writer.setResolution(dpi)
        writer.setTitle(title)
        writer.setCreator("Kiosk")
        if not draw(writer):
            raise OSError(file.errorString())
        del writer
        # On a full disk Qt continues to draw and reports nothing.
        if not file.flush() or file.error() is not QFile.FileError.NoError:
            raise OSError(file.errorString())
    finally:
        file.close()
