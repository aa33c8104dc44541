"""The only Qt application, and how it ends."""

import os
import signal
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui.common.application import running_application

LONG_MS = 20_000


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("qapp")
def test_an_idle_window_ends_on_a_stop_signal(stop: signal.Signals, qtbot: QtBot) -> None:
    del qtbot  # it watches Qt's messages
    otherwise = QTimer()
    otherwise.setSingleShot(True)
    otherwise.timeout.connect(QApplication.quit)  # a slot of Qt: no Python code runs while the loop is idle
    sending = threading.Timer(0.3, os.kill, (os.getpid(), stop))
    with running_application() as application:
        otherwise.start(LONG_MS)
        sending.start()
        application.exec()
        assert otherwise.isActive()
        otherwise.stop()
    sending.join()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("qapp")
def test_a_stop_signal_before_the_event_loop_starts_ends_the_window_too(
    stop: signal.Signals, qtbot: QtBot
) -> None:
    del qtbot  # it watches Qt's messages
    otherwise = QTimer()
    otherwise.setSingleShot(True)
    otherwise.timeout.connect(QApplication.quit)
    with running_application() as application:
        otherwise.start(LONG_MS)
        signal.raise_signal(stop)
        application.exec()
        assert otherwise.isActive()
        otherwise.stop()
