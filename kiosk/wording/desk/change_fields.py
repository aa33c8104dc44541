"""The fields that a change touched, before and after, in words."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.change import AuditEntry
from kiosk.domain.check_in.scan import Method, Outcome
from kiosk.domain.event import Admission, EventDetails, EventField
from kiosk.wording.desk.events import admission_word
from kiosk.wording.desk.live import method_words
from kiosk.wording.event_fields import event_field_words
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.joined import listed
from kiosk.wording.language.numbers import number
from kiosk.wording.outcomes import outcome_in_lists
from kiosk.wording.times.instants import instant_words

_EVENT_FIELDS = frozenset(each.value for each in EventField)
_MINUTES = {each.name for each in fields(EventDetails) if each.type is timedelta}
_INSTANTS = {each.name for each in fields(EventDetails) if each.type is datetime} | {
    "first",
    "last",
    "at",
    "checked_in_at",
    "again_at",
    "seen_at",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a change in words.

    Attributes:
        field: Its name for people.
        before: Its value before the change; None where there was none.
        after: Its value after the change; None where none is left.
    """

    field: str
    before: str | None
    after: str | None

    @property
    def words(self) -> str:
        """Returns the field and both values on one line."""
        if self.before is not None and self.after is not None:
            text = _("{field}: {before} → {after}")
            return text.format(field=self.field, before=self.before, after=self.after)
        value = self.after if self.before is None else self.before
        return _("{field}: {value}").format(field=self.field, value=value)


def field_changes(change: AuditEntry, zone: ZoneInfo) -> Iterator[FieldChange]:
    """Yields every touched field, in the order it was recorded."""
    before, after = change.before or {}, change.after or {}
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) is None and after.get(name) is None:
            continue  # an absent value of a new or deleted object is not worth a line
        yield FieldChange(
            _field_name(name),
            _in_words(name, before[name], zone) if name in before else None,
            _in_words(name, after[name], zone) if name in after else None,
        )


def summary(change: AuditEntry, zone: ZoneInfo) -> str:
    """Returns every touched field on one line."""
    return pgettext("between two touched fields", "; ").join(
        each.words for each in field_changes(change, zone)
    )


def _field_name(name: str) -> str:
    # A newer program may record other fields; they are shown under their recorded names.
    if name in _EVENT_FIELDS:
        return event_field_words(EventField(name)).recorded
    return _field_names().get(name, name.replace("_", " "))


def _field_names() -> dict[str, str]:
    return {
        "again_at": pgettext("field of a change", "again at"),
        "again_kiosk": pgettext("field of a change", "kiosk of the second entry"),
        "at": pgettext("field of a change", "at"),
        "check_ins": pgettext("field of a change", "check-ins"),
        "copied_from": pgettext("field of a change", "copied from"),
        "count": pgettext("field of a change", "count"),
        "description": pgettext("field of a change", "description"),
        "despite": pgettext("field of a change", "despite"),
        "email": pgettext("field of a change", "e-mail"),
        "events": pgettext("field of a change", "events"),
        "first": pgettext("field of a change", "first"),
        "guests": pgettext("field of a change", "guests"),
        "kiosk": pgettext("field of a change", "kiosk"),
        "known": pgettext("field of a change", "known"),
        "last": pgettext("field of a change", "last"),
        "login": pgettext("field of a change", "login"),
        "method": pgettext("field of a change", "method"),
        "name": pgettext("field of a change", "name"),
        "new": pgettext("field of a change", "new"),
        "organizer": pgettext("field of a change", "organizer"),
        "people": pgettext("field of a change", "people"),
        "reason": pgettext("field of a change", "reason"),
        "refused": pgettext("field of a change", "refused"),
        "repeated": pgettext("field of a change", "repeated"),
        "replaced": pgettext("field of a change", "replaced"),
        "role": pgettext("field of a change", "role"),
        "seen_at": pgettext("field of a change", "last seen"),
        "state": pgettext("field of a change", "state"),
        "waiting": pgettext("field of a change", "check-ins waiting"),
    }


def _in_words(name: str, value: object, zone: ZoneInfo) -> str:
    match value:
        case None:
            return pgettext("value of a field", "none")
        case True:
            return pgettext("value of a field", "yes")
        case False:
            return pgettext("value of a field", "no")
        case int() if name in _MINUTES:
            return ngettext("{count} minute", "{count} minutes", value).format(count=number(value))
        case int():
            return number(value)
        case str() if name in _INSTANTS:
            return _local(value, zone)
        case str():
            return _word(name, value)
        case list():
            return listed(*(_word(name, str(each)) for each in value))
    return str(value)


def _word(name: str, value: str) -> str:
    with suppress(ValueError):  # a value that another version recorded
        match name:
            case "state":
                return admission_word(Admission(value))
            case "method":
                return method_words(Method(value))
            case "despite":
                return outcome_in_lists(Outcome(value))
    return value


def _local(text: str, zone: ZoneInfo) -> str:
    try:
        return instant_words(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):  # a value that another version recorded
        return text
