"""`kiosk camera`: which cameras there are, and whether one works."""

from typing import TYPE_CHECKING, Annotated, Any, assert_never

import typer

from kiosk.cli.terminal.options import EXIT_FAILED, Json, print_result, settings_of, shown
from kiosk.domain.cameras import Light
from kiosk.domain.errors import Refused
from kiosk.wording.cameras import camera_name, camera_trouble, no_picture
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _, pgettext

if TYPE_CHECKING:
    from kiosk.scanning.capture.trial import Trial

_LEAST_RATE = 15  # pictures a second below which people wait for the scanner

_room = typer.Typer(help="See which cameras there are, and try one.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
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
    print_result(json, document, "\n".join(lines) or _no_camera())


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
    """Open a camera and print its size, rate, codec and light: exit 0 it works, 1 it does not."""
    from kiosk.app.cameras import capture_request
    from kiosk.domain.refusals.machine.cameras import CrowdNotTried
    from kiosk.scanning.capture.frames import CameraStuck
    from kiosk.scanning.capture.trial import try_camera
    from kiosk.scanning.source import Crowd, name_of, parse_source
    from kiosk.ui.camera.media_devices import openable

    settings = settings_of(context)
    named = source or settings.camera
    parsed = openable(parse_source(named))
    if isinstance(parsed, Crowd):
        raise Refused(CrowdNotTried())
    try:
        trial = try_camera(parsed, seconds, request=capture_request(settings))
    except CameraStuck as stuck:
        raise Refused(stuck.reason) from stuck
    camera = name_of(parsed)
    trouble = camera_trouble(trial.cause, Audience.TECHNICIAN)
    document: dict[str, Any] = {
        "camera": camera_name(camera),
        "state": str(trial.state),
        "works": trial.is_usable,
        "sentence": trouble,
        "width": trial.width,
        "height": trial.height,
        "frames_per_second": round(trial.rate, 1),
        "codec": trial.codec,
        "brightness": round(trial.brightness),
        "opened_seconds": None if trial.opened_seconds is None else round(trial.opened_seconds, 2),
        "frames": trial.frames,
    }
    print_result(json, document, lambda: _words(camera_name(camera), trial))
    if not trial.is_usable:
        typer.echo(f"kiosk: {shown(trouble or no_picture(camera, seconds))}", err=True)
        raise typer.Exit(EXIT_FAILED)


def _no_camera() -> str:
    return _("This machine has no camera, or this user may not see it. Plug one in, and list again.")


def _words(camera: str, trial: "Trial") -> str:
    if trial.opened_seconds is None:
        return _("{camera}: no picture").format(camera=camera)
    text = (
        _(
            "{camera}: {width}x{height}, {rate} pictures a second, {codec},"
            " light {light} ({brightness} of 255), first picture after {seconds} s"
        )
        if trial.codec
        else _(
            "{camera}: {width}x{height}, {rate} pictures a second, light {light} ({brightness} of 255),"
            " first picture after {seconds} s"
        )
    ).format(
        camera=camera,
        width=trial.width,
        height=trial.height,
        rate=f"{trial.rate:.1f}",
        codec=trial.codec,
        light=_light(trial.light),
        brightness=f"{trial.brightness:.0f}",
        seconds=f"{trial.opened_seconds:.2f}",
    )
    if not 0 < trial.rate < _LEAST_RATE:
        return text
    return "\n".join(
        [text, _("That is slow: people will wait. Try another socket, more light, or another camera.")]
    )


def _light(light: Light) -> str:
    match light:
        case Light.DARK:
            return pgettext("light", "dark")
        case Light.GOOD:
            return pgettext("light", "good")
        case Light.TOO_BRIGHT:
            return pgettext("light", "too bright")
        case _:
            assert_never(light)
