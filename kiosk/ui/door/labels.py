"""What a door says: every outcome and every state in words, with its colour, icon and sound.

Pure: the same arguments give the same words. Names are plain text inside isolates, so that
no name changes how the sentence around it is shown.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from kiosk.domain.door import DoorView
from kiosk.domain.event import Admission
from kiosk.domain.scan import Answer, Outcome
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.ui.common.theme import CAUTION, FAILURE, REFUSAL, SUCCESS, WAITING
from kiosk.ui.common.times import clock_time, day_and_time
from kiosk.wording.safe_text import isolated, plain, shortened

translate = QCoreApplication.translate  # the one name that Qt's lupdate finds outside classes

_TITLE_IN_A_LINE = 60


class Mood(StrEnum):
    """How a piece of state is coloured: the names are Palette's tones."""

    GOOD = "good"
    WARY = "wary"
    BAD = "bad"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Look:
    """What a person is shown and hears.

    Attributes:
        colour: Of the whole screen, `#RRGGBB`; white text on it is readable.
        icon: A file of resources/icons, without its ending.
        title: The few large words.
        line: What there is to know or to do.
        foot: What was recorded, or where to get help.
        sound: A file of resources/sounds, without its ending; empty for silence.
        is_welcome: True when the person may walk on; everything else is read for longer.
    """

    colour: str
    icon: str
    title: str
    line: str
    foot: str
    sound: str
    is_welcome: bool = False


@dataclass(frozen=True, slots=True)
class Pill:
    """The door's state in a word or two."""

    text: str
    mood: Mood


@dataclass(frozen=True, slots=True)
class Hint:
    """What the camera's part of the screen asks people to do.

    Attributes:
        title: The few large words.
        line: More about it; may be empty.
        icon: Shown instead of the picture, or empty while the picture is worth seeing.
        takes_passes: True while holding up a pass is the thing to do.
    """

    title: str
    line: str = ""
    icon: str = ""
    takes_passes: bool = False


def look(  # noqa: PLR0911 -- one return an outcome
    answer: Answer, *, zone: ZoneInfo, now: datetime, checked_in: int
) -> Look:
    """How an outcome is told.

    Args:
        answer: The outcome and its particulars.
        zone: The venue's.
        now: Aware; decides whether a time needs its day.
        checked_in: People checked in by now, this one included.
    """
    match answer.outcome:
        case Outcome.CHECKED_IN:
            return _welcome(answer, zone, now, checked_in)
        case Outcome.ALREADY_CHECKED_IN:
            return Look(
                CAUTION,
                "alert",
                translate("door", "Already checked in"),
                _first_seen(answer, zone, now),
                translate("door", "Need help? Ask at the desk"),
                "already-checked-in",
            )
        case Outcome.EVENT_CLOSED:
            return _refusal(
                "lock",
                translate("door", "Check-in is closed"),
                translate("door", "Ask at the desk"),
                "event-closed",
            )
        case Outcome.NOT_YET_OPEN:
            return _refusal(
                "clock", translate("door", "Not open yet"), _too_early(answer, zone, now), "not-yet-open"
            )
        case Outcome.EVENT_FULL:
            line = translate("door", "Every place is taken. Ask at the desk.")
            return _refusal("people", translate("door", "This event is full"), line, "event-full")
        case Outcome.NOT_ON_LIST:
            return _refusal(
                "list", translate("door", "Not on the guest list"), _not_listed(answer), "not-on-list"
            )
        case Outcome.PASS_REVOKED:
            # Without the holder's name: whoever holds a revoked pass may have found it.
            line = translate("door", "Hold up your newest pass, or ask at the desk")
            return _refusal("ban", translate("door", "This pass is no longer valid"), line, "pass-revoked")
        case Outcome.UNKNOWN_CODE:
            line = translate("door", "Check that it is your pass for this event, or ask at the desk")
            return _refusal("question", translate("door", "Code not recognised"), line, "unknown-code")


