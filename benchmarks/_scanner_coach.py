"""Draws what the coach sees: for each hint a frame that gets it, the candidate and its measures."""

from benchmarks._coach_clips import RATE, clip
from benchmarks._scan_pictures import TUNING_SEED
from benchmarks._scanner_sheets import ORANGE, WIDTH, Panel, boxed, scaled
from kiosk.scanning.decoding.candidates import Candidate, find_candidate
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.coach import Coach, advice_for
from kiosk.scanning.decoding.regions import Region
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture, cv2, np

_CLIPS = 12  # the clips in which a frame is searched
_SLIGHTLY_LIGHTER = 2.2  # times, so that a dark room can be seen


def coach_panels() -> list[Panel]:
    """Returns a panel for each hint."""
    return [_panel(advice) for advice in Advice]


def _panel(advice: Advice) -> Panel:
    frame, candidate = _found(advice)
    brighter = frame
    if advice is Advice.TOO_DARK:
        brighter = np.asarray(cv2.convertScaleAbs(frame, alpha=_SLIGHTLY_LIGHTER), np.uint8)
    picture = scaled(brighter)
    box = Region(
        candidate.left, candidate.top, candidate.left + candidate.width, candidate.top + candidate.height
    )
    boxed(picture, box, WIDTH / frame.shape[1], ORANGE)
    return Panel(picture, advice.value, _measures(advice, candidate, frame))


def _found(advice: Advice) -> tuple[Picture, Candidate]:
    for number in range(_CLIPS):
        coach = Coach()
        for count, frame in enumerate(clip(advice, number, TUNING_SEED)):
            now = count / RATE
            if not coach.is_due(now):
                continue
            coach.take_unread(frame, now)
            candidate = find_candidate(frame)
            if coach.advice is not advice or candidate is None or not _is_advised(advice, candidate, frame):
                continue
            if not Cascade().read(frame, budget=None):
                return frame, candidate
    raise AssertionError(f"the coach gives {advice} in none of the clips")


def _is_advised(advice: Advice, candidate: Candidate, frame: Picture) -> bool:
    return advice is Advice.HOLD_STILL or advice_for(candidate, frame, speed=0) is advice


def _measures(advice: Advice, candidate: Candidate, frame: Picture) -> str:
    match advice:
        case Advice.CLOSER:
            return f"A module is about {candidate.module:.1f} pixels wide; the box, {candidate.width} pixels."
        case Advice.FURTHER:
            cut = " and goes on beyond the picture" if candidate.is_cut else ""
            return f"A module is about {candidate.module:.0f} pixels wide{cut}."
        case Advice.HOLD_STILL:
            return f"It moves between two looks, or its edges lean: across / down is {candidate.lean:.2f}."
        case Advice.TILT:
            return f"The largest blinding spot has a radius of {candidate.glare:.2f} of a side."
        case Advice.BRIGHTER:
            return (
                f"Only {candidate.contrast:.0f} grey levels between its light and its dark; the room is lit."
            )
        case Advice.TOO_DARK:
            room = float(np.median(frame[::8, ::8]))
            return (
                f"{candidate.contrast:.0f} grey levels of contrast, and the room's median is {room:.0f}."
                " (Drawn lighter than it is.)"
            )
