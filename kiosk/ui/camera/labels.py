"""The words for a camera's state in a pill, and its picture rate."""

from collections import deque
from typing import assert_never

from kiosk.scanning.messages import CameraState, Pulse
from kiosk.ui.common.theme import Tone
from kiosk.wording.desk.camera_choice import state_word

_LEAST_SECONDS = 1.4


def camera_state_words(state: CameraState) -> tuple[str, Tone]:
    """Returns a camera's state in a word or two, and its tone."""
    return state_word(state), _tone(state)


def _tone(state: CameraState) -> Tone:
    match state:
        case CameraState.LIVE:
            return Tone.GOOD
        case CameraState.OPENING | CameraState.ENDED:
            return Tone.QUIET
        case CameraState.FROZEN | CameraState.DARK | CameraState.RESTARTING:
            return Tone.WARY
        case CameraState.MISSING | CameraState.BUSY | CameraState.DENIED | CameraState.UNREADABLE:
            return Tone.BAD
        case _:
            assert_never(state)


class Rate:
    """Pictures a second, from the scanner's reports of how many it has looked at."""

    def __init__(self) -> None:
        """Starts without a rate."""
        self._pulses: deque[tuple[float, int]] = deque(maxlen=13)  # about three seconds

    def take(self, pulse: Pulse, now: float) -> float | None:
        """Takes a pulse and returns pictures a second; None while that is not known.

        Args:
            pulse: The newest.
            now: When it arrived; time.monotonic(), in seconds.
        """
        frames = pulse.frames + pulse.dropped
        if self._pulses and frames < self._pulses[-1][1]:
            self._pulses.clear()  # another process
        if not frames:
            return None
        self._pulses.append((now, frames))
        began_at, before = self._pulses[0]
        took = now - began_at
        return (frames - before) / took if took >= _LEAST_SECONDS else None
