"""Changes in words: what was done, and each touched field before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.change import Change, ChangeKind
from kiosk.wording.instants import instant_words

KIND_WORDS = {
    ChangeKind.EVENT_CREATED: "Event created",
    ChangeKind.EVENT_EDITED: "Event edited",
    ChangeKind.EVENT_COPIED: "Event copied",
    ChangeKind.EVENT_OPENED: "Event opened",
    ChangeKind.EVENT_CLOSED: "Event closed",
    ChangeKind.EVENT_DELETED: "Event deleted",
    ChangeKind.SERIES_CREATED: "Series created",
    ChangeKind.GROUP_CREATED: "Group created",
    ChangeKind.GROUP_EDITED: "Group edited",
    ChangeKind.GROUP_COPIED: "Group copied",
    ChangeKind.GROUP_DELETED: "Group deleted",
    ChangeKind.SHARED: "Shared",
    ChangeKind.UNSHARED: "No longer shared",
    ChangeKind.GUESTS_ADDED: "Guests added",
    ChangeKind.GUESTS_REMOVED: "Guests removed",
    ChangeKind.CHECKED_IN: "Checked in by hand",
    ChangeKind.CHECK_IN_UNDONE: "Check-in undone",
    ChangeKind.WALK_IN_NAMED: "Walk-in named",
    ChangeKind.PERSON_ADDED: "Participant added",
    ChangeKind.PERSON_EDITED: "Participant edited",
    ChangeKind.PERSON_DELETED: "Participant deleted",
    ChangeKind.PEOPLE_IMPORTED: "People imported",
    ChangeKind.PASS_ISSUED: "Pass issued",
    ChangeKind.PASS_REVOKED: "Pass revoked",
    ChangeKind.ORGANIZER_ADDED: "Organizer added",
    ChangeKind.PASSWORD_CHANGED: "Password changed",
    ChangeKind.KIOSK_CHANGED: "Kiosk changed",
    ChangeKind.DEMO_LOADED: "Demo loaded",
    ChangeKind.OTHER: "Something else",
}

_FIELD_WORDS = {
    "start_at": "starts",
    "duration": "takes",
    "opens_before": "opens before its start",
    "ignores_schedule": "ignores its schedule",
    "has_guest_list": "guest list",
    "email": "e-mail",
    "check_ins": "check-ins",
    "copied_from": "copied from",
}
_INSTANTS = {"start_at", "first", "last", "at", "checked_in_at"}
_MINUTES = {"duration", "opens_before"}
_NONE = "none"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a change in words.

    Attributes:
        field: What it is called.
        before: What it was; None where there was nothing.
        after: What it is since; None where nothing is left.
    """

    field: str
    before: str | None
    after: str | None

    @property
    def words(self) -> str:
        """All of it on one line."""
        if self.before is None or self.after is None:
            return f"{self.field}: {self.after if self.before is None else self.before}"
        return f"{self.field}: {self.before} → {self.after}"


def field_changes(change: Change, zone: ZoneInfo) -> Iterator[FieldChange]:
    """Every touched field, in the order it was recorded."""
    before, after = change.before or {}, change.after or {}
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) is None and after.get(name) is None:
            continue  # of what is made or goes, that it has none says nothing
        yield FieldChange(
            _FIELD_WORDS.get(name, name.replace("_", " ")),
            _in_words(name, before[name], zone) if name in before else None,
            _in_words(name, after[name], zone) if name in after else None,
        )


def summary(change: Change, zone: ZoneInfo) -> str:
    """Every touched field on one line."""
    return "; ".join(each.words for each in field_changes(change, zone))


def _in_words(name: str, value: object, zone: ZoneInfo) -> str:
    match value:
        case None:
            return _NONE
        case bool():
            return "yes" if value else "no"
        case int() if name in _MINUTES:
            return f"{value} minutes"
        case str() if name in _INSTANTS:
            return _local(value, zone)
        case list():
            return ", ".join(map(str, value))
    return str(value)


def _local(text: str, zone: ZoneInfo) -> str:
    try:
        return instant_words(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):  # another program's words
        return text
