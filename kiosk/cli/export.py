"""`kiosk export`: writes who came to a file."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.terminal.options import Json, print_result, settings_of, shown
from kiosk.cli.terminal.progress import TerminalProgress
from kiosk.cli.terminal.stopping import stopping_as_ctrl_c
from kiosk.domain.errors import Refused
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.wording.desk.reports import only_headings, rows_counted, rows_done
from kiosk.wording.language.catalogue import _

_PANEL = "Events and people"
_QUIET_SECONDS = 0.2


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command(rich_help_panel=_PANEL)(export)


def export(  # noqa: PLR0913 -- one parameter for each option
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
    from kiosk.domain.refusals.files.files import ExportExists, FileExists

    wanted = _wanted(event, group, participant)
    settings = settings_of(context)
    try:
        with stopping_as_ctrl_c(), TerminalProgress(quiet_seconds=_QUIET_SECONDS) as progress:

            def on_progress(rows: int, total: int) -> None:
                progress.show(rows_done(rows, total), rows, total)

            done = export_report(
                settings, wanted, file_format, output, replaces=force, on_progress=on_progress
            )
    except Refused as refusal:
        if isinstance(refusal.reason, FileExists):
            raise Refused(ExportExists(refusal.reason.path)) from refusal
        raise
    document = {
        "file": str(output),
        "format": file_format,
        "report": wanted.kind,
        "name": done.name,
        "events": done.events,
        "rows": done.rows,
    }
    text = _("Wrote {rows} of {name} to {file}.")
    print_result(json, document, text.format(rows=rows_counted(done.rows), name=repr(done.name), file=output))
    if not done.rows:
        typer.echo(shown(only_headings(output)), err=True)


def _wanted(event: str | None, group: str | None, participant: str | None) -> ReportRequest:
    kinds = {ReportKind.EVENT: event, ReportKind.GROUP: group, ReportKind.PARTICIPANT: participant}
    named = [ReportRequest(kind, name) for kind, name in kinds.items() if name is not None]
    if len(named) != 1:
        raise typer.BadParameter(_("Say one of --event CODE, --group NAME and --participant EMAIL."))
    return named[0]
