"""`kiosk event edit`, `kiosk event duplicate` and `kiosk event delete`."""

from dataclasses import replace
from typing import Annotated

import typer

from kiosk.cli.event_formats import CodeArgument, duration, event_document, made_with_code
from kiosk.cli.options import Json, read_instant, say, settings_of
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.refusals.edits import EditedAtSameTime
from kiosk.domain.refusals.typed_values import NotACapacity
from kiosk.wording.catalogue import _
from kiosk.wording.numbers import number

_NONE = "none"
_START = "Such as 2026-11-26T18:30+02:00; without offset: the venue's zone."


def add_to(events: typer.Typer) -> None:
    """Joins these commands to `kiosk event`."""
    events.command("edit")(edit_event)
    events.command("duplicate")(duplicate_event)
    events.command("delete")(delete_event)


def edit_event(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    code: CodeArgument,
    *,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    start: Annotated[str | None, typer.Option("--start", metavar="TIME", help=_START)] = None,
    minutes: Annotated[int | None, typer.Option("--minutes", help="How long it takes, 1 to 1440.")] = None,
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
    ignore_schedule: Annotated[
        bool | None,
        typer.Option(
            "--ignore-schedule/--follow-schedule",
            help="Take check-ins whenever open, or near its start only.",
        ),
    ] = None,
    guest_list: Annotated[
        bool | None, typer.Option("--guest-list/--no-guest-list", help="Let in only who is on its list.")
    ] = None,
    new_code: Annotated[
        str | None,
        typer.Option("--new-code", metavar="CODE", help="Another code; the old one stops working."),
    ] = None,
    json: Json = False,
) -> None:
    """Change an event: only the values that are given. Changes by somebody else are not lost."""
    from kiosk.app.stores import opened_store
    from kiosk.services.check_in.event_door import find_event
    from kiosk.services.conflicts import EditConflict
    from kiosk.services.events import edits

    settings = settings_of(context)
    # Read before the database is asked, so that a typing mistake is reported first.
    start_at = None if start is None else read_instant(start, settings.zone)
    places = None if capacity is None else _places(capacity)
    with opened_store(settings) as store:
        seen = find_event(store, code)
        wanted = replace(
            seen,
            title=seen.title if title is None else title,
            start_at=start_at or seen.start_at,
            duration=seen.duration if minutes is None else duration(minutes),
            capacity=seen.capacity if capacity is None else places,
            location=seen.location if location is None else _text(location),
            opens_before=seen.opens_before if opens_before is None else duration(opens_before),
            ignores_schedule=seen.ignores_schedule if ignore_schedule is None else ignore_schedule,
            has_guest_list=seen.has_guest_list if guest_list is None else guest_list,
            code=seen.code if new_code is None else new_code,
        )
        edited = edits.edit_event(store, seen, wanted, check_in_url=settings.check_in_url)
    match edited:
        case EditConflict():
            raise Refused(EditedAtSameTime(edited.theirs.title, edited.fields))
        case Event():
            say(json, event_document(edited), _changed(seen, edited))


def duplicate_event(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    code: CodeArgument,
    *,
    start: Annotated[str, typer.Option("--start", metavar="TIME", help=_START)],
    title: Annotated[str | None, typer.Option("--title", help="Its title. [default: the same]")] = None,
    new_code: Annotated[
        str | None, typer.Option("--new-code", metavar="CODE", help="Its code. [default: a minted one]")
    ] = None,
    json: Json = False,
) -> None:
    """Make an event like another at another time, with the same guest list and without its check-ins."""
    from kiosk.app.stores import opened_store
    from kiosk.services.events import copies

    settings = settings_of(context)
    start_at = read_instant(start, settings.zone)
    with opened_store(settings) as store:
        event = copies.duplicate_event(
            store,
            code,
            start_at=start_at,
            title=title,
            new_code=new_code,
            check_in_url=settings.check_in_url,
        )
    say(json, event_document(event), made_with_code(event))


def delete_event(
    context: typer.Context,
    code: CodeArgument,
    *,
    confirm: Annotated[
        str | None,
        typer.Option("--confirm", metavar="CODE", help="The code once more. Without it: what would go."),
    ] = None,
    json: Json = False,
) -> None:
    """Delete an event and its check-ins, for good. The scan log stays."""
    from kiosk.app.stores import opened_store
    from kiosk.services.events import deletions

    settings = settings_of(context)
    with opened_store(settings) as store:
        loss = deletions.delete_event(store, code, confirmed=confirm)
    document = {"deleted": loss.event.code, "title": loss.event.title, "check_ins": loss.check_ins}
    deleted = _("Deleted {title} ({code}, check-ins: {check_ins}).").format(
        title=repr(loss.event.title), code=loss.event.code, check_ins=number(loss.check_ins)
    )
    say(json, document, deleted)


def _places(text: str) -> int | None:
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
