"""Finds screens that block a window because they query the database in the GUI thread."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, event

import kiosk.ui

_SCREENS = str(Path(kiosk.ui.__file__).parent)


@contextmanager
def stalls_found() -> Iterator[list[str]]:
    """Collects the places in `kiosk/ui` that query a database in the GUI thread."""
    found: list[str] = []

    def look(*_arguments: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        frame = sys._getframe()  # noqa: SLF001 -- the only way to see the caller
        while frame is not None:
            if frame.f_code.co_filename.startswith(_SCREENS):
                found.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
                return
            frame = frame.f_back  # type: ignore[assignment] # None at the end

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", look)
