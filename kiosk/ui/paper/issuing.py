"""Puts passes on paper and issues them: both are done or neither.

An earlier pass must not stop working when the new sheet was never written, and a sheet whose passes
already work must not be lost. So a file is written completely, then its passes are issued, then it is
moved to its place; a printer gets every page before the passes are issued.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import EXPECTED_FAULTS, Refused
from kiosk.domain.people.passes import printed_token
from kiosk.domain.progress import ProgressCallback
from kiosk.domain.refusals.files.reports import PrintedSheetsVoid, PrinterTookNoPages
from kiosk.private_files import make_private_file
from kiosk.services.database import Database
from kiosk.services.people.passes import PlannedPass, Stored, issue_passes
from kiosk.ui.paper.badge import Badge
from kiosk.ui.paper.document import draw_badges, write_badges
from kiosk.ui.paper.layouts import Layout


@dataclass(frozen=True, slots=True)
class BadgePaper:
    """The look of badges.

    Attributes:
        layout: Their positions on the paper.
        occasion: The event or group they are for, or "".
    """

    layout: Layout
    occasion: str = ""


def save_passes(  # noqa: PLR0913 -- the last two, by name, are a clock and a callback
    database: Database,
    path: Path,
    planned: Sequence[PlannedPass],
    paper: BadgePaper,
    *,
    now: datetime,
    on_progress: ProgressCallback,
) -> Stored:
    """Writes a PDF of planned passes, which replaces an earlier file, and issues them.

    Args:
        database: The database.
        path: The file.
        planned: The passes.
        paper: Their look.
        now: The instant at which the passes they replace stop working, aware UTC.
        on_progress: Gets the progress, and may end the work.

    Raises:
        Refused: The file cannot be written, or somebody else changed these people's passes; nothing
            was issued then, and an earlier file is unchanged. Or the passes work and the file could
            not be moved to its place: the refusal holds its path.
        StorageUnavailable: The database cannot be used; nothing was issued, and no file is left.
    """
    stored = Stored.PERHAPS
    total = len(planned)

    def issue() -> None:
        nonlocal stored
        stored = issue_passes(database, planned, now=now, on_progress=lambda _: on_progress(total, total))

    with atomic_file(path, replaces=True, once_written=issue) as half:
        write_badges(half, path.stem, paper.layout, badges(planned, paper), lambda n: on_progress(n, total))
    return stored


def save_again(
    path: Path, planned: Sequence[PlannedPass], paper: BadgePaper, *, on_progress: ProgressCallback
) -> None:
    """Writes a PDF of passes that were already issued, as save_passes does, without a database."""
    total = len(planned)
    with atomic_file(path, replaces=True) as half:
        write_badges(half, path.stem, paper.layout, badges(planned, paper), lambda n: on_progress(n, total))


def print_passes(  # noqa: PLR0913 -- as save_passes
    database: Database | None,
    printer: QPrinter,
    planned: Sequence[PlannedPass],
    paper: BadgePaper,
    *,
    now: datetime,
    on_progress: ProgressCallback,
) -> Stored:
    """Prints planned passes and issues them once the printer has every page.

    Args:
        database: The database; None when the passes were already issued.
        printer: The printer, as its dialog set it up.
        planned: The passes.
        paper: Their look.
        now: As for save_passes.
        on_progress: Gets the progress, and may end the work; pages printed by then are void.

    Raises:
        Refused: The printer takes no pages, or the passes could not be issued and the printed pages
            are void.
    """
    total = len(planned)
    if printer.outputFileName():  # its dialog can print into a file
        with suppress(OSError):  # drawing reports the same fault
            make_private_file(Path(printer.outputFileName()))
    is_drawn = draw_badges(printer, paper.layout, badges(planned, paper), lambda n: on_progress(n, total))
    if not is_drawn or printer.printerState() is QPrinter.PrinterState.Error:
        raise Refused(PrinterTookNoPages())
    if database is None:
        return Stored.SURELY
    try:
        return issue_passes(database, planned, now=now)
    except EXPECTED_FAULTS as error:
        cause = error.reason if isinstance(error, Refused) else error.cause
        raise Refused(PrintedSheetsVoid(cause)) from error


def badges(planned: Sequence[PlannedPass], paper: BadgePaper) -> Iterator[Badge]:
    """Yields the badge of each pass."""
    for each in planned:
        yield Badge(each.person.name, each.token, printed_token(each.token), paper.occasion)
