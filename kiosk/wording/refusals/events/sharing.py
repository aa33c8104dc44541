"""Refusals about sharing in words."""

from typing import assert_never

from kiosk.domain.refusals.events.sharing import (
    NotShared,
    OnlyOwnerShares,
    OrganizesAlready,
    Shareable,
    SharedAlready,
    SharingRefusal,
)
from kiosk.wording.language.catalogue import _


def sharing_refusal(reason: SharingRefusal) -> str:
    """Explains why a group or an event is not shared, or sharing does not end."""
    match reason:
        case OrganizesAlready(shareable, name, organizer):
            return _organizes_already(shareable).format(name=repr(name), organizer=organizer)
        case SharedAlready(shareable, name, organizer):
            return _shared_already(shareable).format(name=repr(name), organizer=organizer)
        case NotShared(shareable, name, email):
            return _not_shared(shareable).format(name=repr(name), email=repr(email))
        case OnlyOwnerShares(shareable, name):
            return _only_owner(shareable).format(name=repr(name))
        case _:
            assert_never(reason)


def _organizes_already(shareable: Shareable) -> str:
    match shareable:
        case Shareable.GROUP:
            return _("The group {name} is {organizer}'s own already.")
        case Shareable.EVENT:
            return _("The event {name} is {organizer}'s own already.")
        case _:
            assert_never(shareable)


def _shared_already(shareable: Shareable) -> str:
    match shareable:
        case Shareable.GROUP:
            return _("The group {name} is shared with {organizer} already.")
        case Shareable.EVENT:
            return _("The event {name} is shared with {organizer} already.")
        case _:
            assert_never(shareable)


def _not_shared(shareable: Shareable) -> str:
    match shareable:
        case Shareable.GROUP:
            return _("The group {name} is not shared with {email}.")
        case Shareable.EVENT:
            return _("The event {name} is not shared with {email}.")
        case _:
            assert_never(shareable)


def _only_owner(shareable: Shareable) -> str:
    match shareable:
        case Shareable.GROUP:
            return _("Only whoever made the group {name} decides with whom it is shared.")
        case Shareable.EVENT:
            return _("Only whoever made the event {name} decides with whom it is shared.")
        case _:
            assert_never(shareable)
