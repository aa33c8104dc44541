"""The jobs that save or print passes. They issue new passes, or use passes that work already."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from kiosk.domain.errors import Refused
from kiosk.domain.progress import ProgressCallback
from kiosk.domain.refusals.files.reports import NobodyToPrintFor
from kiosk.services.database import Database
from kiosk.services.people.passes import PassRecipients, PlannedPass, Stored, plan_passes
from kiosk.ui.paper.issuing import BadgePaper, print_passes, save_again, save_passes


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The passes that a job saved or printed.

    Attributes:
        passes: The passes in the order of the pages.
        stored: The certainty that they work.
        path: The file that contains them; None when they were printed.
    """

    passes: tuple[PlannedPass, ...]
    stored: Stored
    path: Path | None


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """An order to save or print passes.

    Attributes:
        whose: The recipients of new passes, or passes that work already.
        paper: The layout of the pages.
        now: The instant at which earlier passes stop working, aware.
        only_without: True to skip people who hold a pass that works.
    """

    whose: PassRecipients | tuple[PlannedPass, ...]
    paper: BadgePaper
    now: datetime
    only_without: bool


def saving(order: PrintOrder, path: Path) -> Callable[[Database, ProgressCallback], PrintResult]:
    """Returns the job that writes a PDF."""

    def save(database: Database, on_progress: ProgressCallback) -> PrintResult:
        if isinstance(order.whose, tuple):
            save_again(path, order.whose, order.paper, on_progress=on_progress)
            return PrintResult(order.whose, Stored.SURELY, path)
        planned = _planned(order.whose, database, only_without=order.only_without)
        stored = save_passes(database, path, planned, order.paper, now=order.now, on_progress=on_progress)
        return PrintResult(planned, stored, path)

    return save


def printing(order: PrintOrder, printer: QPrinter) -> Callable[[Database, ProgressCallback], PrintResult]:
    """Returns the job that prints."""

    def work(database: Database, on_progress: ProgressCallback) -> PrintResult:
        if isinstance(order.whose, tuple):
            print_passes(None, printer, order.whose, order.paper, now=order.now, on_progress=on_progress)
            return PrintResult(order.whose, Stored.SURELY, None)
        planned = _planned(order.whose, database, only_without=order.only_without)
        stored = print_passes(database, printer, planned, order.paper, now=order.now, on_progress=on_progress)
        return PrintResult(planned, stored, None)

    return work


def _planned(whose: PassRecipients, database: Database, *, only_without: bool) -> tuple[PlannedPass, ...]:
    planned = plan_passes(database, whose, only_without=only_without)
    if not planned:
        raise Refused(NobodyToPrintFor())
    return tuple(planned)
