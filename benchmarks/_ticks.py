"""A thread that ticks each millisecond when it can, and the gaps between its ticks."""

import threading
import time
from itertools import pairwise

_TICK = 0.001


class Ticker:
    """Ticks from start to stop."""

    def __init__(self) -> None:
        self._instants: list[float] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._tick, name="ticker")

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> list[float]:
        """Ends the thread; returns the gaps in milliseconds."""
        self._stopping.set()
        self._thread.join()
        return gaps(self._instants)

    def _tick(self) -> None:
        while not self._stopping.is_set():
            self._instants.append(time.monotonic())
            time.sleep(_TICK)


def gaps(instants: list[float]) -> list[float]:
    """Returns the milliseconds between neighbouring instants of time.monotonic()."""
    return [(after - before) * 1000 for before, after in pairwise(instants)]
