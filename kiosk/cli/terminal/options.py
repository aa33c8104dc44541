"""Code that commands share: their common options, and how they print."""

import io
import json as json_format
import re
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from kiosk.domain.errors import Refused
from kiosk.domain.hidden import spelled_out, spelled_out_json
from kiosk.logs import catch_uncaught, start_logging
from kiosk.settings import Settings, load_settings

EXIT_FAILED = 1
EXIT_REFUSED = 3

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of words.")]
EventCodeOption = Annotated[
    str, typer.Option("--event", metavar="CODE", help="The event's code, in any letter case.")
]
SecondsOption = Annotated[
    float | None,
    typer.Option("--seconds", metavar="N", min=0, max=86_400, help="Close by itself after N seconds."),
]

LONGEST_SENTENCE = 2000
"""The most characters of a refusal that are shown: it may quote an argument of any length."""

_DATE_AND_TIME = re.compile(r"\s*\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d")


def settings_of(context: typer.Context) -> Settings:
    """Returns the options that the program was started with, and opens the log.

    Each command calls it when it begins, so that `--help` works even with invalid options.

    Raises:
        Refused: An option has an invalid value.
    """
    if context.obj is None:
        settings = load_settings()
        log_file = start_logging(settings.log_dir, settings.log_level)
        catch_uncaught(log_file, lambda sentence: typer.echo(f"kiosk: {shown(sentence)}", err=True))
        context.obj = settings
    found: Settings = context.obj
    return found


def shown(text: str) -> str:
    """Returns a text that is safe for a terminal: control and invisible characters are spelled out."""
    return spelled_out(text, kept="\n")


def print_result(as_json: bool, document: object, words: str | Callable[[], str]) -> None:  # noqa: FBT001 -- reads as a switch
    """Prints a result, as one JSON document or as text."""
    if as_json:
        typer.echo(json_line(document))
    else:
        typer.echo(shown(words if isinstance(words, str) else words()))


def json_line(document: object) -> str:
    """Returns a document as one line of JSON, with escapes for what standard output cannot encode.

    Characters that `shown` spells out become JSON escapes: programs read the same text, and a terminal
    shows no hidden characters.
    """
    line = spelled_out_json(json_format.dumps(document, ensure_ascii=False))
    try:
        line.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, or a console that is not UTF-8
        return json_format.dumps(document)
    return line


def speak_any_text() -> None:
    """Spells out what the console cannot encode: a finished command must not fail while it prints."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """Parses an ISO 8601 date and time as an aware instant; without an offset, in the venue's zone.

    Raises:
        Refused: It is not a date and time, or the zone's clocks skip it or show it twice.
    """
    from kiosk.domain.refusals.typed.times import NotADateAndTime, NotOneInstant

    if not _DATE_AND_TIME.match(text):  # a date alone would silently mean midnight
        raise Refused(NotADateAndTime(text))
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(NotADateAndTime(text)) from error
    if moment.tzinfo is not None:
        return moment
    early, late = moment.replace(tzinfo=zone, fold=0), moment.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        raise Refused(NotOneInstant(text, zone.key, early.isoformat()[-6:]))
    return early
