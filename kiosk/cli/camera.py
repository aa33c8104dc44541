"""`kiosk camera`: which cameras there are, and whether one works."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.cli.options import EXIT_FAILED, Json, say, settings_of, shown
from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from kiosk.scanning.capture.trial import Trial

_LEAST_RATE = 15  # pictures a second below which people wait for the scanner

_room = typer.Typer(help="See which cameras there are, and try one.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Joins these commands to the program's."""
    app.add_typer(_room, name="camera", rich_help_panel="Technicians")


@_room.command("list")
def list_cameras(*, json: Json = False) -> None:
    """List this machine's cameras: what each can be named by as KIOSK_CAMERA."""
    from kiosk.app.cameras import system_cameras

    found = system_cameras()
    document = [
        {
            "index": each.index,
            "name": each.name,
            "identity": each.identity,
            "path": each.path,
            "camera": f"name:{each.identity}",
        }
        for each in found
    ]
    lines = [f"{each.index}  {each.name}  name:{each.identity}" for each in found]
    none = "This machine has no camera, or this user may not see it. Plug one in, and list again."
    say(json, document, "\n".join(lines) or none)


@_room.command("test")
def try_one(
    context: typer.Context,
    source: Annotated[
        str | None, typer.Argument(metavar="SRC", help="As for --camera. [default: KIOSK_CAMERA, or 0]")
    ] = None,
    *,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", min=0.1, max=3600, help="How long to watch it.")
    ] = 5.0,
    json: Json = False,
) -> None:
    """Open a camera and tell its size, rate, codec and light: exit 0 it works, 1 it does not."""
    from kiosk.app.cameras import capture_request
    from kiosk.scanning.capture.frames import CameraStuck
    from kiosk.scanning.capture.trial import try_camera
    from kiosk.scanning.source import Crowd, parse_source
    from kiosk.ui.camera.media_devices import openable

    settings = settings_of(context)
    named = source or settings.camera
    parsed = openable(parse_source(named))
    if isinstance(parsed, Crowd):
        raise Refused("A rehearsal needs no camera.")
    try:
        trial = try_camera(parsed, seconds, request=capture_request(settings))
    except CameraStuck as stuck:
        raise Refused(f"{stuck} Unplug the camera and plug it in again.") from stuck
    document: dict[str, Any] = {
        "camera": str(parsed),
        "state": str(trial.state),
        "works": trial.is_usable,
        "sentence": trial.sentence,
        "width": trial.width,
        "height": trial.height,
        "frames_per_second": round(trial.rate, 1),
        "codec": trial.codec,
        "brightness": round(trial.brightness),
        "opened_seconds": None if trial.opened_seconds is None else round(trial.opened_seconds, 2),
        "frames": trial.frames,
    }
    say(json, document, lambda: _words(str(parsed), trial))
    if not trial.is_usable:
        sentence = trial.sentence or f"No picture came from {parsed} within {seconds:g} s."
        typer.echo(f"kiosk: {shown(sentence)}", err=True)
        raise typer.Exit(EXIT_FAILED)


def _words(camera: str, trial: "Trial") -> str:
    if trial.opened_seconds is None:
        return f"{camera}: no picture"
    codec = f", {trial.codec}" if trial.codec else ""
    said = (
        f"{camera}: {trial.width}x{trial.height}, {trial.rate:.1f} pictures a second{codec},"
        f" light {trial.light} ({trial.brightness:.0f} of 255),"
        f" first picture after {trial.opened_seconds:.2f} s"
    )
    if 0 < trial.rate < _LEAST_RATE:
        said += "\nThat is slow: people will wait. Try another socket, more light, or another camera."
    return said
