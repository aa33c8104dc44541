"""The texts of a door before its database has answered: for guests, and for staff."""

from dataclasses import dataclass
from typing import assert_never

from kiosk.scanning.messages import CameraState
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.safe_text import plain


@dataclass(frozen=True, slots=True)
class StartTexts:
    """The sentences of a door whose database has not answered yet.

    Attributes:
        title: For guests, large.
        line: For guests: what to do.
        heading: For staff: what the door waits for.
        explanation: For staff: what happens next, or what is wrong.
    """

    title: str
    line: str
    heading: str
    explanation: str


def start_texts(problem: str | None) -> StartTexts:
    """Returns the sentences. They name no server, file or user.

    Args:
        problem: The database's answer that keeps the door shut, or None.
    """
    title, line = _("Starting…"), _("Please check in at the desk for now.")
    if problem is None:
        explanation = _("This door opens by itself as soon as the database answers.")
        return StartTexts(title, line, _("Waiting for the database"), explanation)
    return StartTexts(title, line, _("This door cannot open yet"), plain(problem))


def database_state(*, silent_since: str | None, has_problem: bool) -> str:
    """Returns the state of the database.

    Args:
        silent_since: The time on the clock since which it has not answered; None at the first try.
        has_problem: True when its answer keeps the door shut.
    """
    if has_problem:
        return pgettext("state of the database", "answers")
    if silent_since is None:
        return pgettext("state of the database", "connecting…")
    return _("no answer since {time}").format(time=silent_since)


def sound_state(*, is_on: bool) -> str:
    """Returns whether outcomes have a sound."""
    return pgettext("state of the sound", "on") if is_on else pgettext("state of the sound", "off")


def camera_state(state: CameraState) -> str:
    """Returns the state of the camera."""
    match state:
        case CameraState.LIVE:
            return pgettext("state of the camera", "ready")
        case CameraState.OPENING | CameraState.RESTARTING:
            return pgettext("state of the camera", "starting…")
        case CameraState.MISSING:
            return pgettext("state of the camera", "not found")
        case CameraState.BUSY:
            return _("used by another program")
        case CameraState.DENIED:
            return _("access denied")
        case CameraState.FROZEN:
            return _("its picture is frozen")
        case CameraState.DARK:
            return _("covered, or the room is dark")
        case CameraState.ENDED:
            return _("the film has ended")
        case CameraState.UNREADABLE:
            return _("cannot read codes")
        case _:
            assert_never(state)
