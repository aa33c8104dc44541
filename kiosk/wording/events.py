"""An event's switch and whether it takes check-ins, in words."""

from typing import assert_never

from kiosk.domain.event import Admission, Event, EventState
from kiosk.wording.catalogue import _, pgettext


def admission_word(admission: Admission) -> str:
    """Returns a word for a list: whether an event takes check-ins, and why not."""
    match admission:
        case Admission.OPEN:
            return pgettext("an event in a list", "OPEN")
        case Admission.CLOSED:
            return pgettext("an event in a list", "CLOSED")
        case Admission.NOT_YET:
            return pgettext("an event in a list", "NOT_YET")
        case Admission.OVER:
            return pgettext("an event in a list", "OVER")
        case _:
            assert_never(admission)


def state_now(event: Event) -> str:
    """Returns the state of an event's switch."""
    match event.state:
        case EventState.OPEN:
            return _("{code} is OPEN now.").format(code=event.code)
        case EventState.CLOSED:
            return _("{code} is CLOSED now.").format(code=event.code)
        case _:
            assert_never(event.state)
