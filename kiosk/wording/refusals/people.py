"""Refusals about people in words."""

from typing import assert_never

from kiosk.domain.refusals.people import (
    NobodyHasAddress,
    NoOrganizerHasAddress,
    PersonDeleted,
    PersonRefusal,
)
from kiosk.wording.audience import Audience
from kiosk.wording.catalogue import _


def person_refusal(reason: PersonRefusal, audience: Audience) -> str:
    """Says why an address is not taken as it is, or why somebody is not changed or deleted."""
    match reason:
        case NobodyHasAddress(email):
            return _nobody(email, audience)
        case NoOrganizerHasAddress(email):
            return _no_organizer(email, audience)
        case PersonDeleted(None):
            return _("This person is no longer in the database: somebody deleted them.")
        case PersonDeleted(name):
            return _("Somebody deleted {name}, so there is nobody to change.").format(name=name)
        case _:
            assert_never(reason)


def _nobody(email: str, audience: Audience) -> str:
    match audience:
        case Audience.GUEST:
            return _("Nobody has the address {email}.").format(email=repr(email))
        case Audience.ORGANIZER:
            return _("Nobody has the address {email}. Check it, or add them.").format(email=repr(email))
        case Audience.TECHNICIAN:
            return _("Nobody has the address {email}. `kiosk participant add` makes a participant.").format(
                email=repr(email)
            )
        case _:
            assert_never(audience)


def _no_organizer(email: str, audience: Audience) -> str:
    match audience:
        case Audience.GUEST:
            return _("No organizer has the address {email}.").format(email=repr(email))
        case Audience.ORGANIZER:
            return _("No organizer has the address {email}. Invite them first, or check the address.").format(
                email=repr(email)
            )
        case Audience.TECHNICIAN:
            return _("No organizer has the address {email}. `kiosk organizer list` shows them all.").format(
                email=repr(email)
            )
        case _:
            assert_never(audience)
