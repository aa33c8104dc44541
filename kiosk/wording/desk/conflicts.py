"""A field that two people changed at the same time, in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.event import EventField
from kiosk.domain.field_conflict import FieldConflict
from kiosk.wording.event_fields import event_field_words
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.durations import minutes_words
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.at_terminal import minute
from kiosk.wording.times.instants import instant_words

_LONGEST_SHOWN, _LONGEST_QUOTED = 60, 80
_MINUTE = timedelta(minutes=1)


def field_conflict(conflict: FieldConflict) -> str:
    """Returns, for a terminal, which value a field has now and which one it had before."""
    return _change_of(conflict.field).format(theirs=_value(conflict.theirs), before=_value(conflict.before))


def _change_of(field: str) -> str:
    match field:
        case EventField():
            return event_field_words(field).changed
        case "name":
            return _("The name is {theirs} now and was {before}.")
        case "description":
            return _("The description is {theirs} now and was {before}.")
        case _:
            raise AssertionError(f"no command edits {field}")


def _value(value: object) -> str:
    match value:
        case None:
            return pgettext("a value that is not set", "none")
        case bool():
            return pgettext("a switch", "on") if value else pgettext("a switch", "off")
        case datetime():
            return _("{instant} UTC").format(instant=minute(value, UTC))
        case timedelta():
            minutes = value // _MINUTE
            return ngettext("{count} minute", "{count} minutes", minutes).format(count=number(minutes))
        case int():
            return number(value)
    return repr(value)


def conflict_label(field: str) -> str:
    """Returns the form's label of an event's field that two people changed."""
    match field:
        case "group_name":
            return _("Group")
        case EventField():
            return event_field_words(field).label
        case _:
            raise AssertionError(f"no form edits {field}")


def conflict_value(value: object, zone: ZoneInfo) -> str:
    """Returns a field's value as an organizer reads it."""
    match value:
        case None:
            return pgettext("value of a field", "none")
        case True:
            return pgettext("value of a field", "yes")
        case False:
            return pgettext("value of a field", "no")
        case datetime():
            return instant_words(value, zone)
        case timedelta():
            return minutes_words(value)
        case int():
            return number(value)
    return shortened(str(value), _LONGEST_SHOWN) or pgettext("value of a field", "none")


def conflict_of_text(theirs: str) -> str:
    """States, beside a group's field, the value that somebody else saved."""
    return _(
        "While you were editing, somebody else changed it to “{value}”."
        " Save again to keep yours, or type theirs."
    ).format(value=shortened(theirs, _LONGEST_QUOTED) or pgettext("value of a field", "nothing"))


def conflict_of_person(theirs: str) -> str:
    """States, beside a person's field, the value that somebody else saved."""
    return _(
        "While you were editing, somebody else changed this to “{value}”."
        " Save again to keep yours, or take theirs."
    ).format(value=theirs)
