"""The appearance of each outcome and state at a door: its colour, icon, texts and sound.

Pure: the same arguments give the same look. The texts come from kiosk/wording.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.clock_doubt import ClockDoubt
from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.link import CLOCK_SHOWS_AT_DOOR, CLOCK_WARNS_STAFF, OLD_AFTER, LinkStatus
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.event import Admission
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.ui.common.theme import CAUTION, FAILURE, REFUSAL, SUCCESS, WAITING, Tone
from kiosk.wording.door.admission import admission_at_door
from kiosk.wording.door.link import (
    clock_doubt_words,
    clock_words,
    late_duplicate_words,
    link_words,
    rejected_words,
)
from kiosk.wording.door.screen import (
    door_prompt,
    failure_texts,
    greeting_texts,
    is_shut,
    lost_prompt,
    not_ready,
    waiting_texts,
)
from kiosk.wording.outcomes import OutcomeTexts, outcome_at_door, saved_here


@dataclass(frozen=True, slots=True)
class Band:
    """The white band below a yes that the centre has not confirmed yet.

    Attributes:
        icon: A file of resources/icons, without its ending.
        title: Where the check-in is, in a few words.
        line: What it means for the person.
        kiosk: This door's name.
        waiting: How many check-ins wait to be sent; may be empty.
    """

    icon: str
    title: str
    line: str
    kiosk: str
    waiting: str


@dataclass(frozen=True, slots=True)
class Look:
    """The screen and the sound that a person gets as an answer.

    Attributes:
        colour: The colour of the whole screen, `#RRGGBB`; white text on it is readable.
        icon: A file of resources/icons, without its ending.
        title: A few large words.
        line: A sentence that explains the answer or asks to do something.
        foot: What was recorded, or where to get help.
        sound: A file of resources/sounds, without its ending; empty for silence.
        is_welcome: True when the person may walk on; any other answer is shown for longer.
        band: The band at the bottom, which stands in for the foot; the icon then has a dashed ring.
    """

    colour: str
    icon: str
    title: str
    line: str
    foot: str
    sound: str
    is_welcome: bool = False
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class StatePill:
    """The door's state, or its link's, in a word or two.

    Attributes:
        text: The words.
        tone: The colours.
        shorter: Shorter words for where there is no room, from the longest to the shortest.
        dot: The tone of its dot; None has the dot of its own tone.
    """

    text: str
    tone: Tone
    shorter: tuple[str, ...] = ()
    dot: Tone | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """A request to people, in the camera's part of the screen.

    Attributes:
        title: A few large words.
        line: More about it; may be empty.
        icon: Shown instead of the picture, or empty while the picture is worth seeing.
        takes_passes: True while people are asked to hold up a pass.
    """

    title: str
    line: str = ""
    icon: str = ""
    takes_passes: bool = False


def look(  # noqa: PLR0913 -- all but the first by name
    answer: Answer, *, zone: ZoneInfo, now: datetime, checked_in: int, kiosk: str = "", waiting: int = 0
) -> Look:
    """Returns the look of an outcome.

    Args:
        answer: The outcome and its details.
        zone: The venue's time zone.
        now: Aware; decides whether a time is shown with its day.
        checked_in: The number of people checked in, including this one.
        kiosk: This door's name.
        waiting: The number of check-ins that wait for the centre, including this one; zero if not known.
    """
    texts = outcome_at_door(answer, zone=zone, now=now, checked_in=checked_in)
    colour, icon = _appearance(answer.outcome)
    dressed = _dressed(texts, colour, icon, _sound_of(answer.outcome), is_welcome=answer.is_checked_in)
    is_saved = answer.is_checked_in and answer.is_saved_here
    return replace(dressed, band=_saved_band(kiosk, waiting)) if is_saved else dressed


def failure_look(sentence: str) -> Look:
    """Returns the look of a check-in that failed; it never resembles a success."""
    return _dressed(failure_texts(sentence), FAILURE, "plug", "failure")


def waiting_look() -> Look:
    """Returns the look of an answer that takes time."""
    return _dressed(waiting_texts(), WAITING, "hourglass", "")


def greeting_look(title: str) -> Look:
    """Returns the look of a door that an organizer has moved to another event.

    Args:
        title: The event's title.
    """
    return _dressed(greeting_texts(title), WAITING, "people", "")


def not_ready_pill() -> StatePill:
    """Returns the door's state while its database does not answer."""
    return StatePill(not_ready(), Tone.WARY)


def pill(view: DoorStatus, *, zone: ZoneInfo, now: datetime) -> StatePill:
    """Returns the door's state: Open, Full, Closed, Opens 18:00 or Ended."""
    return StatePill(admission_at_door(view, zone, now), _tone_of(view))


