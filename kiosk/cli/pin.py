"""`kiosk pin`: sets or removes this machine's staff PIN."""

from typing import Annotated

import typer

from kiosk.cli.terminal.hidden_input import read_hidden
from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.refusals.typed.terminal import Secret
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def add_to(app: typer.Typer) -> None:
    """Adds this command to the program."""
    app.command("pin", rich_help_panel="At the door")(pin)


def pin(
    context: typer.Context,
    *,
    stdin: Annotated[
        bool, typer.Option("--stdin", help="Read the PIN from the first line of standard input.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the PIN instead.")] = False,
    json: Json = False,
) -> None:
    """Set this machine's staff PIN, which closes a door here; it holds at once, also while a door runs.

    Six digits, asked for twice or read from standard input: never an argument. Wrong tries are forgotten.
    """
    from kiosk.services.accounts.staff_pin import staff_pin

    settings_of(context)
    if stdin and remove:
        raise typer.BadParameter(_("--remove reads no PIN, so it does not go with --stdin."))
    if remove:
        was_set = staff_pin().clear()
        text = (
            _("The staff PIN of this machine is removed. A door here asks for an organizer's password now.")
            if was_set
            else _("No staff PIN was set on this machine.")
        )
        print_result(json, {"is_set": False}, text)
        return
    staff_pin().set(read_hidden(Secret.PIN, from_stdin=stdin))
    text = _("The staff PIN of this machine is set. It closes a door here from now on.")
    print_result(json, {"is_set": True}, text)


def warn_without_pin() -> None:
    """Prints on stderr how a door is closed while no PIN is set, or while it cannot be read."""
    from kiosk.services.accounts.pin_file import PinUnreadable
    from kiosk.services.accounts.staff_pin import staff_pin

    try:
        if staff_pin().is_set():
            return
        text = _(
            "No staff PIN is set on this machine; `kiosk pin` sets one."
            " Until then, closing this door asks for an organizer's password."
        )
    except PinUnreadable as unreadable:
        text = _("{reason} Until then, closing this door asks for an organizer's password.").format(
            reason=fault(unreadable, Audience.TECHNICIAN)
        )
    typer.echo(text, err=True)  # without "kiosk: ", which begins the message of a command that fails
