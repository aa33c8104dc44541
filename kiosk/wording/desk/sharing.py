"""The sharing of groups and events in words."""

from collections.abc import Sequence

from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.joined import enumerated, listed


def you() -> str:
    """Returns the word for the reader in a list of names."""
    return pgettext("among the names of its makers", "you")


def made_by(owners: Sequence[str]) -> str:
    """States who made a group or an event."""
    return _("Made by {names}.").format(names=enumerated(*owners))


def only_the_maker() -> str:
    """States that only the maker can share it, for a reader who is not the maker."""
    return _("Only who made it shares it.")


def nobody_else() -> str:
    """States that it is not shared."""
    return _("Nobody else sees it: share it with organizers who work on it too.")


def through_group(names: Sequence[str]) -> str:
    """States who sees an event because its group is shared with them."""
    return _("Through its group also with {names}.").format(names=listed(*names))
