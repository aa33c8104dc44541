"""Events in words: their switch and state, their number, and the data deleted with them."""

from typing import assert_never

from kiosk.domain.event import Admission, Event, EventState
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.numbers import number


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


def came(check_ins: int, capacity: int | None) -> str:
    """Returns the number of people who came, with the limit where there is one: `142 / 160`."""
    if capacity is None:
        return number(check_ins)
    return _("{count} / {most}").format(count=number(check_ins), most=number(capacity))


def events_counted(events: int) -> str:
    """Returns a number of events: `1 event`, `12 events`."""
    return ngettext("{count} event", "{count} events", events).format(count=number(events))


def events_made(events: int) -> str:
    """States how many events of a series were made."""
    return ngettext("Made {count} event.", "Made {count} events.", events).format(count=number(events))


def event_made(title: str, code: str) -> str:
    """States that an event was made, and its code."""
    return _("Made {event} with the code {code}.").format(event=title, code=code)


def switched(title: str, state: EventState) -> str:
    """States how an event's switch was turned."""
    match state:
        case EventState.OPEN:
            return _("{event} is open.").format(event=title)
        case EventState.CLOSED:
            return _("{event} is closed.").format(event=title)
        case _:
            assert_never(state)


def attendance_lost(check_ins: int) -> str:
    """States how much attendance is lost with a deleted event or group."""
    if check_ins == 0:
        return _("Nobody has checked in, so no attendance is lost.")
    text = ngettext(
        "{count} attendance row goes for good.", "{count} attendance rows go for good.", check_ins
    )
    return text.format(count=number(check_ins))


def events_lost(events: int) -> str:
    """States how many events are deleted with a group."""
    if events == 0:
        return _("It has no events.")
    text = ngettext("{count} event goes with it.", "{count} events go with it.", events)
    return text.format(count=number(events))
