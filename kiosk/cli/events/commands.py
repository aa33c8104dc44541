"""`kiosk event`: makes, lists, opens and closes events."""

import typer

from kiosk.cli.events.changes import delete_event, duplicate_event
from kiosk.cli.events.details import create_event, edit_event, event_document
from kiosk.cli.events.formats import CodeArgument
from kiosk.cli.events.series import repeat_event
from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.clock import utc_now
from kiosk.domain.event import EventState
from kiosk.wording.desk.events import admission_word, state_now
from kiosk.wording.language.catalogue import _
from kiosk.wording.times.at_terminal import minute

_PANEL = "Events and people"
_event = typer.Typer(
    no_args_is_help=True, help="Events: make, list, open, close, repeat, edit, duplicate, delete."
)


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(_event, name="event", rich_help_panel=_PANEL)


_event.command("create")(create_event)


@_event.command("list")
def list_events(context: typer.Context, *, json: Json = False) -> None:
    """List every event by start, with its code and whether it takes check-ins now."""
    from kiosk.app.stores import opened_database
    from kiosk.services.events import events

    settings = settings_of(context)
    with opened_database(settings) as database:
        found = events.list_events(database)
    rows = [
        f"{event.code:<12} {minute(event.start_at, settings.zone)}"
        f"  {admission_word(event.admission(utc_now())):<7}  {event.group_name} · {event.title}"
        for event in found
    ]
    empty = _("There are no events. `kiosk event create` makes one.")
    print_result(json, [event_document(event) for event in found], "\n".join(rows) or empty)


@_event.command("open")
def open_event(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """Let an event take check-ins (within its schedule, if it follows one)."""
    _set_state(context, code, EventState.OPEN, as_json=json)


@_event.command("close")
def close_event(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """Let an event take no check-ins, whatever its schedule is."""
    _set_state(context, code, EventState.CLOSED, as_json=json)


_event.command("repeat")(repeat_event)
_event.command("edit")(edit_event)
_event.command("duplicate")(duplicate_event)
_event.command("delete")(delete_event)


def _set_state(context: typer.Context, code: str, state: EventState, *, as_json: bool) -> None:
    from kiosk.app.stores import opened_database
    from kiosk.services.events import events

    settings = settings_of(context)
    with opened_database(settings) as database:
        event = events.set_event_state(database, code, state)
    print_result(as_json, event_document(event), state_now(event))
