"""Checks names, titles and addresses as they are typed, and returns them as they are stored."""

import unicodedata

from kiosk.domain.errors import Refused
from kiosk.domain.fields import AnyField, Field
from kiosk.domain.refusals.typed.texts import (
    Blank,
    HasControlCharacters,
    NotAnAddress,
    TooLong,
    TurnsWritingDirection,
)

MAX_LENGTH = 255
"""The most characters in a name, title or e-mail address: the width of the shared columns."""

_FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_UNSEEN = {"Cf", "Zs"}  # joiners, direction marks and spaces show nothing by themselves
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
# Unicode's embeddings, overrides and isolates: one in a name could reorder the words around it.


def clean_words(text: str, field: AnyField) -> str:
    """Returns a name or title as it is stored: trimmed, NFC.

    Args:
        text: As typed.
        field: The field, for the refusal.

    Raises:
        Refused: It is blank, too long, or holds characters that cannot be shown.
    """
    words = unicodedata.normalize("NFC", text).strip()
    if all(unicodedata.category(character) in _UNSEEN for character in words):
        raise Refused(Blank(field))
    if len(words) > MAX_LENGTH:
        raise Refused(TooLong(field, len(words), MAX_LENGTH))
    if any(unicodedata.category(character) in _FORBIDDEN for character in words):
        raise Refused(HasControlCharacters(field))
    if not _TURNING.isdisjoint(words):
        raise Refused(TurnsWritingDirection(field))
    return words


def clean_email(text: str) -> str:
    """Returns an e-mail address in its normal form; whether mail can be delivered is not checked.

    Raises:
        Refused: It is not an address, or is too long for the shared column.
    """
    if not text.strip():
        raise Refused(Blank(Field.EMAIL))
    # Imported at the first use: a door that starts checks no address.
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 -- as above

    try:
        address = validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refused(NotAnAddress(text, str(error))) from error
    if len(address) > MAX_LENGTH:
        raise Refused(TooLong(Field.EMAIL, len(address), MAX_LENGTH))
    return address
