"""Refusals about the staff PIN of a machine."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.fields import Field

if TYPE_CHECKING:
    from kiosk.domain.refusals.refusal import Refusal


class AboutStaffPin:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PinNotDigits(AboutStaffPin):
    """The PIN has another length, or characters other than the digits 0 to 9.

    Attributes:
        digits: The length of a PIN.
        field: Field.PIN.
    """

    digits: int
    field: Field = Field.PIN


@dataclass(frozen=True, slots=True)
class PinOfOneDigit(AboutStaffPin):
    """The PIN repeats one digit."""

    field: Field = Field.PIN


@dataclass(frozen=True, slots=True)
class PinInRow(AboutStaffPin):
    """The digits of the PIN follow one another, upwards or downwards."""

    field: Field = Field.PIN


@dataclass(frozen=True, slots=True)
class PinRepeatsItself(AboutStaffPin):
    """The PIN repeats two or three digits."""

    field: Field = Field.PIN


@dataclass(frozen=True, slots=True)
class PinNotStored(AboutStaffPin):
    """The PIN was not set, because its file could not be written.

    Attributes:
        cause: Why not.
    """

    cause: "Refusal"


@dataclass(frozen=True, slots=True)
class PinNotRemoved(AboutStaffPin):
    """The PIN is still set, because its file could not be removed.

    Attributes:
        path: The file.
        detail: The reason of the operating system.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class PinFileUnreadable(AboutStaffPin):
    """The file of the PIN cannot be read, so no PIN opens anything.

    Attributes:
        detail: The reason of the operating system.
    """

    detail: str


@dataclass(frozen=True, slots=True)
class PinFileDamaged(AboutStaffPin):
    """The file of the PIN holds something else, so no PIN opens anything."""


@dataclass(frozen=True, slots=True)
class NoPinSet(AboutStaffPin):
    """No PIN is set on this machine."""


WeakPin = PinNotDigits | PinOfOneDigit | PinInRow | PinRepeatsItself
"""Why a PIN may not be chosen."""

StaffPinRefusal = WeakPin | PinNotStored | PinNotRemoved | PinFileUnreadable | PinFileDamaged | NoPinSet
