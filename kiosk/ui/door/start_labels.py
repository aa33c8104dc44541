"""The texts of a door whose database has not answered yet: sentences for guests, a list for staff."""

from dataclasses import dataclass
from typing import assert_never

from kiosk.scanning.messages import CameraReport, CameraState
from kiosk.ui.common.theme import Tone
from kiosk.wording.door.start import StartTexts, camera_state, database_state, sound_state, start_texts
from kiosk.wording.language.catalogue import _


@dataclass(frozen=True, slots=True)
class StartRow:
    """One thing that a door needs and its state, for staff."""

    what: str
    state: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StartReport:
    """The contents of the screen of a door that has not read its event yet.

    Attributes:
        texts: The sentences.
        rows: What is ready and what is not, for staff.
    """

    texts: StartTexts
    rows: tuple[StartRow, ...]


def start_report(
    camera: CameraReport, *, has_sounds: bool, silent_since: str | None, problem: str | None
) -> StartReport:
    """Returns the report of a door whose database has not answered yet.

    Args:
        camera: The camera's state.
        has_sounds: True when outcomes have sounds.
        silent_since: The time of day since when the database is silent; None during the first attempt.
        problem: The database's answer that keeps the door shut, or None.
    """
    database = database_state(silent_since=silent_since, has_problem=problem is not None)
    return StartReport(
        start_texts(problem),
        (
            StartRow(_("Camera"), camera_state(camera.state), _camera_mood(camera.state)),
            StartRow(_("Sound"), sound_state(is_on=has_sounds), Tone.GOOD if has_sounds else Tone.QUIET),
            StartRow(_("Database"), database, Tone.WARY if problem is None else Tone.BAD),
        ),
    )


def _camera_mood(state: CameraState) -> Tone:
    match state:
        case CameraState.LIVE:
            return Tone.GOOD
        case CameraState.OPENING | CameraState.RESTARTING | CameraState.DARK | CameraState.ENDED:
            return Tone.WARY
        case (
            CameraState.MISSING
            | CameraState.BUSY
            | CameraState.DENIED
            | CameraState.FROZEN
            | CameraState.UNREADABLE
        ):
            return Tone.BAD
        case _:
            assert_never(state)
