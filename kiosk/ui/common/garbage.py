"""Lets the GUI thread alone collect Python's garbage, in which Qt objects may be."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

LOOK_EVERY_MS = 50
"""Milliseconds between two looks at how much garbage there may be."""


@contextmanager
def collecting_garbage_here() -> Iterator[None]:
    """Collects garbage in this thread's event loop, and in no other thread, until the end.

    Python collects in whichever thread allocates. A Qt object that another thread collects loses its Python
    part at once and is destroyed in the GUI thread later; an event that it gets between the two crashes the
    program.
    """
    timer = QTimer()
    timer.timeout.connect(collect_due)
    was_enabled = gc.isenabled()
    gc.disable()
    timer.start(LOOK_EVERY_MS)
    try:
        yield
    finally:
        timer.stop()
        if was_enabled:
            gc.enable()


def collect_due() -> None:
    """Collects the oldest generation whose time has come, by Python's own thresholds."""
    limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, threshold) in enumerate(limits) if count > threshold]
    if due:
        gc.collect(due[-1])
