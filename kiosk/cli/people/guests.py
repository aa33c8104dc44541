"""`kiosk guest`."""

from typing import Annotated

import typer

from kiosk.cli.events.formats import CodeArgument
from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.event import Event
from kiosk.domain.people.person import Person
from kiosk.wording.desk.people import name_and_address
from kiosk.wording.language.catalogue import _

_PANEL = "Events and people"
_guest = typer.Typer(no_args_is_help=True, help="Guest lists: add, remove, list.")

GuestEmailArgument = Annotated[str, typer.Argument(metavar="EMAIL", help="The person's own e-mail address.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(_guest, name="guest", rich_help_panel=_PANEL)


@_guest.command("add")
def add_guest(
    context: typer.Context, code: CodeArgument, email: GuestEmailArgument, *, json: Json = False
) -> None:
    """Put a person on an event's guest list."""
    from kiosk.app.stores import opened_database
    from kiosk.services.people import guest_lists as guests

    settings = settings_of(context)
    with opened_database(settings) as database:
        event, person = guests.add_guest(database, code, email)
    text = (
        _("{name} is on the guest list of {event}.")
        if event.has_guest_list
        else _(
            "{name} is on the guest list of {event}."
            " It lets in everybody until `kiosk event edit {code} --guest-list`."
        )
    )
    text = text.format(name=person.name, event=repr(event.title), code=event.code)
    print_result(json, _document(event, person), text)


@_guest.command("remove")
def remove_guest(
    context: typer.Context, code: CodeArgument, email: GuestEmailArgument, *, json: Json = False
) -> None:
    """Take a person off an event's guest list."""
    from kiosk.app.stores import opened_database
    from kiosk.services.people import guest_lists as guests

    settings = settings_of(context)
    with opened_database(settings) as database:
        event, person = guests.remove_guest(database, code, email)
    text = _("{name} is off the guest list of {event}.").format(name=person.name, event=repr(event.title))
    print_result(json, _document(event, person), text)


@_guest.command("list")
def list_guests(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """List who is on an event's guest list."""
    from kiosk.app.stores import opened_database
    from kiosk.services.people import guest_lists as guests

    settings = settings_of(context)
    with opened_database(settings) as database:
        found = guests.list_guests(database, code)
    rows = map(name_and_address, found.guests)
    empty = _("Nobody is on the guest list of {event}. `kiosk guest add` puts somebody on it.").format(
        event=repr(found.event.title)
    )
    document = {
        "event": found.event.code,
        "has_guest_list": found.event.has_guest_list,
        "guests": [{"name": person.name, "email": person.email} for person in found.guests],
    }
    print_result(json, document, "\n".join(rows) or empty)


def _document(event: Event, person: Person) -> dict[str, str | bool]:
    return {
        "event": event.code,
        "has_guest_list": event.has_guest_list,
        "name": person.name,
        "email": person.email,
    }
