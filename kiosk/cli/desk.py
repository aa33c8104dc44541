"""`kiosk desk`, and what plain `kiosk` does: the organizer's application."""

import typer

from kiosk.cli.terminal.options import SecondsOption, settings_of


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command(rich_help_panel="At the desk")(desk)


def desk(context: typer.Context, *, seconds: SecondsOption = None) -> None:
    """Open the organizer's desk: events, people and passes, arrivals, reports. Plain `kiosk` does so too."""
    from kiosk.app.desk import run_desk

    run_desk(settings_of(context), seconds=seconds)
