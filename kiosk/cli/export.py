"""`kiosk export`: who came, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.options import Json, say, settings_of, shown
from kiosk.cli.progress import TerminalProgress
from kiosk.cli.stopping import stopping_as_ctrl_c
from kiosk.domain.errors import Refused
from kiosk.domain.report import FileFormat, ReportKind, Wanted
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault

_PANEL = "Events and people"
_QUIET_SECONDS = 0.2


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
    try:
        with stopping_as_ctrl_c(), TerminalProgress(quiet_seconds=_QUIET_SECONDS) as progress:

            def tell(rows: int, total: int) -> None:
                progress.show(f"{rows:,} of {total:,} rows", rows, total)

            done = export_report(settings, wanted, file_format, output, replaces=force, told=tell)
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


def _wanted(event: str | None, group: str | None, participant: str | None) -> Wanted:
    kinds = {ReportKind.EVENT: event, ReportKind.GROUP: group, ReportKind.PARTICIPANT: participant}
    named = [Wanted(kind, name) for kind, name in kinds.items() if name is not None]
    if len(named) != 1:
        raise typer.BadParameter("Say one of --event CODE, --group NAME and --participant EMAIL.")
    return named[0]


def _counted(rows: int) -> str:
    return "1 row" if rows == 1 else f"{rows:,} rows"
