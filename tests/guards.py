"""Guards every test is under: what it starts, it ends; what it lets the program complain of, it declares."""

import gc
import logging
import multiprocessing
import re
import sys
import threading
from collections.abc import Iterator

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Makes the guards' marker known."""
    config.addinivalue_line("markers", "complains(pattern): the program's log may warn of this, and must")


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


@pytest.fixture(autouse=True)
def nothing_complained_of(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test in which the log warns of what the test's `complains` markers do not declare."""
    patterns = [str(marker.args[0]) for marker in request.node.iter_markers("complains")]
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    undeclared = [said for said in listener.heard if not any(re.search(each, said) for each in patterns)]
    unheard = [each for each in patterns if not any(re.search(each, said) for said in listener.heard)]
    assert not undeclared, f"the log warned of: {undeclared}"
    assert not unheard, f"the log did not warn of: {unheard}"


class Listener(logging.Handler):
    """Keeps what the program's log says at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line."""
        if record.name.split(".")[0] in {"kiosk", "qt"}:
            self.heard.append(record.getMessage())


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
