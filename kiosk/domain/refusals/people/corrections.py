"""Refusals of corrections at the desk: check-ins undone, walk-ins given a name."""

from dataclasses import dataclass

from kiosk.domain.fields import Field


class AboutCorrection:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CheckInNotThere(AboutCorrection):
    """Somebody undid the check-in."""


@dataclass(frozen=True, slots=True)
class CheckInNamedOrUndone(AboutCorrection):
    """Somebody named or undid the walk-in's check-in after it was read."""


@dataclass(frozen=True, slots=True)
class CheckedInTwice(AboutCorrection):
    """The person has a check-in at this event, so a walk-in's cannot become theirs too.

    Attributes:
        name: The person's name.
        kiosk: Where the other check-in was, or None when it is not known.
    """

    name: str
    kiosk: str | None


@dataclass(frozen=True, slots=True)
class AddressKnown(AboutCorrection):
    """The new person's address belongs to somebody else, who is probably the person meant.

    Attributes:
        name: The name of the person who has the address.
        email: The address.
        field: Field.EMAIL.
    """

    name: str
    email: str
    field: Field = Field.EMAIL


@dataclass(frozen=True, slots=True)
class RejectedCheckInHandled(AboutCorrection):
    """Somebody handled the rejected check-in after it was read, or what it needs was deleted."""


CorrectionRefusal = (
    CheckInNotThere | CheckInNamedOrUndone | CheckedInTwice | AddressKnown | RejectedCheckInHandled
)
