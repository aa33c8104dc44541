"""Refusals about people in words."""

from typing import assert_never

from kiosk.domain.refusals.people.people import (
    AddressTaken,
    AlreadyOrganizer,
    HasOtherPassword,
    NobodyHasAddress,
    NoOrganizerHasAddress,
    NotTheirName,
    OrganizersOwnAccount,
    OwnsGroupsOrEvents,
    PersonDeleted,
    PersonRefusal,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def person_refusal(reason: PersonRefusal, audience: Audience) -> str:
    """Explains why an address is not accepted, or why somebody is not changed or deleted."""
    match reason:
        case NobodyHasAddress(email):
            return _nobody(email, audience)
        case NoOrganizerHasAddress(email):
            return _no_organizer(email, audience)
        case AddressTaken():
            return _address_taken(reason)
        case AlreadyOrganizer(name, email):
            return _(
                "{name} has the address {email} already and is an organizer."
                " Every account needs an address of its own."
            ).format(name=name, email=email)
        case HasOtherPassword(name, email):
            return _(
                "{name} has the address {email} already, with a password of their own in another program."
                " Invite them with another address."
            ).format(name=name, email=email)
        case PersonDeleted(None):
            return _("This person is no longer in the database: somebody deleted them.")
        case PersonDeleted(name):
            return _("Somebody deleted {name}, so there is nobody to change.").format(name=name)
        case OrganizersOwnAccount(name):
            return _("{name} is an organizer, and only they change their name and address.").format(name=name)
        case OwnsGroupsOrEvents(name):
            return _(
                "{name} is an organizer or has groups and events, which would go with the account."
                " So it is not deleted here."
            ).format(name=name)
        case NotTheirName(typed):
            return _("Nothing was deleted: {typed} is not what they are called.").format(typed=repr(typed))
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


def _address_taken(taken: AddressTaken) -> str:
    if taken.holder is None:
        return _("Somebody has the address {email} already. Every person needs their own address.").format(
            email=taken.email
        )
    return _("{name} has the address {email} already. Every person needs their own address.").format(
        name=taken.holder, email=taken.email
    )
