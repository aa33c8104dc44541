"""Guards for every test: it ends everything that it started, and declares the warnings that it causes."""

import gc
import logging
import multiprocessing
import re
import sys
import threading
from collections.abc import Iterator

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Registers the guards' marker."""
    config.addinivalue_line("markers", "complains(pattern): the program's log may warn of this, and must")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Sets the objects aside that exist before the first test, so that the guards inspect few."""
    _set_aside()


def _set_aside() -> None:
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
    _set_aside()  # modules that this test imported, for example
    assert not left, f"left behind: {', '.join(left)}"


@pytest.fixture(autouse=True)
def nothing_complained_of(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test whose log has warnings that its `complains` markers do not declare, or lacks one."""
    patterns = [str(marker.args[0]) for marker in request.node.iter_markers("complains")]
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield
    logging.getLogger().removeHandler(listener)
    logged = listener.messages
    undeclared = [message for message in logged if not any(re.search(each, message) for each in patterns)]
    missing = [each for each in patterns if not any(re.search(each, message) for message in logged)]
    assert not undeclared, f"the log warned of: {undeclared}"
    assert not missing, f"the log did not warn of: {missing}"


class Listener(logging.Handler):
    """Collects the messages of the program's log at WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collects one message."""
        if record.name.split(".")[0] in {"kiosk", "qt"}:
            self.messages.append(record.getMessage())


def left_on_screen() -> list[str]:
    """Returns the windows, running timers and animations that are left, if there is a Qt application."""
    widgets, core = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("PySide6.QtCore")
    if widgets is None or core is None or widgets.QApplication.instance() is None:
        return []
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    is_valid = sys.modules["shiboken6"].isValid
    windows = [f"window {each!r}" for each in widgets.QApplication.topLevelWidgets() if is_valid(each)]
    kinds = {
        kind
        for kind in set(map(type, gc.get_objects()))
        if issubclass(kind, core.QTimer | core.QAbstractAnimation)
    }
    things = [each for each in gc.get_objects() if type(each) in kinds and is_valid(each)] if kinds else []
    timers = [f"timer {each!r}" for each in things if isinstance(each, core.QTimer) and each.isActive()]
    animations = [
        f"animation {each!r}"
        for each in things
        if isinstance(each, core.QAbstractAnimation) and each.state() is core.QAbstractAnimation.State.Running
    ]
    return windows + timers + animations


def goes_on(thread: threading.Thread) -> bool:
    """True when a thread still runs after two more seconds."""
    thread.join(timeout=2)  # one that was asked to end may still run its last lines
    return thread.is_alive()
