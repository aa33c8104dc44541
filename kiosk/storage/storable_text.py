"""Texts both engines can store. PostgreSQL refuses NUL, and neither stores half a surrogate pair."""

from kiosk.domain.errors import Refused

NAME_LENGTH = 255
"""Characters in names, titles, addresses and kiosks' names: the width of the shared columns."""


def is_storable(text: str) -> bool:
    """True when both engines can take this text, as a value or to look for."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text))


def require_storable(text: str, what: str, *, longest: int | None = None) -> str:
    """The text itself.

    Args:
        text: What is to be stored.
        what: What it is, as a sentence begins: "The title".
        longest: How many characters its column holds, or None for no limit.

    Raises:
        Refused: The database could not hold it.
    """
    if not is_storable(text):
        raise Refused(f"{what} holds characters that no database can store. Write it again without them.")
    if longest is not None and len(text) > longest:
        raise Refused(f"{what} has {len(text)} characters; {longest} is the most.")
    return text


def require_words(text: str, what: str, *, longest: int | None = None) -> str:
    """As require_storable, for what may not be blank either.

    Raises:
        Refused: The database could not hold it, or it is blank.
    """
    if not text.strip():
        raise Refused(f"{what} cannot be blank.")
    return require_storable(text, what, longest=longest)
