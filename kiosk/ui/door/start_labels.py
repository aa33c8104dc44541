"""The texts of a door before its database has answered: for guests, and for staff."""

from dataclasses import dataclass

from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.ui.door.labels import Mood, filled, translate
from kiosk.wording.safe_text import plain


@dataclass(frozen=True, slots=True)
class StartRow:
    """One thing a door needs, and how it stands, for staff."""

    what: str
    state: str
    mood: Mood


@dataclass(frozen=True, slots=True)
class StartReport:
    """The texts of a door whose database has not answered yet.

    Attributes:
        title: For guests, large.
        line: For guests: what to do.
        heading: For staff: what the door waits for.
        explanation: For staff: what happens next, or what is wrong.
        rows: For staff: what is ready and what is not.
    """

    title: str
    line: str
    heading: str
    explanation: str
    rows: tuple[StartRow, ...]


def start_report(
    camera: CameraReport, *, has_sounds: bool, silent_since: str | None, problem: str | None
) -> StartReport:
    """Says how a door stands before its database has answered. Names no server, file or user.

    Args:
        camera: The camera's state.
        has_sounds: True when outcomes are heard.
        silent_since: The clock's time since when the database does not answer; None while it is first asked.
        problem: What the database answered that keeps the door shut, or None.
    """
    explanation = translate("door", "This door opens by itself as soon as the database answers.")
    state = (
        translate("door", "connecting…")
        if silent_since is None
        else filled(translate("door", "no answer since %1"), silent_since)
    )
    if problem is not None:
        explanation, state = plain(problem), translate("door", "answers")
    return StartReport(
        translate("door", "Starting…"),
        translate("door", "Please check in at the desk for now."),
        translate("door", "Waiting for the database")
        if problem is None
        else translate("door", "This door cannot open yet"),
        explanation,
        (
            _camera_row(camera),
            StartRow(
                translate("door", "Sound"),
                translate("door", "on") if has_sounds else translate("door", "off"),
                Mood.GOOD if has_sounds else Mood.QUIET,
            ),
            StartRow(translate("door", "Database"), state, Mood.WARY if problem is None else Mood.BAD),
        ),
    )


def _camera_row(camera: CameraReport) -> StartRow:
    match camera.state:
        case CameraState.LIVE:
            state, mood = translate("door", "ready"), Mood.GOOD
        case CameraState.OPENING | CameraState.RESTARTING:
            state, mood = translate("door", "starting…"), Mood.WARY
        case CameraState.MISSING:
            state, mood = translate("door", "not found"), Mood.BAD
        case CameraState.BUSY:
            state, mood = translate("door", "used by another program"), Mood.BAD
        case CameraState.DENIED:
            state, mood = translate("door", "access denied"), Mood.BAD
        case CameraState.FROZEN:
            state, mood = translate("door", "its picture is frozen"), Mood.BAD
        case CameraState.DARK:
            state, mood = translate("door", "covered, or the room is dark"), Mood.WARY
        case CameraState.ENDED:
            state, mood = translate("door", "the film has ended"), Mood.WARY
        case CameraState.UNREADABLE:
            state, mood = translate("door", "cannot read codes"), Mood.BAD
    return StartRow(translate("door", "Camera"), state, mood)