def failure_look(sentence: str) -> Look:
    """How it is told that the kiosk could not find out: never like a success."""
    return Look(
        FAILURE,
        "plug",
        translate("door", "Not checked in"),
        plain(sentence),
        translate("door", "Please try again in a moment, or ask at the desk"),
        "failure",
    )


def waiting_look() -> Look:
    """What stands there while an answer takes its time, so that nobody takes the last answer for theirs."""
    return Look(
        WAITING,
        "hourglass",
        translate("door", "One moment…"),
        translate("door", "Looking up your check-in"),
        "",
        "",
    )


def not_ready_pill() -> Pill:
    """The door's state while its database does not answer."""
    return Pill(translate("door", "Not ready"), Mood.WARY)


def counted(checked_in: int) -> str:
    """`142 checked in`."""
    return translate("door", "%n checked in", None, checked_in)


def pill(view: DoorView, *, zone: ZoneInfo, now: datetime) -> Pill:
    """The door's state: Open, Full, Closed, Opens 18:00 or Ended."""
    match view.admission:
        case Admission.CLOSED:
            return Pill(translate("door", "Closed"), Mood.BAD)
        case Admission.NOT_YET:
            opens = translate("door", "Opens %1")
            return Pill(filled(opens, day_and_time(view.event.opens_at, zone, now)), Mood.QUIET)
        case Admission.OVER:
            return Pill(translate("door", "Ended"), Mood.QUIET)
        case Admission.OPEN:
            if view.is_full:
                return Pill(translate("door", "Full"), Mood.WARY)
            return Pill(translate("door", "Open"), Mood.GOOD)


def lost_hint() -> Hint:
    """Asks people for patience while the database does not answer."""
    return Hint(
        translate("door", "One moment, please"),
        translate("door", "The check-in list does not answer. Ask at the desk."),
        "hourglass",
    )


def hint(
    view: DoorView | None,
    camera: CameraReport,
    advice: Advice | None = None,
    *,
    zone: ZoneInfo,
    now: datetime,
) -> Hint:
    """What people in front of the door are asked to do."""
    if view is not None and (view.admission is not Admission.OPEN or view.is_full):
        return _with_camera_told(_shut(view, zone, now), camera)
    match camera.state:
        case CameraState.LIVE:
            return advised(advice)
        case CameraState.OPENING:
            return Hint(
                translate("door", "Starting the camera…"),
                translate("door", "You can tap Walk-in already"),
                "camera",
            )
        case CameraState.RESTARTING:
            title = translate("door", "The camera will be back in a moment")
            return Hint(title, _instead(camera), "camera")
        case CameraState.DARK:
            return Hint(
                translate("door", "Something covers the camera"),
                translate("door", "Uncover it, or type your code or tap Walk-in"),
                "camera-off",
            )
        case (
            CameraState.MISSING
            | CameraState.BUSY
            | CameraState.DENIED
            | CameraState.FROZEN
            | CameraState.ENDED
            | CameraState.UNREADABLE
        ):
            return Hint(
                translate("door", "Type your code or tap Walk-in"), plain(camera.sentence), "camera-off"
            )


def advised(advice: Advice | None) -> Hint:
    """What would help whoever holds up something that cannot be read; None asks to hold a pass up."""
    match advice:
        case None:
            return Hint(translate("door", "Hold your pass up to the camera"), takes_passes=True)
        case Advice.CLOSER:
            title, line = translate("door", "A little closer, please"), ""
        case Advice.FURTHER:
            title, line = translate("door", "A little further away, please"), ""
        case Advice.HOLD_STILL:
            title, line = translate("door", "Hold it still for a moment"), ""
        case Advice.TILT:
            title, line = (
                translate("door", "Tilt it a little"),
                translate("door", "A light is reflected in it"),
            )
        case Advice.BRIGHTER:
            title, line = translate("door", "Make your screen brighter"), ""
        case Advice.TOO_DARK:
            title = translate("door", "It is too dark here to read it")
            line = translate("door", "Type your code or tap Walk-in")
    return Hint(title, line, takes_passes=True)


