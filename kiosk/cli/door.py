"""`kiosk door`, `kiosk demo`, `kiosk check-in`: at the entrance."""

from typing import Annotated
from uuid import uuid4

import typer

from kiosk.cli.pin import warn_without_pin
from kiosk.cli.terminal.options import (
    EXIT_REFUSED,
    EventCodeOption,
    Json,
    SecondsOption,
    print_result,
    settings_of,
    shown,
)
from kiosk.domain.check_in.scan import Answer, Method, Scan
from kiosk.domain.clock import utc_now
from kiosk.wording.language.catalogue import _
from kiosk.wording.outcomes import outcome_at_terminal

_PANEL = "At the door"

CameraOption = Annotated[
    str | None,
    typer.Option(
        "--camera",
        metavar="SRC",
        help="A camera's number, `name:` and its name, a device path, a video file, an rtsp:// or http://"
        " address, or `crowd`, a simulated crowd for rehearsals (demo databases only)."
        " [default: KIOSK_CAMERA, or 0]",
    ),
]
EventOption = Annotated[
    str | None,
    typer.Option(
        "--event", metavar="CODE", help="The event's code, in any letter case. [default: KIOSK_EVENT]"
    ),
]
Windowed = Annotated[bool, typer.Option("--windowed", help="Show a window instead of the full screen.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.command(rich_help_panel=_PANEL)(demo)
    app.command(rich_help_panel=_PANEL)(door)
    app.command("check-in", rich_help_panel=_PANEL)(check_in)


def door(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    *,
    event: EventOption = None,
    camera: CameraOption = None,
    windowed: Windowed = False,
    seconds: SecondsOption = None,
    json: Json = False,
) -> None:
    """Show the kiosk of one event until staff close it: Ctrl+Q and this machine's PIN (`kiosk pin`).

    With --json, it prints at the end how many scans came to each outcome.
    """
    from kiosk.app.door import Showing, run_door

    settings = settings_of(context)
    event = event or settings.event
    if event is None:
        raise typer.BadParameter(
            _("Give the event's code with --event, or join a centre with kiosk pair, which sets it.")
        )
    showing = Showing(camera or settings.camera, windowed, seconds)
    outcomes = run_door(settings, event, showing, once_open=warn_without_pin)
    if json:
        print_result(json, {"event": event, "outcomes": outcomes}, "")


def demo(
    context: typer.Context,
    *,
    camera: CameraOption = None,
    windowed: Windowed = False,
    seconds: SecondsOption = None,
    json: Json = False,
) -> None:
    """Show a kiosk with a made-up event, 60 participants, and passes to print."""
    from kiosk.app.demo import run_demo
    from kiosk.app.door import Showing

    settings = settings_of(context)
    showing = Showing(camera or settings.camera, windowed, seconds)
    outcomes = run_demo(settings, showing, lambda line: typer.echo(shown(line), err=json))
    if json:
        print_result(json, {"event": "DEMO", "outcomes": outcomes}, "")


def check_in(
    context: typer.Context,
    *,
    event: EventCodeOption,
    code: Annotated[
        str, typer.Option("--code", metavar="TEXT", help="What a pass or QR says, or the event's code.")
    ],
    json: Json = False,
) -> None:
    """Check in one code and print the outcome: exit 0 checked in, 3 refused, 1 failure."""
    from kiosk.app.stores import opened_database
    from kiosk.services.check_in import check_in as rule
    from kiosk.services.check_in.event_door import event_with_code

    settings = settings_of(context)
    with opened_database(settings) as database:
        stand = rule.CheckInPoint(event_with_code(database, event).id, settings.name, settings.check_in_url)
        scan = Scan(id=uuid4(), method=Method.TYPED, text=code, scanned_at=utc_now())
        answer = rule.check_in_surely(database, stand, scan)
    print_result(json, _document(answer), str(answer.outcome))
    if not answer.is_checked_in:
        typer.echo(f"kiosk: {shown(outcome_at_terminal(answer, settings.zone))}", err=True)
        raise typer.Exit(EXIT_REFUSED)


def _document(answer: Answer) -> dict[str, str | None]:
    return {
        "outcome": str(answer.outcome),
        "event": answer.event_title,
        "name": answer.name,
        "checked_in_at": answer.checked_in_at.isoformat() if answer.checked_in_at else None,
        "kiosk": answer.kiosk,
        "opens_at": answer.opens_at.isoformat() if answer.opens_at else None,
    }
