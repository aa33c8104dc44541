"""A field that two people changed at the same time, in words."""

from datetime import UTC, datetime, timedelta

from kiosk.domain.field_conflict import FieldConflict
from kiosk.wording.catalogue import _, ngettext, pgettext
from kiosk.wording.numbers import number
from kiosk.wording.terminal_times import minute

_MINUTE = timedelta(minutes=1)


def field_conflict(conflict: FieldConflict) -> str:
    """Returns, for a terminal, which value a field has now and which one it had before."""
    return _change_of(conflict.field).format(theirs=_value(conflict.theirs), before=_value(conflict.before))


def _change_of(field: str) -> str:  # noqa: C901, PLR0911 -- one case a field
    match field:
        case "title":
            return _("The title is {theirs} now and was {before}.")
        case "start_at":
            return _("The start is {theirs} now and was {before}.")
        case "duration":
            return _("The duration is {theirs} now and was {before}.")
        case "code":
            return _("The code is {theirs} now and was {before}.")
        case "opens_before":
            return _("The time it opens before its start is {theirs} now and was {before}.")
        case "ignores_schedule":
            return _("The switch that ignores its schedule is {theirs} now and was {before}.")
        case "capacity":
            return _("The capacity is {theirs} now and was {before}.")
        case "has_guest_list":
            return _("The guest list's switch is {theirs} now and was {before}.")
        case "location":
            return _("The location is {theirs} now and was {before}.")
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
