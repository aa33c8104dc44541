"""Refusals of an event's code in words."""

from typing import assert_never

from kiosk.domain.refusals.events.event_codes import (
    CodeReadsAsPass,
    CodeTaken,
    CodeTakenByUnknown,
    DrawnCodesTaken,
    EventCodeRefusal,
    NoFreeCode,
    SeriesCodeTaken,
)
from kiosk.wording.language.catalogue import _


def event_code_refusal(reason: EventCodeRefusal) -> str:
    """Explains why an event cannot have a code."""
    match reason:
        case CodeReadsAsPass():
            return _("This event code would be read as somebody's pass; choose another.")
        case CodeTaken(code, None):
            return _("The code {code} is taken by another organizer's event. Choose another.").format(
                code=code
            )
        case CodeTaken(code, by):
            return _("The code {code} is taken by {title}. Choose another.").format(code=code, title=repr(by))
        case CodeTakenByUnknown(code):
            return _("The code {code} is already used by another event. Choose another.").format(code=code)
        case NoFreeCode():
            return _("No free event code was found. Choose one yourself.")
        case SeriesCodeTaken(code):
            return _("The code {code} is taken, so nothing was made. Choose another prefix.").format(
                code=code
            )
        case DrawnCodesTaken():
            return _(
                "Others made events with the same codes at the same moment. Nothing was made; try again."
            )
        case _:
            assert_never(reason)
