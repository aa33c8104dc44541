"""Texts of the list of conflicts: passes that two doors let in, and overbooked events."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.durations import short_duration
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.times.instants import moment_words

_UNKNOWN = "\N{EN DASH}"


def double_entries_heading(count: int) -> str:
    """Returns the heading of the passes that two doors let in."""
    return ngettext(
        "{count} pass used at two doors while they were cut off",
        "{count} passes used at two doors while they were cut off",
        count,
    ).format(count=number(count))


def double_entries_hint(count: int, shown: int) -> str:
    """Returns what these mean for the numbers, and how many of them are shown."""
    counts = ngettext("It counts once.", "Each counts once.", count)
    if shown == count:
        return counts
    newest = ngettext("The newest {count} is shown.", "The newest {count} are shown.", shown)
    return sentences(counts, newest.format(count=number(shown)))


def guest(entry: DoubleEntry) -> str:
    """Returns the name of the pass's holder."""
    return entry.name or _("Somebody who was deleted")


def counted(entry: DoubleEntry, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> str:
    """Returns the time and the door of the check-in that counts."""
    if entry.counted_at is None:
        return _UNKNOWN
    return _moment(entry.counted_at, entry.counted_kiosk, names, zone, now)


def counted_below(entry: DoubleEntry) -> str:
    """Returns `counts`, or that the check-in was undone since."""
    return _("was undone") if entry.counted_at is None else _("counts")


def again(entry: DoubleEntry, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> str:
    """Returns the time and the door of the check-in that does not count."""
    return _moment(entry.again_at, entry.again_kiosk, names, zone, now)


def again_below(entry: DoubleEntry) -> str:
    """Returns `4 min 25 s later, does not count`."""
    if entry.gap is None:
        return _("does not count")
    length = short_duration(abs(entry.gap))
    if entry.gap < timedelta():
        return _("{duration} earlier, does not count").format(duration=length)
    return _("{duration} later, does not count").format(duration=length)


def settled(entry: DoubleEntry) -> str:
    """Returns the sentence after a double entry was settled."""
    return _("{name} is one person. This is done.").format(name=isolated(guest(entry)))


def overbooked_heading(count: int) -> str:
    """Returns the heading of the events with more people than places."""
    return ngettext(
        "{count} event has more people in than places",
        "{count} events have more people in than places",
        count,
    ).format(count=number(count))


def overbooked_hint() -> str:
    """Explains how an event can have more people in than places."""
    return _("Doors that were cut off did not see each other's check-ins, or people were checked in by hand.")


def overbooked_words(overbooked: OverbookedEvent) -> str:
    """Returns `163 in, 160 places: 3 too many`."""
    places = ngettext("{count} place", "{count} places", overbooked.capacity)
    return _("{checked_in} in, {places}: {excess} too many").format(
        checked_in=number(overbooked.checked_in),
        places=places.format(count=number(overbooked.capacity)),
        excess=number(overbooked.excess),
    )


def _moment(at: datetime, kiosk: str | None, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> str:
    door = "" if kiosk is None else isolated(names.get(kiosk, kiosk))
    return in_a_row(moment_words(at, zone, now), door)