def link_pills(link: LinkStatus | None, now: datetime) -> tuple[StatePill, ...]:
    """Returns the state of the link with the centre, the most important first; empty without a link.

    Args:
        link: The link; None for a door that works on the central database itself.
        now: The present instant by the centre's clock, aware.
    """
    if link is None:
        return ()
    pills = [] if link.is_revoked else [_connection(link, now)]
    if (offset := link.clock_error(CLOCK_WARNS_STAFF)) is not None:
        text, shorter = clock_words(offset)
        tone = Tone.WARY if link.clock_error(CLOCK_SHOWS_AT_DOOR) else Tone.QUIET
        pills.append(StatePill(text if tone is Tone.WARY else shorter, tone, (shorter,)))
    if link.late_duplicates:
        pills.append(StatePill(late_duplicate_words(link.late_duplicates), Tone.WARY))
    if link.rejected:
        pills.append(StatePill(rejected_words(link.rejected), Tone.WARY))
    return tuple(pills)


def clock_pills(doubt: ClockDoubt | None) -> tuple[StatePill, ...]:
    """Returns a warning about the clock of a door without a link; empty while nothing is wrong with it."""
    if doubt is None:
        return ()
    text, shorter = clock_doubt_words(doubt)
    return (StatePill(text, Tone.WARY, (shorter,)),)


def lost_hint() -> Hint:
    """Returns the hint that asks for patience while the database does not answer."""
    prompt = lost_prompt()
    return Hint(prompt.title, prompt.line, "hourglass")


def hint(
    view: DoorStatus | None,
    camera: CameraReport,
    advice: Advice | None = None,
    *,
    zone: ZoneInfo,
    now: datetime,
) -> Hint:
    """Returns the hint for people in front of the door; it decides whether the picture is shown."""
    prompt = door_prompt(view, camera, advice, zone=zone, now=now)
    shut = is_shut(view)
    takes_passes = camera.state is CameraState.LIVE and not shut
    return Hint(prompt.title, prompt.line, _instead_of_picture(camera.state, is_shut=shut), takes_passes)


def _connection(link: LinkStatus, now: datetime) -> StatePill:
    text, *shorter = link_words(link, now)
    if link.is_online and link.waiting_for(now) <= OLD_AFTER:
        return StatePill(text, Tone.QUIET, tuple(shorter), dot=Tone.GOOD)
    return StatePill(text, Tone.WARY, tuple(shorter))


def _saved_band(kiosk: str, waiting: int) -> Band:
    texts = saved_here(waiting)
    return Band("saved", texts.title, texts.line, kiosk, texts.waiting)


def _appearance(outcome: Outcome) -> tuple[str, str]:  # noqa: PLR0911 -- one return an outcome
    """Returns an outcome's colour and icon."""
    match outcome:
        case Outcome.CHECKED_IN:
            return SUCCESS, "check"
        case Outcome.ALREADY_CHECKED_IN:
            return CAUTION, "alert"
        case Outcome.EVENT_CLOSED:
            return REFUSAL, "lock"
        case Outcome.NOT_YET_OPEN:
            return REFUSAL, "clock"
        case Outcome.EVENT_FULL:
            return REFUSAL, "people"
        case Outcome.NOT_ON_LIST:
            return REFUSAL, "list"
        case Outcome.PASS_REVOKED:
            return REFUSAL, "ban"
        case Outcome.UNKNOWN_CODE:
            return REFUSAL, "question"
        case _:
            assert_never(outcome)


def _sound_of(outcome: Outcome) -> str:
    return outcome.value.lower().replace("_", "-")


def _dressed(texts: OutcomeTexts, colour: str, icon: str, sound: str, *, is_welcome: bool = False) -> Look:
    return Look(colour, icon, texts.title, texts.line, texts.foot, sound, is_welcome)


def _tone_of(view: DoorStatus) -> Tone:
    if view.is_revoked:
        return Tone.QUIET
    match view.admission:
        case Admission.CLOSED:
            return Tone.BAD
        case Admission.NOT_YET | Admission.OVER:
            return Tone.QUIET
        case Admission.OPEN:
            return Tone.WARY if view.is_full else Tone.GOOD
        case _:
            assert_never(view.admission)


def _instead_of_picture(camera: CameraState, *, is_shut: bool) -> str:
    """Returns the icon shown instead of the picture, which would be an old one when the camera fails."""
    if camera is CameraState.LIVE:
        return ""
    is_starting = camera is CameraState.OPENING or (camera is CameraState.RESTARTING and not is_shut)
    return "camera" if is_starting else "camera-off"
