"""The outcomes of a scan in words: for the guest at the door, in an organizer's lists, at a terminal."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import isolated, plain, shortened
from kiosk.wording.times.at_terminal import minute
from kiosk.wording.times.instants import clock_time, day_and_time, moment_words

_NAME_IN_A_LINE = 60


@dataclass(frozen=True, slots=True)
class OutcomeTexts:
    """The texts that the person in front of a door reads.

    Attributes:
        title: The few large words.
        line: The explanation, or the request.
        foot: The record that was made, or the place to get help.
    """

    title: str
    line: str
    foot: str


@dataclass(frozen=True, slots=True)
class SavedTexts:
    """The texts about a check-in that the centre has not confirmed yet.

    Attributes:
        title: Where the check-in is.
        line: What it means for the person.
        waiting: How many check-ins wait to be sent; may be empty.
    """

    title: str
    line: str
    waiting: str


def saved_here(waiting: int) -> SavedTexts:
    """Returns the texts about a check-in that is stored at the door and will be sent.

    Args:
        waiting: The number of check-ins that wait to be sent, this one included; zero when it is not known.
    """
    counted = ngettext("{count} waiting to be sent", "{count} waiting to be sent", waiting)
    return SavedTexts(
        _("Saved here, will be sent"),
        _("You are in. Nothing more to do."),
        counted.format(count=number(waiting)) if waiting else "",
    )


def outcome_at_door(answer: Answer, *, zone: ZoneInfo, now: datetime, checked_in: int) -> OutcomeTexts:
    """Returns the texts of an outcome for the guest.

    Args:
        answer: The outcome and its details.
        zone: The venue's zone.
        now: The present instant, aware; decides whether a time needs its day.
        checked_in: The number of people who are checked in, this one included.
    """
    match answer.outcome:
        case Outcome.CHECKED_IN if answer.is_saved_here:
            # Without the count, which is the centre's: `saved_here` has the words for the rest.
            time = clock_time(answer.checked_in_at or now, zone)
            return OutcomeTexts(_welcome(answer), in_a_row(_in_a_line(answer.event_title), time), "")
        case Outcome.CHECKED_IN:
            return OutcomeTexts(_welcome(answer), _let_in(answer, zone, now), checked_in_words(checked_in))
        case Outcome.ALREADY_CHECKED_IN:
            foot = _("Need help? Ask at the desk")
            return OutcomeTexts(_("Already checked in"), _first_seen(answer, zone, now), foot)
        case Outcome.EVENT_CLOSED:
            return _refused(_("Check-in is closed"), _("Ask at the desk"))
        case Outcome.NOT_YET_OPEN:
            return _refused(_("Not open yet"), _too_early(answer, zone, now))
        case Outcome.EVENT_FULL:
            return _refused(_("This event is full"), _("Every place is taken. Ask at the desk."))
        case Outcome.NOT_ON_LIST if answer.is_for_another_event:
            return _refused(_("Not for this event"), _("This pass is for another event. Ask at the desk."))
        case Outcome.NOT_ON_LIST:
            return _refused(_("Not on the guest list"), _not_listed(answer))
        case Outcome.PASS_REVOKED:
            # Without the holder's name: whoever holds a revoked pass may have found it.
            line = _("Hold up your newest pass, or ask at the desk")
            return _refused(_("This pass is no longer valid"), line)
        case Outcome.UNKNOWN_CODE:
            line = _("Check that it is your pass for this event, or ask at the desk")
            return _refused(_("Code not recognised"), line)
        case _:
            assert_never(answer.outcome)


def checked_in_words(count: int) -> str:
    """Returns `142 checked in`."""
    return ngettext("{count} checked in", "{count} checked in", count).format(count=number(count))


def doors_open_words(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Returns `Doors open at 18:00`, with the day where it is not today."""
    time = day_and_time(at, zone, now)
    if _is_today(at, zone, now):
        return _("Doors open at {time}").format(time=time)
    return _("Doors open {day_and_time}").format(day_and_time=time)


def outcome_in_lists(outcome: Outcome) -> str:
    """Returns the name of an outcome in an organizer's lists."""
    match outcome:
        case Outcome.CHECKED_IN:
            return _("Checked in")
        case Outcome.ALREADY_CHECKED_IN:
            return _("Already checked in")
        case Outcome.EVENT_CLOSED:
            return _("Event was closed")
        case Outcome.NOT_YET_OPEN:
            return _("Not open yet")
        case Outcome.EVENT_FULL:
            return _("Every place was taken")
        case Outcome.NOT_ON_LIST:
            return _("Not on the guest list")
        case Outcome.PASS_REVOKED:
            return _("Pass was revoked")
        case Outcome.UNKNOWN_CODE:
            return _("Unknown code")
        case _:
            assert_never(outcome)


def outcome_to_overrule(answer: Answer, zone: ZoneInfo) -> str:
    """Explains the door's refusal to an organizer who may still let the person in."""
    match answer.outcome:
        case Outcome.EVENT_CLOSED:
            return _("This event takes no check-ins now: it is closed, or over.")
        case Outcome.NOT_YET_OPEN:
            return _too_early_to_overrule(answer.opens_at, zone)
        case Outcome.EVENT_FULL:
            return _("Every place is taken.")
        case Outcome.NOT_ON_LIST if answer.name:
            return _("{name} is not on the guest list.").format(name=isolated(answer.name))
        case Outcome.NOT_ON_LIST:
            return _("A walk-in is not on the guest list.")
        case (
            Outcome.CHECKED_IN | Outcome.ALREADY_CHECKED_IN | Outcome.PASS_REVOKED | Outcome.UNKNOWN_CODE
        ) if answer.name:
            return _("The door would not have let {name} in.").format(name=isolated(answer.name))
        case Outcome.CHECKED_IN | Outcome.ALREADY_CHECKED_IN | Outcome.PASS_REVOKED | Outcome.UNKNOWN_CODE:
            return _("The door would not have let a walk-in in.")
        case _:
            assert_never(answer.outcome)


