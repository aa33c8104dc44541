"""Refusals of edits that conflict with another's, in words."""

from kiosk.domain.refusals.events.edits import EditRefusal
from kiosk.wording.desk.conflicts import field_conflict
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import sentences


def edit_refusal(reason: EditRefusal) -> str:
    """Explains what somebody else changed at the same time, and that nothing was saved."""
    return sentences(
        _("Somebody else changed {name} at the same time.").format(name=repr(reason.name)),
        *(field_conflict(each) for each in reason.conflicts),
        _("Nothing of your edit was saved: look at it again, and repeat what still holds."),
    )
