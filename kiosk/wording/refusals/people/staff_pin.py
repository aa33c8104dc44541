"""Refusals about the staff PIN in words."""

from typing import TYPE_CHECKING, assert_never

from kiosk.domain.refusals.people.staff_pin import (
    NoPinSet,
    PinFileDamaged,
    PinFileUnreadable,
    PinInRow,
    PinNotDigits,
    PinNotRemoved,
    PinNotStored,
    PinOfOneDigit,
    PinRepeatsItself,
    StaffPinRefusal,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.refusals.refusal import Refusal


def staff_pin_refusal(
    reason: StaffPinRefusal, audience: Audience, word_cause: "Callable[[Refusal], str]"
) -> str:
    """Explains what is wrong with a PIN, or why it is not set, read or removed.

    Args:
        reason: The fact.
        audience: The reader.
        word_cause: Explains to the same reader why a file could not be written.
    """
    match reason:
        case PinNotDigits(digits):
            return _("A PIN has exactly {digits} digits, 0 to 9.").format(digits=number(digits))
        case PinOfOneDigit():
            return _("A PIN of one digit only is guessed at once. Choose another.")
        case PinInRow():
            return _("Digits in a row, such as 123456 or 654321, are guessed at once. Choose another.")
        case PinRepeatsItself():
            return _(
                "A PIN that repeats itself, such as 121212 or 123123, is guessed at once. Choose another."
            )
        case PinNotStored(cause):
            return _("The PIN was not set: {reason}").format(reason=word_cause(cause))
        case PinNotRemoved(path, detail):
            return _("The PIN is still set: {path} could not be removed: {detail}.").format(
                path=path, detail=detail
            )
        case PinFileUnreadable(detail):
            return _unreadable(detail, audience)
        case PinFileDamaged():
            return _damaged(audience)
        case NoPinSet():
            return _no_pin(audience)
        case _:
            assert_never(reason)


def _unreadable(detail: str, audience: Audience) -> str:
    match audience:
        case Audience.GUEST:
            return _("The staff PIN of this machine cannot be read.")
        case Audience.ORGANIZER:
            return _(
                "The staff PIN of this machine cannot be read: {detail}."
                " Set a new one on the page Settings of the desk on this machine."
            ).format(detail=detail)
        case Audience.TECHNICIAN:
            return _(
                "The staff PIN of this machine cannot be read: {detail}."
                " `kiosk pin` in a terminal on this machine sets a new one."
            ).format(detail=detail)
        case _:
            assert_never(audience)


def _damaged(audience: Audience) -> str:
    match audience:
        case Audience.GUEST:
            return _("The staff PIN of this machine cannot be read.")
        case Audience.ORGANIZER:
            return _(
                "The file of this machine's staff PIN is damaged."
                " Set a new one on the page Settings of the desk on this machine."
            )
        case Audience.TECHNICIAN:
            return _(
                "The file of this machine's staff PIN is damaged."
                " `kiosk pin` in a terminal on this machine sets a new one."
            )
        case _:
            assert_never(audience)


def _no_pin(audience: Audience) -> str:
    match audience:
        case Audience.GUEST | Audience.ORGANIZER:
            return _("No PIN is set on this machine.")
        case Audience.TECHNICIAN:
            return _("No staff PIN is set on this machine; `kiosk pin` sets one.")
        case _:
            assert_never(audience)
