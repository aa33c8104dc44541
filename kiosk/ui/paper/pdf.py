"""PDF files: written whole, or an error."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QPdfWriter


def write_pdf(path: Path, title: str, *, dpi: int, draw: Callable[[QPdfWriter], bool]) -> None:
    """Writes a PDF. Needs a Qt application for its fonts, but no screen; any thread may call it.

    Args:
        path: Written anew.
        title: The document's.
        dpi: Dots an inch, in which it is drawn.
        draw: Draws every page, and says false when the writer takes no drawing.

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
        # Qt goes on drawing on a full disk and says nothing.
        if not file.flush() or file.error() is not QFile.FileError.NoError:
            raise OSError(file.errorString())
    finally:
        file.close()
