"""The `kiosk` command: its manual page, and the place where a refusal becomes a text and an exit status."""

import sys
from typing import Annotated

import typer

from kiosk import __version__
from kiosk.cli.terminal import options
from kiosk.cli.terminal.help_texts import translated_command
from kiosk.cli.terminal.options import EXIT_FAILED, Json
from kiosk.domain.errors import EXPECTED_FAULTS
from kiosk.fault_report import report_fault
from kiosk.settings import ENV_PREFIX, settings_file
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience

_MANUAL = """
The check-in door for events.

A laptop or small PC with a webcam stands at the entrance, shows the event's QR and code, reads the
passes people hold up, takes walk-ins, and writes every check-in to the organisation's database.

**First steps**

```text
kiosk                       the organizer's desk: make an event, show its kiosk, see who came;
                            on a paired kiosk, its door
kiosk demo                  a made-up event, this machine's webcam
kiosk demo --camera crowd   the same with a simulated crowd
kiosk decode PHOTO.jpg      what the scanner reads in a picture
```

**Your own event**, without the desk

```text
kiosk db upgrade
kiosk organizer create --name "Ana Ionescu" --email ana@example.org
kiosk group create --name "Autumn series" --organizer ana@example.org
kiosk event create --group "Autumn series" --title "Workshop" \\
      --start 2026-11-26T18:30 --minutes 120 --code WS001
kiosk participant add --name "Radu Pop" --email radu@example.org
kiosk participant import list.csv
kiosk pass issue radu@example.org --png radu.png
kiosk pin
kiosk door --event WS001
kiosk export --event WS001 --format pdf -o sheet.pdf
```

**Exit status**

```text
0  done; for check-in: checked in
1  it could not be done; one sentence on stderr says why and what to do
2  the command was typed wrong
3  check-in: refused, and the outcome is printed
```

**Options** come from KIOSK_* environment variables, a .env file here, or a TOML file;
`kiosk settings` shows each with its value. With --json every command but
`kiosk desk` prints one JSON document (decode: one a file).
"""

_AT_THE_DOOR = {"door", "demo", "check-in"}
"""Commands that are started while people wait; each needs its own room only."""


def program(command: str | None = None) -> typer.Typer:
    """Returns the program with every command.

    Args:
        command: The command that is asked for. For one of a door the others are left out: to import them
            all takes a tenth of the time in which a door starts.
    """
    app = typer.Typer(
        name="kiosk",
        help=_MANUAL,
        rich_markup_mode="markdown",
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        callback=prepare,
    )
    app.command("settings")(show_settings)
    from kiosk.cli import door

    if command in _AT_THE_DOOR:
        door.add_to(app)
        return app
    from kiosk.cli import camera, db, decode, desk, export, groups, pair, pin, rehearse
    from kiosk.cli.events import commands as events
    from kiosk.cli.people import accounts, guests
    from kiosk.cli.people import commands as people

    for room in (
        desk,
        door,
        pair,
        pin,
        events,
        groups,
        guests,
        accounts,
        people,
        export,
        db,
        rehearse,
        camera,
        decode,
    ):
        room.add_to(app)
    return app


def run() -> None:
    """Runs one command and ends the process with its exit status."""
    options.speak_any_text()
    try:
        asked = program(sys.argv[1] if len(sys.argv) > 1 else None)
        translated_command(asked)(prog_name="kiosk")
    except EXPECTED_FAULTS as error:
        report_fault(error)
        typer.echo(f"kiosk: {options.shown(_cut(fault(error, Audience.TECHNICIAN)))}", err=True)
        sys.exit(EXIT_FAILED)


def _cut(sentence: str) -> str:
    half = options.LONGEST_SENTENCE // 2
    return sentence if len(sentence) <= 2 * half else f"{sentence[:half]} … {sentence[-half:]}"


def _print_version(wanted: bool) -> None:  # noqa: FBT001 -- typer passes it by position
    if wanted:
        typer.echo(f"kiosk {__version__}")
        raise typer.Exit


def prepare(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 -- its callback acts
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Takes the options that stand before a command; without a command, opens the desk, or the door."""
    if context.invoked_subcommand is None:
        from kiosk.cli import desk, door

        if options.settings_of(context).event is None:
            desk.desk(context)
        else:
            door.door(context)


def show_settings(
    context: typer.Context,
    *,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the technician's table instead.")
    ] = False,
    json: Json = False,
) -> None:
    """Show every option with the value it has here, and where the settings file is looked for."""
    from kiosk.wording.options import concealed_address, options_table

    if markdown:
        typer.echo(options_table(), nl=False)
        return
    from kiosk.domain.options import Concealed
    from kiosk.services.settings.options import settings_for_people

    settings = options.settings_of(context)
    values = {
        ENV_PREFIX + name.upper(): concealed_address() if isinstance(value, Concealed) else value
        for name, value in settings_for_people(settings).items()
    }
    lines = [f"{name} = {value}" for name, value in values.items()]
    options.print_result(
        json, {"file": str(settings_file()), **values}, "\n".join([f"# {settings_file()}", *lines])
    )
