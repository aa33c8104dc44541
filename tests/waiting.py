"""Waits for events without a signal, such as the end of another process."""

import threading
import time
from collections.abc import Callable

_PAUSE_SECONDS = 0.005


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Waits for a condition; returns True as soon as it holds, False at the deadline."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(_PAUSE_SECONDS)
    return True
