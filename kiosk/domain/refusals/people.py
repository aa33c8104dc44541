"""Refusals about people: who has an address, and who may be changed or deleted."""

from dataclasses import dataclass

from kiosk.domain.fields import Field


class AboutPerson:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NobodyHasAddress(AboutPerson):
    """No account has this e-mail address.

    Attributes:
        email: As typed.
        field: Field.EMAIL.
    """

    email: str
    field: Field = Field.EMAIL


@dataclass(frozen=True, slots=True)
class NoOrganizerHasAddress(AboutPerson):
    """No organizer's account has this e-mail address; a participant's may.

    Attributes:
        email: As typed.
        field: Field.EMAIL.
    """

    email: str
    field: Field = Field.EMAIL


@dataclass(frozen=True, slots=True)
class PersonDeleted(AboutPerson):
    """The person is no longer in the database.

    Attributes:
        name: As the organizer saw it, or None where it is not known any more.
    """

    name: str | None = None


PersonRefusal = NobodyHasAddress | NoOrganizerHasAddress | PersonDeleted
