"""The one Qt application: its name, its messages in our log, its way to end."""

import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk.ui.common.screen import check_screen
from kiosk.ui.common.translations import translate_qt

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_SIGNALS_AT_ONCE = 64
_log = logging.getLogger("qt")


@contextmanager
def running_application() -> Iterator[QApplication]:
    """The application while a window is open. Ctrl+C and a service's stop signal end it as closing does.

    Raises:
        Refused: There is no screen.
    """
    check_screen()
    qInstallMessageHandler(log_message)
    if sys.platform == "linux":
        from kiosk.ui.common.bus import leave_silent_bus  # noqa: PLC0415 -- other systems have no such bus

        leave_silent_bus()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running")
    application.setApplicationName("Kiosk")
    application.setApplicationDisplayName("Kiosk")
    application.setDesktopFileName("kiosk")
    translate_qt(application)
    try:
        with _quitting_on_signals(application):
            yield application
    finally:
        qInstallMessageHandler(None)


@contextmanager
def _quitting_on_signals(application: QApplication) -> Iterator[None]:
    """Ends the event loop at once on a stop signal, even when nothing else happens in it.

    Python runs its handlers between two of its own instructions, and an idle event loop has none. So the
    signal writes into a socket (signal.set_wakeup_fd), which Qt waits for too.
    """
    reading, writing = socket.socketpair()
    reading.settimeout(0)
    writing.settimeout(0)  # as set_wakeup_fd wants it
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(
        lambda: reading.recv(_SIGNALS_AT_ONCE)
    )  # any Python: the handlers come with it
    earlier = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    earlier_writing = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    for number in earlier:
        # Not quit(), which asks every window first: a door closes only for its staff.
        # From within the loop: before it begins, an exit would be forgotten.
        signal.signal(number, lambda *_: QTimer.singleShot(0, application.exit))
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(earlier_writing)
        notifier.setEnabled(False)
        notifier.deleteLater()
        reading.close()
        writing.close()


def log_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Sends a message of Qt's to the log, as qInstallMessageHandler wants it."""
    category = getattr(context, "category", None) or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
