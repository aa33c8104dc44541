"""Refusals about groups of events in words."""

from typing import assert_never

from kiosk.domain.refusals.events.groups import (
    ChosenGroupDeleted,
    GroupChanged,
    GroupDeleted,
    GroupForAnotherOrganizer,
    GroupNameTaken,
    GroupNotThere,
    GroupRefusal,
    GroupTooLargeToCopy,
    GroupWithoutOwner,
    NoGroupNamed,
    SeveralGroupsNamed,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number


def group_refusal(reason: GroupRefusal, audience: Audience) -> str:
    """States which group does not exist, has a taken name, or has changed."""
    match reason:
        case NoGroupNamed(name):
            return _no_group_named(repr(name), audience)
        case SeveralGroupsNamed(name, count):
            return _several_groups_named(repr(name), count, audience)
        case GroupNotThere():
            return _("This group is not there any more, or no longer shared with you.")
        case GroupDeleted(name):
            return _("Somebody has just deleted the group {name}.").format(name=repr(name))
        case ChosenGroupDeleted(name):
            return _("Somebody has just deleted the group {name}. Choose another.").format(name=repr(name))
        case GroupChanged(name):
            return _("Somebody has just changed the group {name}. Nothing was made; look again.").format(
                name=repr(name)
            )
        case GroupNameTaken(name, None):
            return _("There is a group called {name} already. Choose another name.").format(name=repr(name))
        case GroupNameTaken(name, owner):
            return _("{owner} has a group called {name} already. Choose another name.").format(
                owner=owner, name=repr(name)
            )
        case GroupTooLargeToCopy(events, most):
            return ngettext(
                "This group has {events} event; {most} are the most that are copied.",
                "This group has {events} events; {most} are the most that are copied.",
                events,
            ).format(events=number(events), most=number(most))
        case GroupWithoutOwner(name):
            return _("Nobody owns the group {name} any more.").format(name=repr(name))
        case GroupForAnotherOrganizer():
            return _("A group made at the desk is your own. Share it with whoever else organizes it.")
        case _:
            assert_never(reason)


def _no_group_named(name: str, audience: Audience) -> str:
    if audience is Audience.TECHNICIAN:
        return _("There is no event group called {name}. `kiosk group create` makes one.").format(name=name)
    return _("There is no event group called {name}. The list of groups shows those there are.").format(
        name=name
    )


def _several_groups_named(name: str, count: int, audience: Audience) -> str:
    if audience is Audience.TECHNICIAN:
        text = ngettext(
            "{count} organizer has a group called {name}; rename one so that it is clear which:"
            " `kiosk group rename` takes --organizer.",
            "{count} organizers have a group called {name}; rename one so that it is clear which:"
            " `kiosk group rename` takes --organizer.",
            count,
        )
    else:
        text = ngettext(
            "{count} organizer has a group called {name}; rename one so that it is clear which.",
            "{count} organizers have a group called {name}; rename one so that it is clear which.",
            count,
        )
    return text.format(count=number(count), name=name)
