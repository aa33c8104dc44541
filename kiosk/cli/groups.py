"""`kiosk group`."""

from dataclasses import replace
from typing import Annotated

import typer

from kiosk.cli.options import Json, say, settings_of
from kiosk.domain.group import Group, GroupSummary

_PANEL = "Events and people"
_group = typer.Typer(no_args_is_help=True, help="Event groups: make, list, rename, delete.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The group's name.")]
Organizer = Annotated[
    str | None,
    typer.Option("--organizer", metavar="EMAIL", help="Whose group, if several organizers have one so."),
]


def add_to(app: typer.Typer) -> None:
    """Joins these commands to the program's."""
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
    from kiosk.app.stores import opened_store
    from kiosk.services.events import events

    settings = settings_of(context)
    with opened_store(settings) as store:
        group = events.create_group(store, name=name, organizer_email=organizer)
    say(json, {"id": str(group.id), "name": group.name}, f"Made the group {group.name!r}.")


@_group.command("list")
def list_groups(context: typer.Context, *, json: Json = False) -> None:
    """List every group by name, with whose it is and how many events it has."""
    from kiosk.app.stores import opened_store
    from kiosk.services.events import groups

    settings = settings_of(context)
    with opened_store(settings) as store:
        found = groups.list_groups(store)
    rows = [f"{each.group.name}  ({each.organizer_email}, events: {each.events})" for each in found]
    empty = "There are no groups. `kiosk group create` makes one."
    say(json, [_document(each) for each in found], "\n".join(rows) or empty)


@_group.command("rename")
def rename_group(
    context: typer.Context,
    name: NameArgument,
    new_name: Annotated[str, typer.Argument(metavar="NEW_NAME", help="What it is to be called.")],
    *,
    organizer: Organizer = None,
    json: Json = False,
) -> None:
    """Call a group otherwise."""
    from kiosk.app.stores import opened_store
    from kiosk.cli.conflict_words import conflict_refusal
    from kiosk.services.events import groups
    from kiosk.services.events.conflicts import EditConflict

    settings = settings_of(context)
    with opened_store(settings) as store:
        seen = groups.view_group(store, name, organizer_email=organizer)
        edited = groups.edit_group(store, seen, replace(seen, name=new_name))
    match edited:
        case EditConflict():
            raise conflict_refusal(edited, edited.theirs.name)
        case Group():
            document = {"id": str(edited.id), "name": edited.name}
            say(json, document, f"The group {seen.name!r} is called {edited.name!r} now.")


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
    from kiosk.app.stores import opened_store
    from kiosk.services.events import deletions

    settings = settings_of(context)
    with opened_store(settings) as store:
        loss = deletions.delete_group(store, name, confirmed=confirm, organizer_email=organizer)
    document = {"deleted": loss.group.name, "events": loss.events, "check_ins": loss.check_ins}
    words = f"Deleted the group {loss.group.name!r} (events: {loss.events}, check-ins: {loss.check_ins})."
    say(json, document, words)


def _document(summary: GroupSummary) -> dict[str, str | int | None]:
    return {
        "id": str(summary.group.id),
        "name": summary.group.name,
        "description": summary.group.description,
        "organizer": summary.organizer_email,
        "events": summary.events,
    }
