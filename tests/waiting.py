"""Waiting for what tells nobody that it happened: another process's end, a driver's turn."""

import threading
import time
from collections.abc import Callable

_PAUSE_SECONDS = 0.005


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """True as soon as the condition holds; false at the deadline."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(_PAUSE_SECONDS)
    return True
