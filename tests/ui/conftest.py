"""What every test of pixels shares: a platform without a screen, and a guard against leftovers."""

import gc
import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def left_behind() -> list[str]:
    """Windows, running timers and animations that are still there."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    windows = [f"window {widget!r}" for widget in QApplication.topLevelWidgets() if isValid(widget)]
    alive = [thing for thing in gc.get_objects() if isinstance(thing, QTimer | QAbstractAnimation)]
    timers = [
        f"timer {timer!r}"
        for timer in alive
        if isinstance(timer, QTimer) and isValid(timer) and timer.isActive()
    ]
    animations = [
        f"animation {animation!r}"
        for animation in alive
        if isinstance(animation, QAbstractAnimation)
        and isValid(animation)
        and animation.state() is QAbstractAnimation.State.Running
    ]
    return windows + timers + animations


@pytest.fixture(autouse=True)
def _leaves_nothing_behind() -> Iterator[None]:
    """Fails a test that leaves a window, a running timer or a running animation."""
    yield
    if QApplication.instance() is not None:
        assert left_behind() == []
