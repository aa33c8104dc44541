"""`kiosk event create` and `kiosk event edit`: an event's details as options and as JSON."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated

import typer

from kiosk.cli.events.formats import CodeArgument, made_with_code
from kiosk.cli.terminal.options import Json, print_result, read_instant, settings_of
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.wording.language.catalogue import _

_NONE = "none"
START_HELP = "Such as 2026-11-26T18:30+02:00; without offset: the venue's zone."
_FAR_TOO_LONG = 1_000_000  # minutes


def create_event(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    *,
    group: Annotated[str, typer.Option("--group", metavar="NAME", help="The group it belongs to.")],
    title: Annotated[str, typer.Option("--title", help="Its title, as the kiosk shows it.")],
    start_at: Annotated[
        str,
        typer.Option(
            "--start",
            metavar="TIME",
            help=START_HELP,
        ),
    ],
    duration: Annotated[int, typer.Option("--minutes", help="How long it takes, 1 to 1440.")],
    code: Annotated[
        str | None, typer.Option("--code", help="The event code, such as WS001. [default: a minted one]")
    ] = None,
    ignores_schedule: Annotated[
        bool, typer.Option("--ignore-schedule", help="Take check-ins whenever the event is open.")
    ] = False,
    capacity: Annotated[int | None, typer.Option("--capacity", help="Most check-ins it takes.")] = None,
    has_guest_list: Annotated[
        bool, typer.Option("--guest-list", help="Let in only who is on its list (`kiosk guest add`).")
    ] = False,
    location: Annotated[str | None, typer.Option("--location", help='Where in the venue: "Hall B".')] = None,
    json: Json = False,
) -> None:
    """Make an event. It is open at once, and takes check-ins from 30 minutes before its start."""
    from kiosk.app.stores import opened_database
    from kiosk.services.events import events

    settings = settings_of(context)
    new = events.NewEvent(
        group=group,
        title=title,
        start_at=read_instant(start_at, settings.zone),
        duration=_duration(duration),
        code=code,
        ignores_schedule=ignores_schedule,
        capacity=capacity,
        has_guest_list=has_guest_list,
        location=location or None,
    )
    with opened_database(settings) as database:
        event = events.create_event(database, new, check_in_url=settings.check_in_url)
    print_result(json, event_document(event), made_with_code(event))


def edit_event(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    event: CodeArgument,
    *,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    start_at: Annotated[str | None, typer.Option("--start", metavar="TIME", help=START_HELP)] = None,
    duration: Annotated[int | None, typer.Option("--minutes", help="How long it takes, 1 to 1440.")] = None,
    capacity: Annotated[
        str | None, typer.Option("--capacity", metavar="N|none", help="Most check-ins it takes.")
    ] = None,
    location: Annotated[
        str | None, typer.Option("--location", metavar="TEXT|none", help="Where in the venue.")
    ] = None,
    opens_before: Annotated[
        int | None,
        typer.Option(
            "--opens-before", metavar="MINUTES", help="How long before its start check-ins begin, 0 to 10080."
        ),
    ] = None,
    ignores_schedule: Annotated[
        bool | None,
        typer.Option(
            "--ignore-schedule/--follow-schedule",
            help="Take check-ins whenever open, or near its start only.",
        ),
    ] = None,
    has_guest_list: Annotated[
        bool | None, typer.Option("--guest-list/--no-guest-list", help="Let in only who is on its list.")
    ] = None,
    code: Annotated[
        str | None,
        typer.Option("--new-code", metavar="CODE", help="Another code; the old one stops working."),
    ] = None,
    json: Json = False,
) -> None:
    """Change an event: only the values that are given. Changes by somebody else are not lost."""
    from kiosk.app.stores import opened_database
    from kiosk.domain.refusals.events.edits import EditedAtSameTime
    from kiosk.services.check_in.event_door import event_with_code
    from kiosk.services.conflicts import EditConflict
    from kiosk.services.events import edits

    settings = settings_of(context)
    # Read before the database is asked, so that a typing mistake is reported first.
    starts = None if start_at is None else read_instant(start_at, settings.zone)
    places = None if capacity is None else _places(capacity)
    with opened_database(settings) as database:
        seen = event_with_code(database, event)
        wanted = replace(
            seen,
            title=seen.title if title is None else title,
            start_at=starts or seen.start_at,
            duration=seen.duration if duration is None else _duration(duration),
            capacity=seen.capacity if capacity is None else places,
            location=seen.location if location is None else _text(location),
            opens_before=seen.opens_before if opens_before is None else _duration(opens_before),
            ignores_schedule=seen.ignores_schedule if ignores_schedule is None else ignores_schedule,
            has_guest_list=seen.has_guest_list if has_guest_list is None else has_guest_list,
            code=seen.code if code is None else code,
        )
        edited = edits.edit_event(database, seen, wanted, check_in_url=settings.check_in_url)
    match edited:
        case EditConflict():
            raise Refused(EditedAtSameTime(edited.theirs.title, edited.fields))
        case Event():
            print_result(json, event_document(edited), _changed(seen, edited))


def event_document(event: Event) -> dict[str, str | int | bool | None]:
    """Returns an event as one JSON object."""
    return {
        "id": str(event.id),
        "code": event.code,
        "title": event.title,
        "group": event.group_name,
        "start_at": event.start_at.isoformat(),
        "minutes": int(event.duration.total_seconds() // 60),
        "state": str(event.state),
        "admission": str(event.admission(utc_now())),
        "opens_before_minutes": int(event.opens_before.total_seconds() // 60),
        "ignores_schedule": event.ignores_schedule,
        "capacity": event.capacity,
        "has_guest_list": event.has_guest_list,
        "location": event.location,
    }


def _duration(minutes: int) -> timedelta:
    """Returns typed minutes as a duration; the service checks their number."""
    # More than a timedelta can hold is as wrong as two days, and gets the same refusal.
    return timedelta(minutes=min(max(minutes, -_FAR_TOO_LONG), _FAR_TOO_LONG))


def _places(text: str) -> int | None:
    from kiosk.domain.refusals.typed.values import NotACapacity

    if text.strip().lower() == _NONE:
        return None
    try:
        return int(text)
    except ValueError as error:  # not a number, or one of thousands of digits
        raise Refused(NotACapacity(text)) from error


def _text(text: str) -> str | None:
    return None if text.strip().lower() == _NONE else text


def _changed(seen: Event, event: Event) -> str:
    if event == seen:
        return _("{code} is like this already; nothing changed.").format(code=event.code)
    return _("Changed {title} ({code}).").format(title=repr(event.title), code=event.code)
