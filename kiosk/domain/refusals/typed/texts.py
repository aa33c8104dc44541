"""Refusals of names, titles and addresses as they were typed."""

from dataclasses import dataclass

from kiosk.domain.fields import AnyField, Field


class AboutTypedText:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Blank(AboutTypedText):
    """The typed text has no visible character."""

    field: AnyField


@dataclass(frozen=True, slots=True)
class TooLong(AboutTypedText):
    """The text has more characters than its column can hold."""

    field: AnyField
    length: int
    longest: int


@dataclass(frozen=True, slots=True)
class HasControlCharacters(AboutTypedText):
    """The text holds line breaks or control characters."""

    field: AnyField


@dataclass(frozen=True, slots=True)
class TurnsWritingDirection(AboutTypedText):
    """The text holds characters that would turn the words around it."""

    field: AnyField


@dataclass(frozen=True, slots=True)
class NotStorable(AboutTypedText):
    """The text holds characters that no database can store: NUL, or half a surrogate pair."""

    field: AnyField


@dataclass(frozen=True, slots=True)
class NotAnAddress(AboutTypedText):
    """The text is not an e-mail address.

    Attributes:
        field: Field.EMAIL.
        text: As typed.
        detail: The reason of the library that reads addresses, in English.
    """

    text: str
    detail: str
    field: Field = Field.EMAIL


TypedTextRefusal = Blank | TooLong | HasControlCharacters | TurnsWritingDirection | NotAnAddress | NotStorable
