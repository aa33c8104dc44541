"""Refusals about guest lists in words."""

from typing import assert_never

from kiosk.domain.refusals.people.guest_lists import GuestListRefusal, NoEventToCome, NotOnGuestList
from kiosk.wording.language.catalogue import _


def guest_list_refusal(reason: GuestListRefusal) -> str:
    """Explains why a guest list was not changed."""
    match reason:
        case NotOnGuestList(name, event):
            return _("{name} is not on the guest list of {event}.").format(name=name, event=repr(event))
        case NoEventToCome(group):
            return _(
                "The group {group} has no event that is not over, so there is no guest list to fill."
                " Make an event first."
            ).format(group=repr(group))
        case _:
            assert_never(reason)
