"""Garbage with Qt objects in it is collected by the GUI thread, whichever thread makes much of it."""

import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.common.garbage import collecting_garbage_here

MUCH = 100_000


class Part:
    """An object of a cycle, as a widget is that knows its window."""

    def __init__(self) -> None:
        self.whole = self


@pytest.fixture
def collectors() -> list[threading.Thread]:
    """Returns a list that receives the thread which collects the garbage of a test."""
    return []


def make_garbage(collectors: list[threading.Thread]) -> None:
    weakref.finalize(Part(), lambda: collectors.append(threading.current_thread()))


@pytest.fixture
def hard_worker() -> Iterator[threading.Thread]:
    """Yields a thread that will allocate as much as makes Python collect."""
    kept: list[list[int]] = []
    yield threading.Thread(target=lambda: kept.extend([] for _ in range(MUCH)))
    kept.clear()


def test_another_thread_leaves_the_garbage_to_the_gui_thread(
    qtbot: QtBot, hard_worker: threading.Thread, collectors: list[threading.Thread]
) -> None:
    with collecting_garbage_here():
        make_garbage(collectors)
        hard_worker.start()
        hard_worker.join()
        assert collectors == []
        qtbot.waitUntil(lambda: collectors == [threading.main_thread()])


def test_without_it_the_thread_that_allocates_collects(
    hard_worker: threading.Thread, collectors: list[threading.Thread]
) -> None:
    make_garbage(collectors)
    hard_worker.start()
    hard_worker.join()
    assert collectors == [hard_worker]
