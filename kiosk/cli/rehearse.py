"""`kiosk rehearse`: whole kiosks without windows on a scratch database, and a ledger at the end."""

from typing import Annotated

import typer

from kiosk.cli.terminal.options import EXIT_FAILED, Json, print_result, settings_of
from kiosk.wording.rehearsal import ledger_lines


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command(rich_help_panel="Technicians")(rehearse)


def rehearse(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    *,
    kiosks: Annotated[int, typer.Option("--kiosks", min=1, max=64, help="How many kiosks.")] = 4,
    people: Annotated[int, typer.Option("--people", min=1, max=100_000, help="How many people come.")] = 500,
    faults: Annotated[
        bool, typer.Option("--faults", help="Kill kiosks, and cut and silence the network.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Makes people and faults come in the same order.")] = 1,
    json: Json = False,
) -> None:
    """Rehearse a venue: kiosks without windows on an empty PostgreSQL database, which is left as it is then.

    It fails when somebody who read a yes is not at the centre, or is there twice.
    """
    from kiosk.app.rehearsal.rehearsal import Plan, rehearse

    plan = Plan(kiosks, people, faults, seed)
    ledger = rehearse(settings_of(context), plan, lambda line: typer.echo(line, err=True))
    print_result(json, ledger.as_json(), ledger_lines(ledger))
    if not ledger.is_balanced:
        raise typer.Exit(EXIT_FAILED)
