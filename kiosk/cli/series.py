"""`kiosk event repeat`."""

from datetime import date
from typing import Annotated

import typer

from kiosk.cli.event_formats import CodeArgument, event_document
from kiosk.cli.options import Json, say, settings_of
from kiosk.domain.errors import Refused
from kiosk.domain.recurrence import Recurrence, read_weekdays


def add_to(events: typer.Typer) -> None:
    """Joins this command to `kiosk event`."""
    events.command("repeat")(repeat_event)


def repeat_event(  # noqa: PLR0913 -- one parameter an option
    context: typer.Context,
    code: CodeArgument,
    *,
    weekdays: Annotated[str, typer.Option("--on", metavar="DAYS", help="Days of the week, such as mon,wed.")],
    every: Annotated[
        int, typer.Option("--every", metavar="WEEKS", help="1 for every week, 2 for every other week.")
    ] = 1,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The last day it may be on: 2026-12-31.")
    ] = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count", help="How many events the series has, this one included if it is on its day."
        ),
    ] = None,
    exceptions: Annotated[
        list[str] | None,
        typer.Option("--except", metavar="DATE", help="A day to leave out, not counted; as often as needed."),
    ] = None,
    code_prefix: Annotated[
        str | None,
        typer.Option("--code-prefix", metavar="PREFIX", help="Codes PREFIX-1, PREFIX-2… [default: minted]"),
    ] = None,
    json: Json = False,
) -> None:
    """Repeat an event as a series: more events like it in its group, all of them or none.

    They start at the same time of day in the venue's zone, whatever its clocks do in between.
    """
    from kiosk.app.stores import opened_store
    from kiosk.services.events import series

    settings = settings_of(context)
    recurrence = Recurrence(
        weekdays=read_weekdays(weekdays),
        every_weeks=every,
        until=None if until is None else _read_date(until),
        count=count,
        exceptions=frozenset(_read_date(each) for each in exceptions or ()),
    )
    with opened_store(settings) as store:
        made = series.repeat_event(
            store,
            code,
            recurrence,
            settings.zone,
            code_prefix=code_prefix,
            check_in_url=settings.check_in_url,
        )
    document = {
        "events": [event_document(event) for event in made.events],
        "made": len(made.made),
        "notes": list(made.notes),
    }
    rows = [
        f"{event.code:<12} {event.start_at.astimezone(settings.zone):%a %Y-%m-%d %H:%M}"
        for event in made.made
    ]
    summary = f"Made {len(made.made)}; the series has {len(made.events)} events."
    say(json, document, "\n".join([*rows, summary, *made.notes]))


def _read_date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(f"{text!r} is not a date; write one such as 2026-12-31.") from error