def already_in_words(answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    """Returns the time and place of the check-in that a person already has."""
    name = isolated(answer.name) if answer.name else _("This person")
    if answer.checked_in_at is None:
        if answer.kiosk:
            return _("{name} is in already ({kiosk}).").format(name=name, kiosk=isolated(answer.kiosk))
        return _("{name} is in already.").format(name=name)
    time = moment_words(answer.checked_in_at, zone, now)
    if answer.kiosk:
        return _("{name} is in already since {time} ({kiosk}).").format(
            name=name, time=time, kiosk=isolated(answer.kiosk)
        )
    return _("{name} is in already since {time}.").format(name=name, time=time)


def outcome_at_terminal(answer: Answer, zone: ZoneInfo) -> str:
    """Returns the line of an outcome for a technician at a terminal."""
    event = answer.event_title
    match answer.outcome:
        case Outcome.CHECKED_IN:
            return _("{name} is checked in.").format(name=_name_at_terminal(answer))
        case Outcome.ALREADY_CHECKED_IN:
            return _already_at_terminal(answer, zone)
        case Outcome.EVENT_CLOSED:
            return _("{event} takes no check-ins now: it is closed or over.").format(event=event)
        case Outcome.NOT_YET_OPEN:
            return _too_early_at_terminal(answer, zone)
        case Outcome.EVENT_FULL:
            return _("{event} is full.").format(event=event)
        case Outcome.NOT_ON_LIST if answer.is_for_another_event:
            return _("This pass is not for {event}: it is for another event.").format(event=event)
        case Outcome.NOT_ON_LIST:
            return _("{name} is not on the guest list of {event}.").format(
                name=_name_at_terminal(answer), event=event
            )
        case Outcome.PASS_REVOKED:
            return _("This pass was revoked. Use its holder's newest pass, or issue a new one.")
        case Outcome.UNKNOWN_CODE:
            return _("This is neither a pass nor the code of {event}.").format(event=event)
        case _:
            assert_never(answer.outcome)


def _refused(title: str, line: str) -> OutcomeTexts:
    return OutcomeTexts(title, line, _("No check-in was recorded"))


def _welcome(answer: Answer) -> str:
    if answer.name is not None and plain(answer.name):
        return _("Welcome, {name}").format(name=isolated(answer.name))
    return _("Welcome")


def _let_in(answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    return _("{event} · checked in {time}").format(
        event=_in_a_line(answer.event_title), time=clock_time(answer.checked_in_at or now, zone)
    )


def _first_seen(answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    name = _in_a_line(answer.name) if answer.name is not None and plain(answer.name) else ""
    if answer.checked_in_at is None:
        return _("{name} · first seen earlier").format(name=name) if name else _("First seen earlier")
    time = day_and_time(answer.checked_in_at, zone, now)
    if answer.kiosk is not None and plain(answer.kiosk):
        text = _("{name} · first seen {time} at {kiosk}") if name else _("First seen {time} at {kiosk}")
        return text.format(name=name, time=time, kiosk=isolated(answer.kiosk))
    text = _("{name} · first seen {time}") if name else _("First seen {time}")
    return text.format(name=name, time=time)


def _too_early(answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    if answer.opens_at is None:
        return _("Please come back when the doors open")
    time = day_and_time(answer.opens_at, zone, now)
    if _is_today(answer.opens_at, zone, now):
        return _("Doors open at {time}. Please come back then.").format(time=time)
    return _("Doors open {day_and_time}. Please come back then.").format(day_and_time=time)


def _not_listed(answer: Answer) -> str:
    if answer.name is not None and plain(answer.name):
        return _("{name} · ask at the desk").format(name=_in_a_line(answer.name))
    return _("This event is for listed guests. Ask at the desk.")


def _too_early_to_overrule(opens_at: datetime | None, zone: ZoneInfo) -> str:
    if opens_at is None:
        return _("This event does not take check-ins yet: it opens later.")
    return _("This event does not take check-ins yet: it opens at {time}.").format(
        time=clock_time(opens_at, zone)
    )


def _too_early_at_terminal(answer: Answer, zone: ZoneInfo) -> str:
    if answer.opens_at is None:
        return _("{event} takes no check-ins yet.").format(event=answer.event_title)
    return _("{event} takes no check-ins yet. Check-in begins {time}.").format(
        event=answer.event_title, time=minute(answer.opens_at, zone)
    )


def _already_at_terminal(answer: Answer, zone: ZoneInfo) -> str:
    name, kiosk = _name_at_terminal(answer), answer.kiosk
    if answer.checked_in_at is None:
        text = _("{name} is checked in already at {kiosk}.") if kiosk else _("{name} is checked in already.")
        return text.format(name=name, kiosk=kiosk)
    time = minute(answer.checked_in_at, zone)
    if kiosk:
        return _("{name} is checked in already since {time} at {kiosk}.").format(
            name=name, time=time, kiosk=kiosk
        )
    return _("{name} is checked in already since {time}.").format(name=name, time=time)


def _name_at_terminal(answer: Answer) -> str:
    return answer.name or _("A walk-in")


def _is_today(at: datetime, zone: ZoneInfo, now: datetime) -> bool:
    return at.astimezone(zone).date() == now.astimezone(zone).date()


def _in_a_line(text: str) -> str:
    return isolated(shortened(text, _NAME_IN_A_LINE))
