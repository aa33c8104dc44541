"""`kiosk event duplicate` and `kiosk event delete`."""

from typing import Annotated

import typer

from kiosk.cli.events.details import START_HELP, event_document
from kiosk.cli.events.formats import CodeArgument, made_with_code
from kiosk.cli.terminal.options import Json, print_result, read_instant, settings_of
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def duplicate_event(  # noqa: PLR0913 -- one parameter for each option
    context: typer.Context,
    code: CodeArgument,
    *,
    start: Annotated[str, typer.Option("--start", metavar="TIME", help=START_HELP)],
    title: Annotated[str | None, typer.Option("--title", help="Its title. [default: the same]")] = None,
    new_code: Annotated[
        str | None, typer.Option("--new-code", metavar="CODE", help="Its code. [default: a minted one]")
    ] = None,
    json: Json = False,
) -> None:
    """Make an event like another at another time, with the same guest list and without its check-ins."""
    from kiosk.app.stores import opened_database
    from kiosk.services.events import copies

    settings = settings_of(context)
    start_at = read_instant(start, settings.zone)
    with opened_database(settings) as database:
        event = copies.duplicate_event(
            database,
            code,
            start_at=start_at,
            title=title,
            new_code=new_code,
            check_in_url=settings.check_in_url,
        )
    print_result(json, event_document(event), made_with_code(event))


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
    from kiosk.app.stores import opened_database
    from kiosk.services.events import deletions

    settings = settings_of(context)
    with opened_database(settings) as database:
        loss = deletions.delete_event(database, code, confirmed=confirm)
    document = {"deleted": loss.event.code, "title": loss.event.title, "check_ins": loss.check_ins}
    deleted = _("Deleted {title} ({code}, check-ins: {check_ins}).").format(
        title=repr(loss.event.title), code=loss.event.code, check_ins=number(loss.check_ins)
    )
    print_result(json, document, deleted)
