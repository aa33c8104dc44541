"""`kiosk event repeat`."""

from datetime import date
from typing import Annotated

import typer

from kiosk.cli.events.details import event_document
from kiosk.cli.events.formats import CodeArgument
from kiosk.cli.terminal.options import Json, print_result, settings_of
from kiosk.domain.errors import Refused
from kiosk.domain.recurrence import Recurrence, read_weekdays
from kiosk.wording.desk.series import series_note
from kiosk.wording.language.catalogue import ngettext
from kiosk.wording.language.numbers import number
from kiosk.wording.times.at_terminal import minute_of_weekday


def repeat_event(  # noqa: PLR0913 -- one parameter for each option
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
    from kiosk.app.stores import opened_database
    from kiosk.services.events import series

    settings = settings_of(context)
    recurrence = Recurrence(
        weekdays=read_weekdays(weekdays),
        every_weeks=every,
        until=None if until is None else _read_date(until),
        count=count,
        exceptions=frozenset(_read_date(each) for each in exceptions or ()),
    )
    with opened_database(settings) as database:
        made = series.repeat_event(
            database,
            code,
            recurrence,
            settings.zone,
            code_prefix=code_prefix,
            check_in_url=settings.check_in_url,
        )
    notes = [series_note(note) for note in made.notes]
    document = {
        "events": [event_document(event) for event in made.events],
        "made": len(made.made),
        "notes": notes,
    }
    rows = [f"{event.code:<12} {minute_of_weekday(event.start_at, settings.zone)}" for event in made.made]
    summary = ngettext(
        "Made {made}; the series has {count} event.",
        "Made {made}; the series has {count} events.",
        len(made.events),
    ).format(made=number(len(made.made)), count=number(len(made.events)))
    print_result(json, document, "\n".join([*rows, summary, *notes]))


def _read_date(text: str) -> date:
    from kiosk.domain.refusals.typed.values import NotADate

    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(NotADate(text)) from error
