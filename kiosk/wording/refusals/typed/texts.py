"""Refusals of names, titles and addresses in words."""

from typing import assert_never

from kiosk.domain.fields import Field
from kiosk.domain.refusals.typed.texts import (
    Blank,
    HasControlCharacters,
    NotAnAddress,
    NotStorable,
    TooLong,
    TurnsWritingDirection,
    TypedTextRefusal,
)
from kiosk.wording.fields import field_subject
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number


def typed_text_refusal(reason: TypedTextRefusal) -> str:
    """Explains what is wrong with a name, title or address."""
    match reason:
        case Blank(Field.PASSWORD):
            return _("Type the password you have now.")
        case Blank(field):
            return _("{field} cannot be blank.").format(field=field_subject(field))
        case TooLong(Field.EMAIL, length, longest):
            return _("This e-mail address has {length} characters; {longest} is the most.").format(
                length=number(length), longest=number(longest)
            )
        case TooLong(field, length, longest):
            return _("{field} has {length} characters; {longest} is the most.").format(
                field=field_subject(field), length=number(length), longest=number(longest)
            )
        case HasControlCharacters(field):
            return _("{field} holds line breaks or control characters; write it on one line.").format(
                field=field_subject(field)
            )
        case TurnsWritingDirection(field):
            return _(
                "{field} holds characters that turn the writing direction; write it without them."
            ).format(field=field_subject(field))
        case NotStorable(field):
            return _(
                "{field} holds characters that no database can store. Write it again without them."
            ).format(field=field_subject(field))
        case NotAnAddress(text, detail):
            return _("{text} is not an e-mail address: {detail}").format(text=repr(text), detail=detail)
        case _:
            assert_never(reason)
