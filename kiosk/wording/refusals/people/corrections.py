"""Refusals of corrections at the desk in words."""

from typing import assert_never

from kiosk.domain.refusals.people.corrections import (
    AddressKnown,
    CheckedInTwice,
    CheckInNamedOrUndone,
    CheckInNotThere,
    CorrectionRefusal,
    RejectedCheckInHandled,
)
from kiosk.wording.language.catalogue import _


def correction_refusal(reason: CorrectionRefusal) -> str:
    """Explains why a check-in cannot be undone or get a name."""
    match reason:
        case CheckInNotThere():
            return _("This check-in is not there any more: somebody undid it.")
        case CheckInNamedOrUndone():
            return _("This check-in has a name already, or was undone: somebody was quicker.")
        case CheckedInTwice(name, None):
            return _(
                "{name} is in already, by another check-in. If this is the same person counted twice,"
                " undo one of the two."
            ).format(name=name)
        case CheckedInTwice(name, kiosk):
            return _(
                "{name} is in already, by another check-in at {kiosk}. If this is the same person counted"
                " twice, undo one of the two."
            ).format(name=name, kiosk=kiosk)
        case AddressKnown(name, email):
            return _("{name} has the address {email} already: choose them instead.").format(
                name=name, email=email
            )
        case RejectedCheckInHandled():
            return _("This check-in cannot be recorded any more: somebody handled it, or its event is gone.")
        case _:
            assert_never(reason)
