"""Texts both engines can store. PostgreSQL refuses NUL, and neither stores half a surrogate pair."""

from kiosk.domain.errors import Refused
from kiosk.domain.fields import AnyField
from kiosk.domain.refusals.typed.texts import Blank, NotStorable, TooLong

NAME_LENGTH = 255
"""Characters in names, titles, addresses and kiosks' names: the width of the shared columns."""


def is_storable(text: str) -> bool:
    """True when both engines can take this text, as a value or to look for."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text))


def require_storable(text: str, field: AnyField, *, longest: int | None = None) -> str:
    """Returns the text as it is.

    Args:
        text: The value to be stored.
        field: Which value it is.
        longest: How many characters its column holds, or None for no limit.

    Raises:
        Refused: The database could not hold it.
    """
    if not is_storable(text):
        raise Refused(NotStorable(field))
    if longest is not None and len(text) > longest:
        raise Refused(TooLong(field, len(text), longest))
    return text


def require_words(text: str, field: AnyField, *, longest: int | None = None) -> str:
    """Returns the text as it is; it may not be blank.

    Raises:
        Refused: It is blank, or the database could not hold it.
    """
    if not text.strip():
        raise Refused(Blank(field))
    return require_storable(text, field, longest=longest)
