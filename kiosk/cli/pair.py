"""`kiosk pair`: joins a centre with the code that the desk shows."""

from typing import Annotated

import typer

from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command(rich_help_panel="At the door")(pair)


def pair(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The text of the code; it begins with kiosk://")
    ] = None,
    *,
    camera: Annotated[
        bool, typer.Option("--camera", help="Wait until the code is held up to this machine's camera.")
    ] = False,
    json: Json = False,
) -> None:
    """Join a centre as a new door: hold up or type the code that the desk shows (Kiosks, Pair a kiosk).

    The login that this machine gets is kept in its settings file, which only this user reads.
    """
    from kiosk.app.pairing import pair_kiosk, sheet_at_camera

    settings = settings_of(context)
    if camera == (text is not None):
        raise typer.BadParameter(_("Give the text of the code, or --camera."))
    if text is None:
        typer.echo(_("Hold the code up to the camera. Ctrl+C ends this."), err=True)
        text = sheet_at_camera(settings, settings.camera)
    paired = pair_kiosk(settings, text)
    code = paired.settings.event
    document = {"database": paired.database, "name": paired.settings.name, "event": code}
    joined = _("{name} is a door of {database} now.").format(
        name=paired.settings.name, database=paired.database
    )
    shown = _("kiosk door shows it.") if code else _("kiosk door --event CODE shows it.")
    print_result(json, document, sentences(joined, shown))
