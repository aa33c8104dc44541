"""With whom a group or an event is shared, in words."""

from collections.abc import Sequence

from kiosk.wording.catalogue import _, pgettext
from kiosk.wording.joined import enumerated, listed


def you() -> str:
    """Returns what stands for who reads it, in a list of names."""
    return pgettext("among the names of who made it", "you")


def made_by(owners: Sequence[str]) -> str:
    """Says who made a group or an event."""
    return _("Made by {names}.").format(names=enumerated(*owners))


def only_the_maker() -> str:
    """Says that who reads it cannot share it."""
    return _("Only who made it shares it.")


def nobody_else() -> str:
    """Says that it is not shared."""
    return _("Nobody else sees it: share it with organizers who work on it too.")


def through_group(names: Sequence[str]) -> str:
    """Says who sees an event because its group is shared with them."""
    return _("Through its group also with {names}.").format(names=listed(*names))
