"""The one Qt application: its name, its messages in our log, its way to end."""

import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk.ui.screen import check_screen

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("qt")


@contextmanager
def running_application() -> Iterator[QApplication]:
    """The application while a window is open. Ctrl+C and a service's stop signal end it as closing does.

    Raises:
        Refused: There is no screen.
    """
    check_screen()
    qInstallMessageHandler(log_message)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running")
    application.setApplicationName("Kiosk")
    application.setApplicationDisplayName("Kiosk")
    application.setDesktopFileName("kiosk")
    earlier = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in earlier:
        # Python runs its handlers between Qt's events; the door's own timers see to it that some come.
        # Not quit(), which asks every window first: a door closes only for its staff.
        signal.signal(number, lambda *_: application.exit())
    try:
        yield application
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        qInstallMessageHandler(None)


def log_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Sends a message of Qt's to the log, as qInstallMessageHandler wants it."""
    category = getattr(context, "category", None) or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
