"""`kiosk decode`: what the scanner reads in pictures."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.options import EXIT_FAILED, Json, json_line
from kiosk.domain.errors import Refused


def add_to(app: typer.Typer) -> None:
    """Joins this command to the program's."""
    app.command(rich_help_panel="Technicians")(decode)


def decode(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Pictures: PNG, JPEG, WebP, …")],
    *,
    json: Json = False,  # noqa: ARG001 -- every command takes it; this one prints nothing else
) -> None:
    """Print what the scanner reads in each picture: one JSON line a file."""
    from kiosk.scanning.decode import EngineMissing
    from kiosk.scanning.files import decode_file

    failed = False
    for file in files:
        try:
            found = decode_file(file)
        except EngineMissing as error:
            raise Refused(str(error)) from error
        except Refused as error:
            typer.echo(f"kiosk: {error}", err=True)
            failed = True
            continue
        line = {"file": str(file), "codes": found.codes, "ms": round(found.ms, 2)}
        typer.echo(json_line(line))
    if failed:
        raise typer.Exit(EXIT_FAILED)
