"""What the live page says of an event, an arrival, a refusal, in words. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.event import Event
from kiosk.domain.live import Arrival, Curve, EventCounts, KioskCount
from kiosk.domain.scan import Method
from kiosk.wording.instants import clock_time, day_words, moment_words, when_words
from kiosk.wording.safe_text import isolated

_DAY = timedelta(days=1)
_UNKNOWN = "\N{EN DASH}"
_PASS = {Method.CAMERA: "Pass", Method.TYPED: "Pass, typed"}
_WALK_IN = {Method.CAMERA: "Event QR", Method.TYPED: "Code"}
_EVERYBODY = {Method.BUTTON: "Button", Method.MANUAL: "By hand"}
_BY = {
    Method.CAMERA: ", seen by the camera",
    Method.TYPED: ", with a typed code",
    Method.BUTTON: ", by the walk-in button",
    Method.MANUAL: ", checked in by hand",
}


def subtitle(event: Event, zone: ZoneInfo, now: datetime) -> str:
    """`PyData Meetups · code WS001 · Thu 26 Nov 18:30 - 20:30 · Hall B`."""
    parts = [isolated(event.group_name), f"code {isolated(event.code)}", when_words(event, zone, now)]
    if event.location is not None and event.location.strip():
        parts.append(isolated(event.location))
    return " · ".join(parts)


def registered(counts: EventCounts) -> str:
    """`118 / 160` where a list says how many are expected, else `118`."""
    return f"{counts.participants:,}" + ("" if counts.expected is None else f" / {counts.expected:,}")


def online(kiosks: KioskCount) -> str:
    """`2 of 3`."""
    return f"{kiosks.online} of {kiosks.known}" if kiosks.known else "None"


def name(arrival: Arrival) -> str:
    """Who arrived."""
    return arrival.name or "Walk-in"


def how(arrival: Arrival) -> str:
    """How a check-in came about."""
    if arrival.method is None:
        return _UNKNOWN
    own = _WALK_IN if arrival.participant_id is None else _PASS
    return own.get(arrival.method) or _EVERYBODY[arrival.method]


def arrival_sentence(arrival: Arrival, zone: ZoneInfo, now: datetime) -> str:
    """`Ana Ionescu (ana@example.org) came 18:24:07 at Door A, with a typed code`, as a sentence."""
    who = "A walk-in" if arrival.name is None else isolated(arrival.name)
    email = f" ({isolated(arrival.email)})" if arrival.email else ""
    at_kiosk = f" at {isolated(arrival.kiosk)}" if arrival.kiosk else ""
    means = "" if arrival.method is None else f"{_BY[arrival.method]}"
    return f"{who}{email} came {moment_words(arrival.at, zone, now)}{at_kiosk}{means}."


def kiosk(of: str | None) -> str:
    """Where it was."""
    return of or _UNKNOWN


def bars(curve: Curve) -> str:
    """`per 5 minutes`, `per hour`, `per day`."""
    minutes = round(curve.bar.total_seconds() / 60)
    for length, one, many in ((10_080, "week", "weeks"), (1_440, "day", "days"), (60, "hour", "hours")):
        if minutes % length == 0:
            return f"per {one}" if minutes == length else f"per {minutes // length} {many}"
    return f"per {minutes} minutes"


def bar_start(curve: Curve, number: int, zone: ZoneInfo) -> str:
    """Where a bar begins, or the one before ends: `18:25`, `Thu 26 Nov` where a bar counts whole days."""
    at = curve.since + curve.bar * number
    return day_words(at, zone, at) if curve.bar >= _DAY else clock_time(at, zone)


def curve_sentence(curve: Curve | None, zone: ZoneInfo) -> str:
    """The chart for those who do not see it."""
    if curve is None:
        return "Arrivals: nobody yet."
    most = max(curve.counts)
    at = bar_start(curve, curve.counts.index(most), zone)
    return f"Arrivals {bars(curve)}: {sum(curve.counts):,} in all, most from {at}: {most:,}."
