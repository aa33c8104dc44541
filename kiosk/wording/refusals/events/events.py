"""Refusals about events in words."""

from typing import assert_never

from kiosk.domain.refusals.events.events import (
    DoorEventDeleted,
    EventChanged,
    EventDeleted,
    EventNotThere,
    EventRefusal,
    NoEventWithCode,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def event_refusal(reason: EventRefusal, audience: Audience) -> str:
    """States which event does not exist, or has changed."""
    match reason:
        case NoEventWithCode(code):
            return _no_event_with_code(repr(code), audience)
        case EventNotThere():
            return _("This event is not there any more, or no longer shared with you.")
        case DoorEventDeleted():
            return _("This event is no longer in the database. Ask the organizer which one to show.")
        case EventDeleted(title):
            return _("Somebody has just deleted {title}.").format(title=repr(title))
        case EventChanged(title):
            return _("Somebody changed {title} at the same moment. Nothing was made; look again.").format(
                title=repr(title)
            )
        case _:
            assert_never(reason)


def _no_event_with_code(code: str, audience: Audience) -> str:
    match audience:
        case Audience.GUEST:
            return _("No event has the code {code}. Ask the organizer which one to show.").format(code=code)
        case Audience.ORGANIZER:
            return _("No event has the code {code}. The list of events shows the codes there are.").format(
                code=code
            )
        case Audience.TECHNICIAN:
            return _("No event has the code {code}. `kiosk event list` shows the codes there are.").format(
                code=code
            )
