"""Says at a terminal that an edit met another's, field by field."""

from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.errors import Refused
from kiosk.services.events.conflicts import EditConflict, FieldConflict

_WORDS = {
    "title": "title",
    "start_at": "start",
    "duration": "duration",
    "code": "code",
    "opens_before": "time it opens before its start",
    "ignores_schedule": "switch that ignores its schedule",
    "capacity": "capacity",
    "has_guest_list": "guest list's switch",
    "location": "location",
    "name": "name",
    "description": "description",
}


def conflict_refusal(conflict: EditConflict[Any], name: str) -> Refused:
    """Returns the refusal that ends a command whose edit was not saved.

    Args:
        conflict: What stands against the edit.
        name: What the edited thing is called now.
    """
    said = "; ".join(_field_words(each) for each in conflict.fields)
    return Refused(
        f"Somebody else changed {name!r} at the same time: {said}."
        " Nothing of your edit was saved: look at it again, and repeat what still holds."
    )


def _field_words(conflict: FieldConflict) -> str:
    theirs, before = _value_words(conflict.theirs), _value_words(conflict.before)
    return f"the {_WORDS[conflict.field]} is {theirs} now and was {before}"


def _value_words(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "on" if value else "off"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M} UTC"
        case timedelta():
            return f"{value // timedelta(minutes=1)} minutes"
        case int():
            return str(value)
    return repr(value)
