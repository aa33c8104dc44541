"""`kiosk group` and `kiosk event`."""

from datetime import timedelta
from typing import Annotated

import typer

from kiosk.cli.options import Json, read_instant, say, settings_of
from kiosk.domain.clock import utc_now
from kiosk.domain.event import Event, EventState

_PANEL = "Events and people"
_FAR_TOO_LONG = 1_000_000  # minutes
_group = typer.Typer(no_args_is_help=True, help="Event groups.")
_event = typer.Typer(no_args_is_help=True, help="Events: make, list, open, close.")

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The event's code, in any letter case.")]


def add_to(app: typer.Typer) -> None:
    """Joins these commands to the program's."""
    app.add_typer(_event, name="event", rich_help_panel=_PANEL)
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
    from kiosk.app import opened_store
    from kiosk.services import events

    settings = settings_of(context)
    with opened_store(settings) as store:
        group = events.create_group(store, name=name, organizer_email=organizer)
    say(json, {"id": str(group.id), "name": group.name}, f"Made the group {group.name!r}.")


@_event.command("create")
def create_event(  # noqa: PLR0913 -- one parameter an option
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
    location: Annotated[str | None, typer.Option("--location", help='Where in the venue: "Hall B".')] = None,
    json: Json = False,
) -> None:
    """Make an event. It is open at once, and takes check-ins from 30 minutes before its start."""
    from kiosk.app import opened_store
    from kiosk.services import events

    settings = settings_of(context)
    new = events.NewEvent(
        group=group,
        title=title,
        start_at=read_instant(start, settings.zone),
        duration=_duration(minutes),
        code=code,
        ignores_schedule=ignore_schedule,
        capacity=capacity,
        location=location,
    )
    with opened_store(settings) as store:
        event = events.create_event(store, new, check_in_url=settings.check_in_url)
    say(json, _document(event), f"Made {event.title!r} with the code {event.code}.")


@_event.command("list")
def list_events(context: typer.Context, *, json: Json = False) -> None:
    """List every event by start, with its code and whether it takes check-ins now."""
    from kiosk.app import opened_store
    from kiosk.services import events

    settings = settings_of(context)
    with opened_store(settings) as store:
        found = events.list_events(store)
    rows = [
        f"{event.code:<12} {event.start_at.astimezone(settings.zone):%Y-%m-%d %H:%M}"
        f"  {event.admission(utc_now()):<7}  {event.group_name} · {event.title}"
        for event in found
    ]
    empty = "There are no events. `kiosk event create` makes one."
    say(json, [_document(event) for event in found], "\n".join(rows) or empty)


@_event.command("open")
def open_event(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """Let an event take check-ins (within its schedule, if it follows one)."""
    _set_state(context, code, EventState.OPEN, as_json=json)


@_event.command("close")
def close_event(context: typer.Context, code: CodeArgument, *, json: Json = False) -> None:
    """Let an event take no check-ins, whatever its schedule says."""
    _set_state(context, code, EventState.CLOSED, as_json=json)


def _set_state(context: typer.Context, code: str, state: EventState, *, as_json: bool) -> None:
    from kiosk.app import opened_store
    from kiosk.services import events

    settings = settings_of(context)
    with opened_store(settings) as store:
        event = events.set_event_state(store, code, state)
    say(as_json, _document(event), f"{event.code} is {event.state} now.")


def _duration(minutes: int) -> timedelta:
    # More than a timedelta holds is as wrong as two days, and is refused with the same words.
    return timedelta(minutes=min(max(minutes, -_FAR_TOO_LONG), _FAR_TOO_LONG))


def _document(event: Event) -> dict[str, str | int | bool | None]:
    return {
        "id": str(event.id),
        "code": event.code,
        "title": event.title,
        "group": event.group_name,
        "start_at": event.start_at.isoformat(),
        "minutes": int(event.duration.total_seconds() // 60),
        "state": str(event.state),
        "admission": str(event.admission(utc_now())),
        "ignores_schedule": event.ignores_schedule,
        "capacity": event.capacity,
        "location": event.location,
    }
