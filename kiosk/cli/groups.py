"""`kiosk group`."""

from dataclasses import replace
from typing import Annotated

import typer

from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.errors import Refused
from kiosk.domain.group import Group, GroupSummary
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

_PANEL = "Events and people"
_group = typer.Typer(no_args_is_help=True, help="Event groups: make, list, rename, delete.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The group's name.")]
Organizer = Annotated[
    str | None,
    typer.Option("--organizer", metavar="EMAIL", help="Its organizer, if several have a group of this name."),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(_group, name="group", rich_help_panel=_PANEL)


@_group.command("create")
def create_group(
    context: typer.Context,
    *,
    name: Annotated[str, typer.Option("--name", help="The group's name.")],
    organizer: Annotated[str, typer.Option("--organizer", metavar="EMAIL", help="Whose group it is.")],
    json: Json = False,
) -> None:
    """Make an event group."""
    from kiosk.app.stores import opened_database
    from kiosk.services.events import events

    settings = settings_of(context)
    with opened_database(settings) as database:
        group = events.create_group(database, name=name, organizer_email=organizer)
    words = _("Made the group {name}.").format(name=repr(group.name))
    print_result(json, {"id": str(group.id), "name": group.name}, words)


@_group.command("list")
def list_groups(context: typer.Context, *, json: Json = False) -> None:
    """List every group by name, with whose it is and how many events it has."""
    from kiosk.app.stores import opened_database
    from kiosk.services.events import groups

    settings = settings_of(context)
    with opened_database(settings) as database:
        found = groups.list_groups(database)
    rows = [
        _("{name}  ({email}, events: {events})").format(
            name=each.group.name, email=each.organizer_email, events=number(each.events)
        )
        for each in found
    ]
    empty = _("There are no groups. `kiosk group create` makes one.")
    print_result(json, [_document(each) for each in found], "\n".join(rows) or empty)


@_group.command("rename")
def rename_group(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW_NAME", help="The new name.")],
    *,
    organizer: Organizer = None,
    json: Json = False,
) -> None:
    """Rename a group."""
    from kiosk.app.stores import opened_database
    from kiosk.domain.refusals.events.edits import EditedAtSameTime
    from kiosk.services.conflicts import EditConflict
    from kiosk.services.events import groups

    settings = settings_of(context)
    with opened_database(settings) as database:
        seen = groups.view_group(database, name, organizer_email=organizer)
        edited = groups.edit_group(database, seen, replace(seen, name=new_name))
    match edited:
        case EditConflict():
            raise Refused(EditedAtSameTime(edited.theirs.name, edited.fields))
        case Group():
            words = _("The group {name} is called {new_name} now.").format(
                name=repr(seen.name), new_name=repr(edited.name)
            )
            print_result(json, {"id": str(edited.id), "name": edited.name}, words)


@_group.command("delete")
def delete_group(
    context: typer.Context,
    name: NameArgument,
    *,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", metavar="NAME", help="The name once more. Without it: what would go."),
    ] = None,
    organizer: Organizer = None,
    json: Json = False,
) -> None:
    """Delete a group, its events and their check-ins, for good."""
    from kiosk.app.stores import opened_database
    from kiosk.services.events import deletions

    settings = settings_of(context)
    with opened_database(settings) as database:
        loss = deletions.delete_group(database, name, confirmed=confirm, organizer_email=organizer)
    document = {"deleted": loss.group.name, "events": loss.events, "check_ins": loss.check_ins}
    words = _("Deleted the group {name} (events: {events}, check-ins: {check_ins}).").format(
        name=repr(loss.group.name), events=number(loss.events), check_ins=number(loss.check_ins)
    )
    print_result(json, document, words)


def _document(summary: GroupSummary) -> dict[str, str | int | None]:
    return {
        "id": str(summary.group.id),
        "name": summary.group.name,
        "description": summary.group.description,
        "organizer": summary.organizer_email,
        "events": summary.events,
    }
