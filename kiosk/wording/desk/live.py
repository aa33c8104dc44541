"""Texts of the live page about an event, an arrival, a refusal."""

from datetime import datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.link import flagged_clock_error
from kiosk.domain.check_in.live import Arrival, Curve, EventCounts, KioskCount
from kiosk.domain.check_in.scan import Method
from kiosk.domain.event import Event
from kiosk.wording.event_fields import location_words
from kiosk.wording.language.catalogue import _, ngettext, pgettext
from kiosk.wording.language.durations import short_duration
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import isolated
from kiosk.wording.times.instants import clock_time, day_words, moment_words, when_words

_DAY = timedelta(days=1)
_UNKNOWN = "\N{EN DASH}"
_HOUR_MINUTES, _DAY_MINUTES, _WEEK_MINUTES = 60, 1_440, 10_080


def subtitle(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """Returns `PyData Meetups · code WS001 · Thu 26 Nov 18:30 – 20:30 · Hall B`."""  # noqa: RUF002 -- an en dash is what stands between times
    return in_a_row(
        isolated(event.group_name), code(event), when_words(event, zone, now), location_words(event)
    )


def code(event: Event) -> str:
    """Returns `code WS001`."""
    return _("code {code}").format(code=isolated(event.code))


def registered(counts: EventCounts) -> str:
    """Returns `118 / 160` where a guest list gives the number of expected people, else `118`."""
    if counts.expected is None:
        return number(counts.participants)
    return _("{count} / {most}").format(count=number(counts.participants), most=number(counts.expected))


def online(kiosks: KioskCount) -> str:
    """Returns `2 of 3`, or `None`."""
    if not kiosks.known:
        return pgettext("number of kiosks", "None")
    return _("{count} of {total}").format(count=number(kiosks.online), total=number(kiosks.known))


def name(arrival: Arrival) -> str:
    """Returns the name of the person who arrived."""
    return arrival.name or pgettext("person", "Walk-in")


def how(arrival: Arrival) -> str:
    """Returns the way in which an arrival was checked in."""
    is_walk_in = arrival.participant_id is None
    match arrival.method:
        case None:
            return _UNKNOWN
        case Method.CAMERA:
            return _("Event QR") if is_walk_in else pgettext("way of checking in", "Pass")
        case Method.TYPED:
            return pgettext("way of checking in", "Code") if is_walk_in else _("Pass, typed")
        case Method.BUTTON:
            return pgettext("way of checking in", "Button")
        case Method.MANUAL:
            return _("By hand")
        case _:
            assert_never(arrival.method)


def method_words(method: Method) -> str:
    """Returns the way of a check-in, without the person's name."""
    match method:
        case Method.CAMERA:
            return _("seen by the camera")
        case Method.TYPED:
            return _("typed code")
        case Method.BUTTON:
            return _("walk-in button")
        case Method.MANUAL:
            return _("by hand")
        case _:
            assert_never(method)


def arrival_sentence(arrival: Arrival, zone: ZoneInfo, now: datetime) -> str:
    """States who came, when, where and how: `Ana Ionescu came 18:24:07 at Door A, with a typed code.`."""
    text = _came(arrival.method) if arrival.kiosk is None else _came_at_kiosk(arrival.method)
    kiosk = "" if arrival.kiosk is None else isolated(arrival.kiosk)
    return text.format(who=_who(arrival), time=moment_words(arrival.at, zone, now), kiosk=kiosk)


def kiosk(of: str | None) -> str:
    """Returns the name of the kiosk."""
    return of or _UNKNOWN


def kiosk_of(arrival: Arrival) -> str:
    """Returns the name of the kiosk, with a flag when its clock was wrong: the time was corrected."""
    error = flagged_clock_error(arrival.clock_offset_ms)
    if error is None:
        return kiosk(arrival.kiosk)
    flag = _("clock was off by {duration}").format(duration=short_duration(error))
    return in_a_row(kiosk(arrival.kiosk), flag)


def bars(curve: Curve) -> str:
    """Returns the width of the bars: `per 5 minutes`, `per hour`, `per day`."""
    minutes = round(curve.bar.total_seconds() / 60)
    if minutes % _WEEK_MINUTES == 0:
        return _per_weeks(minutes // _WEEK_MINUTES)
    if minutes % _DAY_MINUTES == 0:
        return _per_days(minutes // _DAY_MINUTES)
    if minutes % _HOUR_MINUTES == 0:
        return _per_hours(minutes // _HOUR_MINUTES)
    return ngettext("per {count} minute", "per {count} minutes", minutes).format(count=number(minutes))


def bar_start_text(curve: Curve, number: int, zone: ZoneInfo) -> str:
    """Returns the time at which a bar begins: `18:25`, or `Thu 26 Nov` for bars of whole days."""
    at = curve.since + curve.bar * number
    return day_words(at, zone, at) if curve.bar >= _DAY else clock_time(at, zone)


def bar_words(curve: Curve, bar: int, zone: ZoneInfo) -> str:
    """Returns the arrivals during a bar: `18:25 – 18:30: 12`."""  # noqa: RUF002 -- an en dash is what stands between times
    since, until = (bar_start_text(curve, each, zone) for each in (bar, bar + 1))
    text = _("{begins} \N{EN DASH} {ends}: {count}")
    return text.format(begins=since, ends=until, count=number(curve.counts[bar]))


def curve_sentence(curve: Curve | None, zone: ZoneInfo) -> str:
    """Describes the chart for screen readers."""
    if curve is None:
        return _("Arrivals: nobody yet.")
    most = max(curve.counts)
    return _("Arrivals {per_time}: {total} in all, most from {time}: {most}.").format(
        per_time=bars(curve),
        total=number(sum(curve.counts)),
        time=bar_start_text(curve, curve.counts.index(most), zone),
        most=number(most),
    )


def curve_heading(curve: Curve | None) -> str:
    """Returns the heading of the chart."""
    if curve is None:
        return _("Arrivals")
    return _("Arrivals, {per_time}").format(per_time=bars(curve))


def _per_weeks(weeks: int) -> str:
    if weeks == 1:
        return _("per week")
    return ngettext("per {count} week", "per {count} weeks", weeks).format(count=number(weeks))


def _per_days(days: int) -> str:
    if days == 1:
        return _("per day")
    return ngettext("per {count} day", "per {count} days", days).format(count=number(days))


def _per_hours(hours: int) -> str:
    if hours == 1:
        return _("per hour")
    return ngettext("per {count} hour", "per {count} hours", hours).format(count=number(hours))


def _who(arrival: Arrival) -> str:
    if arrival.name is None:
        return _("A walk-in")
    if not arrival.email:
        return isolated(arrival.name)
    return _("{name} ({email})").format(name=isolated(arrival.name), email=isolated(arrival.email))


def _came(method: Method | None) -> str:
    match method:
        case None:
            return _("{who} came {time}.")
        case Method.CAMERA:
            return _("{who} came {time}, seen by the camera.")
        case Method.TYPED:
            return _("{who} came {time}, with a typed code.")
        case Method.BUTTON:
            return _("{who} came {time}, by the walk-in button.")
        case Method.MANUAL:
            return _("{who} came {time}, checked in by hand.")
        case _:
            assert_never(method)


def _came_at_kiosk(method: Method | None) -> str:
    match method:
        case None:
            return _("{who} came {time} at {kiosk}.")
        case Method.CAMERA:
            return _("{who} came {time} at {kiosk}, seen by the camera.")
        case Method.TYPED:
            return _("{who} came {time} at {kiosk}, with a typed code.")
        case Method.BUTTON:
            return _("{who} came {time} at {kiosk}, by the walk-in button.")
        case Method.MANUAL:
            return _("{who} came {time} at {kiosk}, checked in by hand.")
        case _:
            assert_never(method)
