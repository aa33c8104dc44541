"""The only Qt application: its name, its messages in our log, and how it ends."""

import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kiosk.ui.common.garbage import collecting_garbage_here
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
    """Yields the application while a window is open. Ctrl+C and a service's stop signal end it like closing.

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
        with _quitting_on_signals(application), collecting_garbage_here():
            yield application
    finally:
        qInstallMessageHandler(None)


@contextmanager
def _quitting_on_signals(application: QApplication) -> Iterator[None]:
    """Ends the event loop at once on a stop signal, even when nothing else happens in it.

    Python runs its handlers between two Python instructions, and an idle event loop runs none. So the
    signal writes into a socket (signal.set_wakeup_fd), which Qt watches too.
    """
    reading, writing = socket.socketpair()
    reading.settimeout(0)
    writing.settimeout(0)  # set_wakeup_fd requires it
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(
        lambda: reading.recv(_SIGNALS_AT_ONCE)
    )  # any Python code: the handlers run with it
    earlier = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    earlier_writing = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    for number in earlier:
        # quit() would ask every window first, and a door closes only for its staff.
        # From within the loop: an exit before it begins would have no effect.
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
    """Writes one of Qt's messages to the log; the handler for qInstallMessageHandler."""
    category = getattr(context, "category", None) or "default"
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
