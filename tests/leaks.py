"""Guards every test is under: what a test starts, it ends."""

import gc
import multiprocessing
import sys
import threading
from collections.abc import Iterator

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Sets aside what exists before the first test: the guards then look through little."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fails a test that leaves a thread, a child process, a window, a running timer or an animation."""
    threads = set(threading.enumerate())
    yield
    left = [f"thread {each.name}" for each in threading.enumerate() if each not in threads and goes_on(each)]
    left += [f"process {each.name}" for each in multiprocessing.active_children()]
    left += left_on_screen()
    assert not left, f"left behind: {', '.join(left)}"


def left_on_screen() -> list[str]:
    """Windows, running timers and animations that are still there, where a Qt application is."""
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    if widgets is None or core is None or widgets.QApplication.instance() is None:
        return []
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    is_valid = sys.modules["shiboken6"].isValid
    windows = [f"window {each!r}" for each in widgets.QApplication.topLevelWidgets() if is_valid(each)]
    things = [
        each
        for each in gc.get_objects()
        if isinstance(each, core.QTimer | core.QAbstractAnimation) and is_valid(each)
    ]
    timers = [f"timer {each!r}" for each in things if isinstance(each, core.QTimer) and each.isActive()]
    animations = [
        f"animation {each!r}"
        for each in things
        if isinstance(each, core.QAbstractAnimation) and each.state() is core.QAbstractAnimation.State.Running
    ]
    return windows + timers + animations


def goes_on(thread: threading.Thread) -> bool:
    """True when a thread is still there after two seconds in which to come to its end."""
    thread.join(timeout=2)  # one that was told to end may be at its last lines
    return thread.is_alive()
