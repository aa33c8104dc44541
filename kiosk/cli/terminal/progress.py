"""Shows the progress of long work on one line of a terminal."""

import os
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class TerminalProgress:
    """A line on standard error that shows the progress; it is removed at the end.

    Nothing is written when standard error is not a terminal, or is one that cannot move its cursor.

    Args:
        quiet_seconds: Work that ends earlier shows nothing.
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
            text: The progress as a text.
            done: How much is done.
            total: How much there is, in the same unit; None when unknown.
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
