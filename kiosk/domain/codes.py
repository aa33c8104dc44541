"""The kinds of codes that a camera sees: a pass, the event's own code, or neither."""

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from kiosk.domain.errors import Refused
from kiosk.domain.event import MAX_CODE_LENGTH, EventField
from kiosk.domain.people.passes import canonical_token
from kiosk.domain.refusals.events.event_codes import CodeReadsAsPass
from kiosk.domain.refusals.typed.texts import Blank, HasControlCharacters, TooLong

CODE_PLACEHOLDER = "{code}"
"""Stands for the event code in the configured check-in URL."""

EVENT_CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Letters and digits that are not confused when read aloud or printed small."""

EVENT_CODE_LENGTH = 6

_MAX_READ_LENGTH = 4096  # a QR holds 2,953 bytes; one with more capitals or digits is not ours


@dataclass(frozen=True, slots=True)
class PassCode:
    """The code is a well-formed pass token."""

    token: str


@dataclass(frozen=True, slots=True)
class EventCode:
    """The code is the event's own."""


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """The code is neither."""


ReadCode = PassCode | EventCode | UnknownCode


def read_code(text: str, *, event_code: str, check_in_url: str | None = None) -> ReadCode:
    """Classifies a text that was scanned or typed at the door of one event.

    Args:
        text: Any text, also a hostile one.
        event_code: The event's code; letter case does not matter.
        check_in_url: The configured URL with `{code}` in it, or None. The event's code inside
            this URL counts as the event's code; any other URL is unknown.
    """
    if len(text) > _MAX_READ_LENGTH:
        return UnknownCode()
    if _is_same_code(text, event_code):
        return EventCode()
    if check_in_url is not None and _is_same_code(_code_in_url(text, check_in_url), event_code):
        return EventCode()
    token = canonical_token(text)
    return UnknownCode() if token is None else PassCode(token)


def event_qr_text(event_code: str, check_in_url: str | None) -> str:
    """Returns the text of the event's QR: the bare code, or the check-in URL with the code in it."""
    if check_in_url is None:
        return event_code
    return check_in_url.replace(CODE_PLACEHOLDER, quote(event_code, safe=""))


def mint_event_code(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Returns a new event code of six unambiguous characters, such as `7KQ2MX`."""
    return "".join(choose(EVENT_CODE_ALPHABET) for _ in range(EVENT_CODE_LENGTH))


def clean_event_code(text: str) -> str:
    """Returns an organizer's choice of event code as it is stored.

    Raises:
        Refused: The code is blank, too long, cannot be shown, or would read as a pass.
    """
    code = unicodedata.normalize("NFC", text).strip()
    if not code:
        raise Refused(Blank(EventField.CODE))
    if len(code) > MAX_CODE_LENGTH:
        raise Refused(TooLong(EventField.CODE, len(code), MAX_CODE_LENGTH))
    if not code.isprintable():
        raise Refused(HasControlCharacters(EventField.CODE))
    if canonical_token(code) is not None:
        raise Refused(CodeReadsAsPass())
    return code


def folded_code(text: str) -> str:
    """Returns a code folded for comparison: a door ignores letter case and surrounding spaces."""
    # Casefolding can undo NFC (and NFC casefolding), so fold between two normalisations.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).casefold())


def _code_in_url(text: str, check_in_url: str) -> str:
    before, _, after = check_in_url.partition(CODE_PLACEHOLDER)
    url = text.strip()
    if not (url[: len(before)].casefold() == before.casefold() and url.endswith(after)):
        return ""
    return unquote(url[len(before) : len(url) - len(after)])


def _is_same_code(text: str, event_code: str) -> bool:
    return folded_code(text) == folded_code(event_code) != ""
