"""What commands share: their common options, and how they print."""

import json as json_format
from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from kiosk.domain.errors import Refused
from kiosk.settings import Settings

EXIT_FAILED = 1
EXIT_REFUSED = 3

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of words.")]
EventCodeOption = Annotated[
    str, typer.Option("--event", metavar="CODE", help="The event's code, in any letter case.")
]

_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code != ord("\n")}


def settings_of(context: typer.Context) -> Settings:
    """The options the program was started with."""
    settings: Settings = context.obj
    return settings


def shown(text: str) -> str:
    """Text as a terminal may show it: hostile control characters are spelled out."""
    return text.translate(_CONTROLS)


def say(as_json: bool, document: object, words: str | Callable[[], str]) -> None:  # noqa: FBT001 -- reads as a switch
    """Prints a result, as one JSON document or in words."""
    if as_json:
        typer.echo(json_format.dumps(document, ensure_ascii=False))
    else:
        typer.echo(shown(words if isinstance(words, str) else words()))


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 date and time as an aware instant; without an offset it is in the venue's zone.

    Raises:
        Refused: It is none, or the zone's clocks skip it or show it twice that night.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(
            f"{text!r} is not a date and time; write one such as 2026-11-26T18:30+02:00."
        ) from error
    if moment.tzinfo is not None:
        return moment
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        raise Refused(
            f"Clocks in {zone.key} change at {text}, so it is not one instant."
            f" Write it with its offset, such as {text}{early.isoformat()[-6:]}."
        )
    return early
