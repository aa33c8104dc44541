"""The guards notice everything that a test leaves behind."""

import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import guards


def test_a_timer_left_running_and_a_window_left_open_are_seen(qtbot: QtBot) -> None:
    timer, window = QTimer(), QWidget()
    qtbot.addWidget(window)
    timer.start(60_000)
    left = " ".join(guards.left_on_screen())
    timer.stop()
    assert "timer" in left
    assert "window" in left
    assert "timer" not in " ".join(guards.left_on_screen())


def test_a_thread_left_running_is_seen() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    assert guards.goes_on(thread)
    end.set()
    assert not guards.goes_on(thread)
