"""Passes put on paper and issued by that: either both happened or neither did.

Nobody's earlier pass may stop working for a sheet that was never written, and no sheet may be
lost whose passes work already. So a file is written whole, then its passes are issued, then it takes
its place; a printer gets every page before they are issued.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import EXPECTED_FAULTS, Refused
from kiosk.domain.passes import printed_token
from kiosk.domain.refusals.reports import PrintedSheetsVoid, PrinterTookNoPages
from kiosk.private_files import make_private_file
from kiosk.services.database import Database
from kiosk.services.people.passes import PlannedPass, Stored, issue_passes
from kiosk.ui.paper.badge import Badge
from kiosk.ui.paper.document import draw_badges, write_badges
from kiosk.ui.paper.layouts import Layout

Tell = Callable[[int, int | None], None]
"""Told how much of the work is done, and of how much. What it raises ends it, and nothing changed."""


@dataclass(frozen=True, slots=True)
class BadgePaper:
    """What badges look like.

    Attributes:
        layout: Where they lie.
        occasion: The event or group they are for, or "".
    """

    layout: Layout
    occasion: str = ""


def save_passes(  # noqa: PLR0913 -- what is written where, and who hears of it
    store: Database,
    path: Path,
    planned: Sequence[PlannedPass],
    paper: BadgePaper,
    *,
    now: datetime,
    tell: Tell,
) -> Stored:
    """Writes a PDF of planned passes, in the place of an earlier file, and issues them.

    Args:
        store: The database.
        path: Where.
        planned: Whose.
        paper: What they look like.
        now: When the passes they replace stop working.
        tell: Hears of progress, and may end the work.

    Raises:
        Refused: The file cannot be written, or somebody else changed these people's passes; nothing
            was issued then, and an earlier file is as it was. Or the passes work and the file could
            not take its place: the refusal says where it is.
        StorageUnavailable: The database cannot be used; nothing was issued, and no file is left.
    """
    stored = Stored.PERHAPS
    total = len(planned)

    def issue() -> None:
        nonlocal stored
        stored = issue_passes(store, planned, now=now, tell=lambda _: tell(total, total))

    with atomic_file(path, replaces=True, once_written=issue) as half:
        write_badges(half, path.stem, paper.layout, badges(planned, paper), lambda n: tell(n, total))
    return stored


def save_again(path: Path, planned: Sequence[PlannedPass], paper: BadgePaper, *, tell: Tell) -> None:
    """Writes a PDF of passes that are issued already: as save_passes, without a database."""
    total = len(planned)
    with atomic_file(path, replaces=True) as half:
        write_badges(half, path.stem, paper.layout, badges(planned, paper), lambda n: tell(n, total))


def print_passes(  # noqa: PLR0913 -- as save_passes
    store: Database | None,
    printer: QPrinter,
    planned: Sequence[PlannedPass],
    paper: BadgePaper,
    *,
    now: datetime,
    tell: Tell,
) -> Stored:
    """Prints planned passes and issues them once the printer has every page.

    Args:
        store: The database; None when the passes are issued already.
        printer: Set up by its dialog.
        planned: Whose.
        paper: What they look like.
        now: As for save_passes.
        tell: Hears of progress, and may end the work: what was printed by then is void.

    Raises:
        Refused: The printer takes no pages, or the passes could not be issued and what was printed is
            void.
    """
    total = len(planned)
    if printer.outputFileName():  # its dialog offers to print into a file
        with suppress(OSError):  # drawing finds out
            make_private_file(Path(printer.outputFileName()))
    is_drawn = draw_badges(printer, paper.layout, badges(planned, paper), lambda n: tell(n, total))
    if not is_drawn or printer.printerState() is QPrinter.PrinterState.Error:
        raise Refused(PrinterTookNoPages())
    if store is None:
        return Stored.SURELY
    try:
        return issue_passes(store, planned, now=now)
    except EXPECTED_FAULTS as error:
        cause = error.reason if isinstance(error, Refused) else error.cause
        raise Refused(PrintedSheetsVoid(cause)) from error


def badges(planned: Sequence[PlannedPass], paper: BadgePaper) -> Iterator[Badge]:
    """What stands on each pass."""
    for each in planned:
        yield Badge(each.person.name, each.token, printed_token(each.token), paper.occasion)
