"""The argument that commands about events share, and how they print an event."""

from datetime import timedelta
from typing import Annotated

import typer

from kiosk.domain.clock import utc_now
from kiosk.domain.event import Event
from kiosk.wording.catalogue import _

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The event's code, in any letter case.")]

_FAR_TOO_LONG = 1_000_000  # minutes


def duration(minutes: int) -> timedelta:
    """Returns typed minutes as a duration; the service checks their number."""
    # More than a timedelta can hold is as wrong as two days, and gets the same refusal.
    return timedelta(minutes=min(max(minutes, -_FAR_TOO_LONG), _FAR_TOO_LONG))


def made_with_code(event: Event) -> str:
    """Returns a text with the event that was made, and its code."""
    return _("Made {title} with the code {code}.").format(title=repr(event.title), code=event.code)


def event_document(event: Event) -> dict[str, str | int | bool | None]:
    """Returns an event as one JSON object."""
    return {
        "id": str(event.id),
        "code": event.code,
        "title": event.title,
        "group": event.group_name,
        "start_at": event.start_at.isoformat(),
        "minutes": int(event.duration.total_seconds() // 60),
        "state": str(event.state),
        "admission": str(event.admission(utc_now())),
        "opens_before_minutes": int(event.opens_before.total_seconds() // 60),
        "ignores_schedule": event.ignores_schedule,
        "capacity": event.capacity,
        "has_guest_list": event.has_guest_list,
        "location": event.location,
    }
