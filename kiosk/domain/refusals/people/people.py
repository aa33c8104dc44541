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
class AddressTaken(AboutPerson):
    """Somebody else has the e-mail address.

    Attributes:
        email: The address.
        holder: The name of the person who has it, or None when it is not known.
        field: Field.EMAIL.
    """

    email: str
    holder: str | None = None
    field: Field = Field.EMAIL


@dataclass(frozen=True, slots=True)
class AlreadyOrganizer(AboutPerson):
    """The invited person is an organizer already."""

    name: str
    email: str
    field: Field = Field.EMAIL


@dataclass(frozen=True, slots=True)
class HasOtherPassword(AboutPerson):
    """The invited person signs in to another program with a password that must not be replaced."""

    name: str
    email: str
    field: Field = Field.EMAIL


@dataclass(frozen=True, slots=True)
class PersonDeleted(AboutPerson):
    """The person is no longer in the database.

    Attributes:
        name: As the organizer saw it, or None when it is no longer known.
    """

    name: str | None = None


@dataclass(frozen=True, slots=True)
class OrganizersOwnAccount(AboutPerson):
    """The account is another organizer's, and only they change its name and address."""

    name: str


@dataclass(frozen=True, slots=True)
class OwnsGroupsOrEvents(AboutPerson):
    """The account is an organizer's or has made groups or events, so it is not deleted."""

    name: str


@dataclass(frozen=True, slots=True)
class NotTheirName(AboutPerson):
    """A deletion was confirmed with a text that is neither the person's name nor their address."""

    typed: str


PersonRefusal = (
    NobodyHasAddress
    | NoOrganizerHasAddress
    | AddressTaken
    | AlreadyOrganizer
    | HasOtherPassword
    | PersonDeleted
    | OrganizersOwnAccount
    | OwnsGroupsOrEvents
    | NotTheirName
)
