"""`kiosk decode`: prints what the scanner reads in pictures and videos."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.terminal.options import EXIT_FAILED, Json, json_line, shown
from kiosk.domain.errors import Refused
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience

if TYPE_CHECKING:
    from kiosk.scanning.decoding.picture_files import FileCodes, FirstRead


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command(rich_help_panel="Technicians")(decode)


def decode(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Pictures (PNG, JPEG, WebP, …) or videos.")
    ],
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which step read each code, where, and when.")
    ] = False,
    json: Json = False,  # noqa: ARG001 -- every command takes it; this one always prints JSON
) -> None:
    """Print what the scanner reads in each picture or video: one JSON line a file."""
    from kiosk.scanning.decoding.decode import EngineMissing
    from kiosk.scanning.decoding.picture_files import decode_file

    failed = False
    for file in files:
        try:
            found = decode_file(file)
        except EngineMissing as error:
            raise Refused(error.reason) from error
        except Refused as error:
            typer.echo(f"kiosk: {shown(fault(error, Audience.TECHNICIAN))}", err=True)
            failed = True
            continue
        typer.echo(json_line(_line(found, file, explain=explain)))
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _line(found: "FileCodes", file: Path, *, explain: bool) -> dict[str, object]:
    line: dict[str, object] = {"file": str(file), "codes": found.codes, "ms": round(found.ms, 2)}
    if found.frames is not None:
        line |= {"frames": found.frames, "slowest_frame_ms": round(found.frame_ms, 2)}
        line["first_read"] = [_when(read) for read in found.reads]
    if explain:
        line["explained"] = [
            {"code": read.text, "step": read.step, "corners": read.corners} for read in found.reads
        ]
    return line


def _when(read: "FirstRead") -> dict[str, object]:
    return {"code": read.text, "frame": read.frame, "seconds": round(read.seconds, 3)}
