"""`kiosk export`: who came, as a file."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Self

import typer

from kiosk.cli.options import Json, say, settings_of, shown
from kiosk.domain.errors import Refused
from kiosk.domain.report import FileFormat, ReportKind, Wanted
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault

_PANEL = "Events and people"
_PROGRESS_SECONDS = 0.2


def add_to(app: typer.Typer) -> None:
    """Joins this command to the program's."""
    app.command(rich_help_panel=_PANEL)(export)


def export(  # noqa: PLR0913 -- one parameter an option
    context: typer.Context,
    *,
    file_format: Annotated[
        FileFormat, typer.Option("--format", help="A table, or a PDF sheet to sign.", case_sensitive=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")],
    event: Annotated[
        str | None, typer.Option("--event", metavar="CODE", help="Of the event with this code.")
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help="Of every event of this group.")
    ] = None,
    participant: Annotated[
        str | None, typer.Option("--participant", metavar="EMAIL", help="Of everything this person came to.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if there is one.")] = False,
    json: Json = False,
) -> None:
    """Write who came to an event, to a group's events, or what one person came to, into a file."""
    from kiosk.app.export import export_report
    from kiosk.atomic_file import AlreadyThere

    wanted = _wanted(event, group, participant)
    settings = settings_of(context)
    progress = _Progress()
    try:
        with _stopping_as_ctrl_c(), progress:
            done = export_report(settings, wanted, file_format, output, replaces=force, told=progress.tell)
    except AlreadyThere as refusal:
        raise Refused(f"{fault(refusal, Audience.TECHNICIAN)} Or add --force to replace it.") from refusal
    document = {
        "file": str(output),
        "format": file_format,
        "report": wanted.kind,
        "name": done.name,
        "events": done.events,
        "rows": done.rows,
    }
    say(json, document, f"Wrote {_counted(done.rows)} of {done.name!r} to {output}.")
    if not done.rows:
        typer.echo(shown(f"Nobody has checked in yet, so {output} holds headings only."), err=True)


@contextmanager
def _stopping_as_ctrl_c() -> Iterator[None]:
    """A stop signal ends the export as Ctrl+C does, so that it clears up too.

    Not by sending itself SIGINT: a program that a shell started in the background ignores that one.
    """
    earlier = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, earlier)


def _wanted(event: str | None, group: str | None, participant: str | None) -> Wanted:
    kinds = {ReportKind.EVENT: event, ReportKind.GROUP: group, ReportKind.PARTICIPANT: participant}
    named = [Wanted(kind, name) for kind, name in kinds.items() if name is not None]
    if len(named) != 1:
        raise typer.BadParameter("Say one of --event CODE, --group NAME and --participant EMAIL.")
    return named[0]


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"


class _Progress:
    """How far a long export is, on one line of a terminal, which is empty again afterwards."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + _PROGRESS_SECONDS
        self._has_spoken = False

    def tell(self, rows: int, total: int) -> None:
        """Says it, a few times a second at most."""
        if not self._is_shown or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PROGRESS_SECONDS
        self._has_spoken = True
        typer.echo(f"\r{rows:,} of {total:,} rows ", err=True, nl=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._has_spoken:
            typer.echo("\r\x1b[K", err=True, nl=False)
