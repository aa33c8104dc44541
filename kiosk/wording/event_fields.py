"""The details of an event: the words for each of them, and its location as it is shown."""

from dataclasses import dataclass
from typing import assert_never

from kiosk.domain.event import Event, EventField
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.safe_text import isolated


@dataclass(frozen=True, slots=True)
class EventFieldWords:
    """The words for one field of an event, without its value.

    Attributes:
        subject: The field as the subject of a sentence.
        label: Its label in a form, without a key.
        recorded: Its name beside a recorded change.
        changed: A sentence about an edit at the same time, with the placeholders {theirs} and {before}.
    """

    subject: str
    label: str
    recorded: str
    changed: str


def event_field_words(field: EventField) -> EventFieldWords:
    """Returns the words for a field of an event."""
    match field:
        case EventField.TITLE:
            return EventFieldWords(
                subject=_("The event's title"),
                label=_("Title"),
                recorded=pgettext("field of a change", "title"),
                changed=_("The title is {theirs} now and was {before}."),
            )
        case EventField.START:
            return EventFieldWords(
                subject=_("The event's start"),
                label=_("Starts"),
                recorded=pgettext("field of a change", "starts"),
                changed=_("The start is {theirs} now and was {before}."),
            )
        case EventField.DURATION:
            return EventFieldWords(
                subject=_("The event's duration"),
                label=_("Duration"),
                recorded=pgettext("field of a change", "takes"),
                changed=_("The duration is {theirs} now and was {before}."),
            )
        case EventField.CODE:
            return EventFieldWords(
                subject=_("The event's code"),
                label=_("Code"),
                recorded=pgettext("field of a change", "code"),
                changed=_("The code is {theirs} now and was {before}."),
            )
        case EventField.OPENS_BEFORE:
            return EventFieldWords(
                subject=_("The beginning of check-in"),
                label=_("Check-in begins before the start"),
                recorded=pgettext("field of a change", "opens before its start"),
                changed=_("The time it opens before its start is {theirs} now and was {before}."),
            )
        case EventField.IGNORES_SCHEDULE:
            return EventFieldWords(
                subject=_("The switch that ignores its schedule"),
                label=_("Take check-ins at any time while open"),
                recorded=pgettext("field of a change", "ignores its schedule"),
                changed=_("The switch that ignores its schedule is {theirs} now and was {before}."),
            )
        case EventField.CAPACITY:
            return EventFieldWords(
                subject=_("The event's capacity"),
                label=_("Most check-ins"),
                recorded=pgettext("field of a change", "capacity"),
                changed=_("The capacity is {theirs} now and was {before}."),
            )
        case EventField.HAS_GUEST_LIST:
            return EventFieldWords(
                subject=_("The guest list's switch"),
                label=_("Only people on the guest list may enter"),
                recorded=pgettext("field of a change", "guest list"),
                changed=_("The guest list's switch is {theirs} now and was {before}."),
            )
        case EventField.LOCATION:
            return EventFieldWords(
                subject=_("The event's location"),
                label=_("Place"),
                recorded=pgettext("field of a change", "location"),
                changed=_("The location is {theirs} now and was {before}."),
            )
        case _:
            assert_never(field)


def location_words(event: Event) -> str:
    """Returns where in the venue an event takes place; "" when that is not known."""
    return isolated(event.location) if event.location is not None and event.location.strip() else ""
