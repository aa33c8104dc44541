"""The appearance of each outcome and state at a door: its colour, icon, texts and sound.

Pure: the same arguments give the same look. The texts come from kiosk/wording.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.scan import Answer, Outcome
from kiosk.domain.event import Admission
from kiosk.scanning.messages import Advice, CameraReport, CameraState
from kiosk.ui.common.theme import CAUTION, FAILURE, REFUSAL, SUCCESS, WAITING, Tone
from kiosk.wording.door.admission import admission_at_door
from kiosk.wording.door.screen import (
    door_prompt,
    failure_texts,
    is_shut,
    lost_prompt,
    not_ready,
    waiting_texts,
)
from kiosk.wording.outcomes import OutcomeTexts, outcome_at_door


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
    """

    colour: str
    icon: str
    title: str
    line: str
    foot: str
    sound: str
    is_welcome: bool = False


@dataclass(frozen=True, slots=True)
class StatePill:
    """The door's state in a word or two."""

    text: str
    tone: Tone


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


def look(answer: Answer, *, zone: ZoneInfo, now: datetime, checked_in: int) -> Look:
    """Returns the look of an outcome.

    Args:
        answer: The outcome and its details.
        zone: The venue's time zone.
        now: Aware; decides whether a time is shown with its day.
        checked_in: The number of people checked in, including this one.
    """
    texts = outcome_at_door(answer, zone=zone, now=now, checked_in=checked_in)
    colour, icon = _appearance(answer.outcome)
    return _dressed(texts, colour, icon, _sound_of(answer.outcome), is_welcome=answer.is_checked_in)


def failure_look(sentence: str) -> Look:
    """Returns the look of a check-in that failed; it never resembles a success."""
    return _dressed(failure_texts(sentence), FAILURE, "plug", "failure")


def waiting_look() -> Look:
    """Returns the look of an answer that takes time."""
    return _dressed(waiting_texts(), WAITING, "hourglass", "")


def not_ready_pill() -> StatePill:
    """Returns the door's state while its database does not answer."""
    return StatePill(not_ready(), Tone.WARY)


def pill(view: DoorStatus, *, zone: ZoneInfo, now: datetime) -> StatePill:
    """Returns the door's state: Open, Full, Closed, Opens 18:00 or Ended."""
    return StatePill(admission_at_door(view, zone, now), _tone_of(view))


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
