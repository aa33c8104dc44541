"""The link between a door and the centre in words: for guests, and for the staff who pass by."""

from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.clock_doubt import ClockBehind, ClockDoubt, ClockJumped
from kiosk.domain.check_in.link import BEHIND_AFTER, CLOCK_WARNS_STAFF, OLD_AFTER, LinkStatus
from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.wording.database.updates import update_needed
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.durations import about
from kiosk.wording.language.joined import sentences
from kiosk.wording.language.numbers import number
from kiosk.wording.times.instants import day_and_time


def link_words(link: LinkStatus, now: datetime) -> tuple[str, ...]:
    """Returns the state of the link, from the longest text to the shortest: "Offline · 12 saved here".

    Args:
        link: The link.
        now: The present instant by the centre's clock, aware.
    """
    if link.update_needed is not None:
        return _update_words(link.update_needed, link.waiting)
    waited = link.waiting_for(now)
    if link.is_online:
        if link.roster_at is None and waited <= BEHIND_AFTER:
            return _reading_words(link.stored_share)
        return _online_words(link.waiting, waited)
    if link.waiting == 0:
        return (_("Offline"),)
    return _offline_words(link.waiting, waited)


def clock_words(offset: timedelta) -> tuple[str, str]:
    """Returns by how much this computer's clock is wrong, from the longer text to the shorter.

    Args:
        offset: The centre's clock minus this computer's.
    """
    error = about(abs(offset))
    if offset > timedelta():
        return (
            _("Clock {duration} slow, corrected").format(duration=error),
            _("Clock {duration} slow").format(duration=error),
        )
    return (
        _("Clock {duration} fast, corrected").format(duration=error),
        _("Clock {duration} fast").format(duration=error),
    )


def link_for_staff(link: LinkStatus | None) -> str:
    """Returns what staff should do about the link or this computer's clock; empty when there is nothing."""
    update = "" if link is None or link.update_needed is None else update_needed(link.update_needed)
    return sentences(update, clock_for_staff(link))


def clock_doubt_words(doubt: ClockDoubt) -> tuple[str, str]:
    """Returns why the clock of a door without a link may be wrong, from the longer text to the shorter."""
    match doubt:
        case ClockJumped(by):
            duration = about(abs(by))
            if by > timedelta():
                long = _("Clock was set {duration} forward")
            else:
                long = _("Clock was set {duration} back")
            return (long.format(duration=duration), _("Check the clock"))
        case ClockBehind():
            return (_("Clock is before the newest check-in"), _("Check the clock"))
        case _:
            assert_never(doubt)


def clock_for_staff(link: LinkStatus | None) -> str:
    """Returns a sentence about a clock that staff should set; empty while it is right or not known."""
    offset = None if link is None else link.clock_error(CLOCK_WARNS_STAFF)
    if offset is None:
        return ""
    error = about(abs(offset))
    if offset > timedelta():
        return _("Set this computer's clock: it is {duration} slow.").format(duration=error)
    return _("Set this computer's clock: it is {duration} fast.").format(duration=error)


def rejected_words(count: int) -> str:
    """Returns how many check-ins the centre rejected, so that an organizer has to look at them."""
    return ngettext("{count} needs the desk", "{count} need the desk", count).format(count=number(count))


def late_duplicate_words(count: int) -> str:
    """Returns how many passes were used here that another door had let in: the server's answer came late."""
    return ngettext("{count} pass used twice", "{count} passes used twice", count).format(count=number(count))


def roster_words(link: LinkStatus, zone: ZoneInfo, now: datetime) -> str:
    """Returns as of when the counter is right: "as of 09:02"; empty while it is as the centre's.

    Args:
        link: The link.
        zone: The venue's zone.
        now: The present instant by the centre's clock, aware.
    """
    if link.roster_at is None:
        return _("at this door")
    if not link.is_roster_old(now):
        return ""
    return _("as of {time}").format(time=day_and_time(link.roster_at, zone, now))


def _update_words(outdated: UpdateNeeded, waiting: int) -> tuple[str, ...]:
    sentence, shortest = update_needed(outdated), _("Update needed")
    if waiting == 0:
        return (sentence, shortest)
    short = ngettext("Update needed · {count} saved here", "Update needed · {count} saved here", waiting)
    return (sentence, short.format(count=number(waiting)), shortest)


def _reading_words(share: float) -> tuple[str, ...]:
    percent = number(int(100 * share))
    long = _("Online · reading the list, {percent} %").format(percent=percent)
    return (long, _("Reading the list, {percent} %").format(percent=percent))


def _online_words(waiting: int, waited: timedelta) -> tuple[str, ...]:
    if waited <= BEHIND_AFTER:
        return (_("Online"),)
    short = ngettext("Online · {count} waiting", "Online · {count} waiting", waiting).format(
        count=number(waiting)
    )
    if waited <= OLD_AFTER:
        return (short,)
    long = ngettext(
        "Online · {count} waiting, oldest {age}", "Online · {count} waiting, oldest {age}", waiting
    )
    return (long.format(count=number(waiting), age=about(waited)), short)


def _offline_words(waiting: int, waited: timedelta) -> tuple[str, ...]:
    count = number(waiting)
    short = ngettext("Offline · {count} saved here", "Offline · {count} saved here", waiting)
    shortest = _("Offline · {count}").format(count=count)
    if waited <= OLD_AFTER:
        return (short.format(count=count), shortest)
    long = ngettext(
        "Offline · {count} saved here, oldest {age}", "Offline · {count} saved here, oldest {age}", waiting
    )
    return (long.format(count=count, age=about(waited)), short.format(count=count), shortest)
