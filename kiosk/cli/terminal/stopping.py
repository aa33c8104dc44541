"""Stops a command by Ctrl+C or a stop signal."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType


@contextmanager
def stopping_as_ctrl_c() -> Iterator[None]:
    """Makes a stop signal end the work as Ctrl+C does, so that it cleans up too.

    It does not send itself SIGINT: a program that a shell started in the background ignores that signal.
    """
    earlier = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)


@contextmanager
def noting_stops() -> Iterator[list[int]]:
    """Collects the signals that ask the work to stop; the work checks them where it may end.

    After an end in the middle of a commit, nobody would know what was written.
    """
    noted: list[int] = []

    def note(number: int, _frame: "FrameType | None") -> None:
        noted.append(number)

    earlier = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield noted
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
