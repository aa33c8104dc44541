"""The words for a door and a centre that share no number of the doors' protocol."""

from typing import assert_never

from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.wording.language.catalogue import _


def update_needed(outdated: UpdateNeeded) -> str:
    """Returns a sentence for staff about what to update. Check-ins wait at the door until then.

    Args:
        outdated: The one that has to be updated.
    """
    match outdated:
        case UpdateNeeded.DOOR:
            return _("Update needed: install the desk's version here.")
        case UpdateNeeded.CENTRE:
            return _("Update needed: upgrade the database at a desk.")
        case _:
            assert_never(outdated)
