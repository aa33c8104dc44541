"""How far long work is, on one line of a terminal."""

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class TerminalProgress:
    """One line on standard error that says how far the work is; it is gone at the end.

    Nothing is written when standard error is no terminal, or one that cannot move its cursor.

    Args:
        quiet_seconds: Work that is done by then shows nothing.
    """

    def __init__(self, *, quiet_seconds: float = 0) -> None:
        self._is_shown = bool(sys.stderr and sys.stderr.isatty()) and os.environ.get("TERM") != "dumb"
        self._begins_at = time.monotonic() + quiet_seconds
        self._line: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            self._line[0].stop()

    def show(self, text: str, done: int, total: int | None) -> None:
        """Shows how far the work is; a line that is too long for the terminal is cut.

        Args:
            text: What is done so far, in words.
            done: How much is done.
            total: Of how much, in the same unit; None when nobody knows.
        """
        if not self._is_shown or time.monotonic() < self._begins_at:
            return
        if self._line is None:
            self._line = _started(text, done, total)
        else:
            progress, task = self._line
            progress.update(task, description=text, completed=done, total=total)


def _started(text: str, done: int, total: int | None) -> "tuple[Progress, TaskID]":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column

    progress = Progress(
        TextColumn(
            "{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis")
        ),
        BarColumn(bar_width=None),
        console=Console(stderr=True, highlight=False),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = progress.add_task(text, completed=done, total=total)
    progress.start()
    return progress, task