def invitation(view: DoorView, check_in_url: str | None) -> tuple[str, str]:
    """What stands beside the event's QR: a heading and what to do. Only a URL makes a phone do anything."""
    if view.admission is not Admission.OPEN or view.is_full:
        return "", translate("door", "This event's code")
    heading = translate("door", "No pass?")
    if check_in_url is None:
        return heading, translate("door", "Tap Walk-in, or type this code.")
    return heading, translate("door", "Scan this with your phone, or tap Walk-in.")


def _welcome(answer: Answer, zone: ZoneInfo, now: datetime, checked_in: int) -> Look:
    title = translate("door", "Welcome")
    if answer.name is not None and plain(answer.name):
        title = filled(translate("door", "Welcome, %1"), isolated(answer.name))
    at = clock_time(answer.checked_in_at or now, zone)
    line = filled(translate("door", "%1 · checked in %2"), _event_title(answer), at)
    return Look(SUCCESS, "check", title, line, counted(checked_in), "checked-in", is_welcome=True)


def _refusal(icon: str, title: str, line: str, sound: str) -> Look:
    return Look(REFUSAL, icon, title, line, translate("door", "No check-in was recorded"), sound)


def _first_seen(answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    seen = translate("door", "first seen earlier")
    if answer.checked_in_at is not None:
        at = day_and_time(answer.checked_in_at, zone, now)
        seen = filled(translate("door", "first seen %1"), at)
        if answer.kiosk is not None and plain(answer.kiosk):
            seen = filled(translate("door", "first seen %1 at %2"), at, isolated(answer.kiosk))
    if answer.name is not None and plain(answer.name):
        return f"{isolated(shortened(answer.name, _TITLE_IN_A_LINE))} · {seen}"
    return seen[:1].upper() + seen[1:]


def _too_early(answer: Answer, zone: ZoneInfo, now: datetime) -> str:
    if answer.opens_at is None:
        return translate("door", "Please come back when the doors open")
    return filled(translate("door", "%1. Please come back then."), _opens(answer.opens_at, zone, now))


def _opens(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    is_today = at.astimezone(zone).date() == now.astimezone(zone).date()
    opens = translate("door", "Doors open at %1") if is_today else translate("door", "Doors open %1")
    return filled(opens, day_and_time(at, zone, now))


def _not_listed(answer: Answer) -> str:
    if answer.name is not None and plain(answer.name):
        name = isolated(shortened(answer.name, _TITLE_IN_A_LINE))
        return filled(translate("door", "%1 · ask at the desk"), name)
    return translate("door", "This event is for listed guests. Ask at the desk.")


def _shut(view: DoorView, zone: ZoneInfo, now: datetime) -> Hint:
    match view.admission:
        case Admission.NOT_YET:
            return Hint(_opens(view.event.opens_at, zone, now))
        case Admission.OVER:
            return Hint(translate("door", "This event has ended"), translate("door", "Ask at the desk"))
        case Admission.CLOSED:
            return Hint(translate("door", "Check-in is closed"), translate("door", "Ask at the desk"))
        case Admission.OPEN:
            return Hint(translate("door", "This event is full"), translate("door", "Ask at the desk"))


def _with_camera_told(shut: Hint, camera: CameraReport) -> Hint:
    """A camera that fails is mended before the doors open, and its last picture must not stand there."""
    if camera.state is CameraState.LIVE:
        return shut
    line = ". ".join(part for part in (shut.line, plain(camera.sentence)) if part)
    return Hint(shut.title, line, "camera" if camera.state is CameraState.OPENING else "camera-off")


def _instead(camera: CameraReport) -> str:
    return plain(camera.sentence) or translate("door", "Type your code or tap Walk-in")


def _event_title(answer: Answer) -> str:
    return isolated(shortened(answer.event_title, _TITLE_IN_A_LINE))


def filled(sentence: str, *values: str) -> str:
    """The sentence with %1, %2 … filled in at one go, so that a value may hold a percent sign."""
    return re.sub(r"%([1-9])", lambda place: values[int(place[1]) - 1], sentence)
