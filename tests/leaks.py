"""Guards every test is under: what a test starts, it ends."""

import multiprocessing
import sys
import threading
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fails a test that leaves a thread, a child process or an open window behind."""
    threads = set(threading.enumerate())
    windows = set(_windows())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in threads and _is_ours(thread)]
    left += [process.name for process in multiprocessing.active_children()]
    left += [repr(window) for window in set(_windows()) - windows]
    assert not left, f"left running: {', '.join(left)}"


def _is_ours(thread: threading.Thread) -> bool:
    thread.join(timeout=2)  # one that was told to end may be at its last lines
    return thread.is_alive()


def _windows() -> list[object]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [window for window in widgets.QApplication.topLevelWidgets() if window.isVisible()]
