"""How a door is shown before its database has answered: sentences, and a list of what is ready."""

from dataclasses import dataclass
from typing import assert_never

from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.ui.door.labels import Mood
from kiosk.wording.catalogue import _
from kiosk.wording.door_start import StartTexts, camera_state, database_state, sound_state, start_texts


@dataclass(frozen=True, slots=True)
class StartRow:
    """One thing a door needs, and how it stands, for staff."""

    what: str
    state: str
    mood: Mood


@dataclass(frozen=True, slots=True)
class StartReport:
    """What a door shows that has no event yet.

    Attributes:
        texts: The sentences.
        rows: For staff: what is ready and what is not.
    """

    texts: StartTexts
    rows: tuple[StartRow, ...]


def start_report(
    camera: CameraReport, *, has_sounds: bool, silent_since: str | None, problem: str | None
) -> StartReport:
    """Returns how a door stands before its database has answered.

    Args:
        camera: The camera's state.
        has_sounds: True when outcomes are heard.
        silent_since: The clock's time since when the database does not answer; None while it is first asked.
        problem: What the database answered that keeps the door shut, or None.
    """
    database = database_state(silent_since=silent_since, has_problem=problem is not None)
    return StartReport(
        start_texts(problem),
        (
            StartRow(_("Camera"), camera_state(camera.state), _camera_mood(camera.state)),
            StartRow(_("Sound"), sound_state(is_on=has_sounds), Mood.GOOD if has_sounds else Mood.QUIET),
            StartRow(_("Database"), database, Mood.WARY if problem is None else Mood.BAD),
        ),
    )


def _camera_mood(state: CameraState) -> Mood:
    match state:
        case CameraState.LIVE:
            return Mood.GOOD
        case CameraState.OPENING | CameraState.RESTARTING | CameraState.DARK | CameraState.ENDED:
            return Mood.WARY
        case (
            CameraState.MISSING
            | CameraState.BUSY
            | CameraState.DENIED
            | CameraState.FROZEN
            | CameraState.UNREADABLE
        ):
            return Mood.BAD
        case _:
            assert_never(state)
