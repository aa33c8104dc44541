"""What organizers type, cleaned, or refused in a sentence."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from kiosk.domain.errors import Refused
from kiosk.domain.field import FieldName

MAX_LENGTH = 255
"""Characters in a name, title or e-mail: the width of the shared columns."""

_FORBIDDEN = {"Cc", "Cs", "Zl", "Zp"}
_UNSEEN = {"Cf", "Zs"}  # joiners, direction marks and spaces show nothing by themselves
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
# Unicode's embeddings, overrides and isolates: what one name starts would turn the words around it.


def clean_words(text: str, what: str, field: FieldName | None = None) -> str:
    """A name or title as it is stored: trimmed, NFC.

    Args:
        text: What was typed.
        what: What it is, as a sentence begins: "The event's title".
        field: The field it was typed into.

    Raises:
        Refused: It is blank, too long, or holds characters that cannot be shown.
    """
    words = unicodedata.normalize("NFC", text).strip()
    if all(unicodedata.category(character) in _UNSEEN for character in words):
        raise Refused(f"{what} cannot be blank.", field=field)
    if len(words) > MAX_LENGTH:
        raise Refused(f"{what} has {len(words)} characters; {MAX_LENGTH} is the most.", field=field)
    if any(unicodedata.category(character) in _FORBIDDEN for character in words):
        raise Refused(f"{what} holds line breaks or control characters; write it on one line.", field=field)
    if not _TURNING.isdisjoint(words):
        raise Refused(
            f"{what} holds characters that turn the writing direction; write it without them.", field=field
        )
    return words


def clean_email(text: str) -> str:
    """An e-mail address in its normal form; whether it can be delivered to is not asked.

    Raises:
        Refused: It is not an address, or too long for the shared column.
    """
    if not text.strip():
        raise Refused("The e-mail address cannot be blank.", field=FieldName.EMAIL)
    try:
        address = validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refused(f"{text!r} is not an e-mail address: {error}", field=FieldName.EMAIL) from error
    if len(address) > MAX_LENGTH:
        raise Refused(
            f"This e-mail address has {len(address)} characters; {MAX_LENGTH} is the most.",
            field=FieldName.EMAIL,
        )
    return address
