"""`kiosk event`: makes, lists, opens and closes events."""

from typing import Annotated

import typer

from kiosk.cli import event_changes, series
from kiosk.cli.event_formats import CodeArgument, duration, event_document, made_with_code
from kiosk.cli.options import Json, read_instant, say, settings_of
from kiosk.domain.clock import utc_now
from kiosk.domain.event import EventState
from kiosk.wording.catalogue import _
from kiosk.wording.events import admission_word, state_now
from kiosk.wording.terminal_times import minute

_PANEL = "Events and people"
_event = typer.Typer(
    no_args_is_help=True, help="Events: make, list, open, close, repeat, edit, duplicate, delete."
)


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    series.add_to(_event)
    event_changes.add_to(_event)
    app.add_typer(_event, name="event", rich_help_panel=_PANEL)


@_event.command("create")
def create_event(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    *,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help="The group it belongs to.")],
    title: Annotated[str, typer.Option("--title", help="Its title, as the kiosk shows it.")],
    start: Annotated[
        str,
        typer.Option(
            "--start",
            metavar="TIME",
            help="Such as 2026-11-26T18:30+02:00; without offset: the venue's zone.",
        ),
    ],
    minutes: Annotated[int, typer.Option("--minutes", help="How long it takes, 1 to 1440.")],
    code: Annotated[
        str | None, typer.Option("--code", help="The event code, such as WS001. [default: a minted one]")
    ] = None,
    ignore_schedule: Annotated[
        bool, typer.Option("--ignore-schedule", help="Take check-ins whenever the event is open.")
    ] = False,
    capacity: Annotated[int | None, typer.Option("--capacity", help="Most check-ins it takes.")] = None,
    guest_list: Annotated[
        bool, typer.Option("--guest-list", help="Let in only who is on its list (`kiosk guest add`).")
    ] = False,
    location: Annotated[str | None, typer.Option("--location", help='Where in the venue: "Hall B".')] = None,
    json: Json = False,
) -> None:
    """Make an event. It is open at once, and takes check-ins from 30 minutes before its start."""
    from kiosk.app.stores import opened_store
    from kiosk.services.events import events

    settings = settings_of(context)
    new = events.NewEvent(
        group=group,
        title=title,
        start_at=read_instant(start, settings.zone),
        duration=duration(minutes),
        code=code,
        ignores_schedule=ignore_schedule,
        capacity=capacity,
        has_guest_list=guest_list,
        location=location,
    )
    with opened_store(settings) as store:
        event = events.create_event(store, new, check_in_url=settings.check_in_url)
    say(json, event_document(event), made_with_code(event))


@_event.command("list")
def list_events(context: typer.Context, *, json: Json = False) -> None:
    """List every event by start, with its code and whether it takes check-ins now."""
    from kiosk.app.stores import opened_store
    from kiosk.services.events import events

    settings = settings_of(context)
    with opened_store(settings) as store:
        found = events.list_events(store)
    rows = [
        f"{event.code:<12} {minute(event.start_at, settings.zone)}"
        f"  {admission_word(event.admission(utc_now())):<7}  {event.group_name} · {event.title}"
        for event in found
    ]
    empty = _("There are no events. `kiosk event create` makes one.")
    say(json, [event_document(event) for event in found], "\n".join(rows) or empty)


@_event.command("open")
def open_event(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """Let an event take check-ins (within its schedule, if it follows one)."""
    _set_state(context, code, EventState.OPEN, as_json=json)


@_event.command("close")
def close_event(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """Let an event take no check-ins, whatever its schedule is."""
    _set_state(context, code, EventState.CLOSED, as_json=json)


def _set_state(context: typer.Context, code: str, state: EventState, *, as_json: bool) -> None:
    from kiosk.app.stores import opened_store
    from kiosk.services.events import events

    settings = settings_of(context)
    with opened_store(settings) as store:
        event = events.set_event_state(store, code, state)
    say(as_json, event_document(event), state_now(event))
