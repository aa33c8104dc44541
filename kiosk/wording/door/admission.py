"""The states of an event's admission, in one to three words."""

from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.event import Admission, Event
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.times.instants import clock_time, day_and_time


def admission_at_door(view: DoorStatus, zone: ZoneInfo, now: datetime) -> str:
    """Returns the state that guests read at the door: Open, Full, Closed, Opens 18:00, Ended or Revoked."""
    if view.is_revoked:
        return pgettext("state of a kiosk", "Revoked")
    match view.admission:
        case Admission.CLOSED:
            return pgettext("state of an event", "Closed")
        case Admission.NOT_YET:
            return _("Opens {time}").format(time=day_and_time(view.event.opens_at, zone, now))
        case Admission.OVER:
            return pgettext("state of an event", "Ended")
        case Admission.OPEN:
            if view.is_full:
                return pgettext("state of an event", "Full")
            return pgettext("state of an event", "Open")
        case _:
            assert_never(view.admission)


def admission_in_lists(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """Returns the state that an organizer reads: Open, Closed, Opens 18:00, Not yet or Over."""
    admission = event.admission(now)
    match admission:
        case Admission.CLOSED:
            return pgettext("state of an event", "Closed")
        case Admission.NOT_YET:
            if event.opens_at.astimezone(zone).date() == now.astimezone(zone).date():
                return _("Opens {time}").format(time=clock_time(event.opens_at, zone))
            return pgettext("state of an event", "Not yet")
        case Admission.OVER:
            return pgettext("state of an event", "Over")
        case Admission.OPEN:
            return pgettext("state of an event", "Open")
        case _:
            assert_never(admission)
