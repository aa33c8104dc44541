"""A Qt application that draws without a screen, for files."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk.ui.common.application import log_message


@contextmanager
def unseen_application() -> Iterator[None]:
    """The application that is running, or one that needs no screen and stays: fonts belong to it."""
    earlier = qInstallMessageHandler(log_message)
    try:
        # The kind that windows need too: a process has one application, and a window may follow.
        QApplication.instance() or QApplication(["kiosk", "-platform", "offscreen"])
        yield
    finally:
        qInstallMessageHandler(earlier)
