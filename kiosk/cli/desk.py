"""`kiosk desk`, and what plain `kiosk` does: the organizer's application."""

from typing import Annotated

import typer

from kiosk.cli.options import settings_of

Seconds = Annotated[
    float | None,
    typer.Option("--seconds", metavar="N", min=0, max=86_400, help="Close by itself after N seconds."),
]


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command(rich_help_panel="At the desk")(desk)


def desk(context: typer.Context, *, seconds: Seconds = None) -> None:
    """Open the organizer's desk: events, people and passes, arrivals, reports. Plain `kiosk` does so too."""
    from kiosk.app.desk import run_desk

    run_desk(settings_of(context), seconds=seconds)
