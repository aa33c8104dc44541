"""Refusals to change how the desk lists a kiosk."""

from dataclasses import dataclass

from kiosk.domain.fields import Field


class AboutKiosk:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class KioskForgotten(AboutKiosk):
    """Somebody removed the kiosk from the list after it was read."""


@dataclass(frozen=True, slots=True)
class KioskNameTaken(AboutKiosk):
    """Another kiosk has the name.

    Attributes:
        name: The name.
        field: Field.KIOSK_NAME.
    """

    name: str
    field: Field = Field.KIOSK_NAME


KioskRefusal = KioskForgotten | KioskNameTaken
