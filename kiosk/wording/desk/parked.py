"""Texts of the check-ins that the server rejected, and of what an organizer can do about each."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.parked import EVENT_DELETED, ParkedCheckIn
from kiosk.domain.check_in.scan import Answer
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.outcomes import already_in_words, outcome_in_lists
from kiosk.wording.times.instants import moment_words

_UNKNOWN = "\N{EN DASH}"


def parked_heading(count: int) -> str:
    """Returns the heading of the rejected check-ins."""
    return ngettext(
        "{count} check-in that the server rejected", "{count} check-ins that the server rejected", count
    ).format(count=number(count))


def parked_hint(count: int, shown: int) -> str:
    """Explains that these people may be inside without being counted, and how many are shown."""
    counts = _("A door let these people in, and they are not counted.")
    if shown == count:
        return counts
    oldest = ngettext("The oldest {count} is shown.", "The oldest {count} are shown.", shown)
    return sentences(counts, oldest.format(count=number(shown)))


def who(parked: ParkedCheckIn) -> str:
    """Returns the person whom a rejected check-in stands for."""
    if parked.is_walk_in:
        return _("Walk-in")
    return parked.name or _("Somebody who was deleted")


def event_of(parked: ParkedCheckIn) -> str:
    """Returns the event of a rejected check-in."""
    return parked.event_title or _("An event that was deleted")


def at_door(parked: ParkedCheckIn, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> str:
    """Returns the time and the door.

    Args:
        parked: The rejected check-in.
        names: The names of kiosks for organizers, by their own names.
        zone: The venue's zone.
        now: The present instant, aware.
    """
    time = _UNKNOWN if parked.scanned_at is None else moment_words(parked.scanned_at, zone, now)
    return in_a_row(time, isolated(names.get(parked.kiosk, parked.kiosk)))


def was_shown(parked: ParkedCheckIn) -> str:
    """Returns the outcome that the person saw."""
    if parked.outcome is None:
        return _("was shown something unknown")
    return _("was shown: {outcome}").format(outcome=outcome_in_lists(parked.outcome))


def why(parked: ParkedCheckIn) -> str:
    """Returns why the server rejected a check-in."""
    if parked.reason == EVENT_DELETED:
        return _("Event deleted")
    return _("Could not be stored")


def what_helps(parked: ParkedCheckIn) -> str:
    """Returns the next step."""
    if parked.may_be_recorded:
        return _("can be recorded")
    if parked.reason == EVENT_DELETED:
        return _("cannot be recorded")
    return _("ask your technician")


def recorded(parked: ParkedCheckIn, answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    """Returns the sentence after a rejected check-in was recorded, or turned out to be recorded."""
    if not answer.is_checked_in:
        return already_in_words(answer, zone, now)
    return _("{name} is checked in, with the time of the scan.").format(name=isolated(who(parked)))


def set_aside_words(parked: ParkedCheckIn) -> str:
    """Returns the sentence after a rejected check-in was set aside."""
    return _("{name} is set aside. The page Changes keeps it.").format(name=isolated(who(parked)))
