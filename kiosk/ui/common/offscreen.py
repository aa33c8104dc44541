"""A Qt application that draws without a screen, for files."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk.ui.common.application import log_message


@contextmanager
def unseen_application() -> Iterator[None]:
    """Returns the running application, or makes one without a screen that stays: fonts belong to it."""
    earlier = qInstallMessageHandler(log_message)
    try:
        # A QApplication: a process can have only one application, and a window may follow.
        QApplication.instance() or QApplication(["kiosk", "-platform", "offscreen"])
        yield
    finally:
        qInstallMessageHandler(earlier)
