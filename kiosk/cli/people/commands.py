"""`kiosk participant` and `kiosk pass`."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.people.imports import import_participants
from kiosk.cli.terminal.options import Json, print_result, settings_of, shown
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused
from kiosk.domain.people.passes import printed_token
from kiosk.domain.people.person import Person
from kiosk.wording.desk.people import name_and_address
from kiosk.wording.language.catalogue import _

PANEL = "Events and people"
_participant = typer.Typer(no_args_is_help=True, help="Participants.")
_pass = typer.Typer(no_args_is_help=True, help="Passes: issue, revoke.")

Name = Annotated[str, typer.Option("--name", help="The person's name, as the kiosk greets them.")]
Email = Annotated[str, typer.Option("--email", help="The person's own e-mail address.")]
HolderEmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="Whose pass.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(_participant, name="participant", rich_help_panel=PANEL)
    app.add_typer(_pass, name="pass", rich_help_panel=PANEL)


@_participant.command("add")
def add_participant(context: typer.Context, *, name: Name, email: Email, json: Json = False) -> None:
    """Make a participant."""
    from kiosk.app.stores import opened_database
    from kiosk.services.people import people

    settings = settings_of(context)
    with opened_database(settings) as database:
        person = people.add_participant(database, name=name, email=email)
    print_person(person, as_json=json)


_participant.command("import")(import_participants)


@_pass.command("issue")
def issue_pass(
    context: typer.Context,
    email: HolderEmailArgument,
    *,
    png: Annotated[
        Path | None,
        typer.Option("--png", metavar="FILE", help="Write the pass's QR to this PNG file as well."),
    ] = None,
    json: Json = False,
) -> None:
    """Give a person a new pass and print its token, once: the database keeps its hash only."""
    from kiosk.app.stores import opened_database
    from kiosk.domain.refusals.people.passes import NoFolderForPicture, PictureIsFolder
    from kiosk.qr import qr_png
    from kiosk.services.people import passes

    settings = settings_of(context)
    if png is not None and not png.parent.is_dir():
        raise Refused(NoFolderForPicture(str(png.parent)))
    if png is not None and png.is_dir():
        raise Refused(PictureIsFolder(str(png)))
    with opened_database(settings) as database:
        issued = passes.issue_pass(database, email, now=utc_now())
    document = {
        "name": issued.person.name,
        "token": issued.token,
        "printed": printed_token(issued.token),
        "replaced": issued.replaced,
    }
    print_result(json, document, issued.token)
    if issued.replaced:
        text = _("The earlier pass of {name} no longer works.").format(name=issued.person.name)
        typer.echo(shown(text), err=True)
    if png is not None:
        _write_png(png, qr_png(issued.token))


@_pass.command("revoke")
def revoke_pass(context: typer.Context, email: HolderEmailArgument, *, json: Json = False) -> None:
    """Make a person's pass worthless at once, at every door."""
    from kiosk.app.stores import opened_database
    from kiosk.services.people import passes

    settings = settings_of(context)
    with opened_database(settings) as database:
        person = passes.revoke_pass(database, email, now=utc_now())
    text = _("The pass of {name} no longer works.").format(name=person.name)
    print_result(json, {"name": person.name, "revoked": True}, text)


def _write_png(path: Path, picture: bytes) -> None:
    from kiosk.atomic_file import atomic_file
    from kiosk.domain.refusals.people.passes import PictureNotWritten

    try:
        with atomic_file(path, replaces=True) as half:
            half.write_bytes(picture)
    except Refused as refusal:
        raise Refused(PictureNotWritten(refusal.reason)) from refusal


def print_person(person: Person, *, as_json: bool) -> None:
    """Prints somebody who was just made."""
    document = {"id": str(person.id), "name": person.name, "email": person.email, "role": str(person.role)}
    print_result(as_json, document, _("Made {person}.").format(person=name_and_address(person)))
