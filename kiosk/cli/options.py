"""What commands share: their common options, and how they print."""

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
from kiosk.domain.refusals.typed_times import NotADateAndTime, NotOneInstant
from kiosk.logs import catch_uncaught, start_logging
from kiosk.settings import Settings, load_settings

EXIT_FAILED = 1
EXIT_REFUSED = 3

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of words.")]
EventCodeOption = Annotated[
    str, typer.Option("--event", metavar="CODE", help="The event's code, in any letter case.")
]

LONGEST_SENTENCE = 2000
"""Characters of a refusal that are shown: it may quote an argument of any length."""

_DATE_AND_TIME = re.compile(r"\s*\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d")


def settings_of(context: typer.Context) -> Settings:
    """The options the program was started with; from here on the log is open.

    Asked for by a command when it begins, so that `--help` works whatever the options say.

    Raises:
        Refused: An option has a value that cannot be.
    """
    if context.obj is None:
        settings = load_settings()
        log_file = start_logging(settings.log_dir, settings.log_level)
        catch_uncaught(log_file, lambda sentence: typer.echo(f"kiosk: {shown(sentence)}", err=True))
        context.obj = settings
    found: Settings = context.obj
    return found


def shown(text: str) -> str:
    """Text as a terminal may show it: what would steer it, turn a line or not be seen is spelled out."""
    return spelled_out(text, kept="\n")


def say(as_json: bool, document: object, words: str | Callable[[], str]) -> None:  # noqa: FBT001 -- reads as a switch
    """Prints a result, as one JSON document or in words."""
    if as_json:
        typer.echo(json_line(document))
    else:
        typer.echo(shown(words if isinstance(words, str) else words()))


def json_line(document: object) -> str:
    """A document as one line of JSON: readable where standard output can say it, escaped where not.

    What `shown` spells out is escaped as JSON has it: a program reads the same text, a terminal shows no
    hidden character.
    """
    line = spelled_out_json(json_format.dumps(document, ensure_ascii=False))
    try:
        line.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:  # half a surrogate pair, or a console that is not UTF-8
        return json_format.dumps(document)
    return line


def speak_any_text() -> None:
    """Characters the console cannot say are spelled out: a finished command must not fail at telling so."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def read_instant(text: str, zone: ZoneInfo) -> datetime:
    """An ISO 8601 date and time as an aware instant; without an offset it is in the venue's zone.

    Raises:
        Refused: It is none, or the zone's clocks skip it or show it twice that night.
    """
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
