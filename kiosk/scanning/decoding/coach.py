"""Advises people whose code cannot be read, with one calm hint at a time.

The coach takes frames in which no code was read, and gives an Advice. Its thresholds were chosen on the
clips of `script/bench coach --seed 1`.
"""

from collections import Counter, deque

from kiosk.scanning.decoding.candidates import FAINT, Candidate, find_candidate
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture, np

SEEN_SECONDS = 0.7
"""The time that a candidate must be seen and not read before a hint is given."""

CHECK_SECONDS = 0.095
"""The shortest time between two frames that are checked for a candidate."""

STAYS_SECONDS = 1.5
"""The time that a hint stays before another replaces it: people cannot follow faster changes."""

_GONE_SECONDS = 0.6  # without a candidate: the person has left
_LAST_VOTES = 3  # one of them must still show the fault: a hand may have come to rest since
_CLOSE_MODULE, _NEAR_MODULE = 3.0, 14.0  # pixels
_SMALL_SIDE = 112  # pixels: a pass at four pixels a module, with the edge of its phone
_OTHER_SIZE = 1.6  # a candidate that is this many times wider than the last one is another thing
_DIM_ROOM = 55  # grey levels, median
_GLARE = 0.09  # of a side; the light modules of a code alone make no blinding spot of that radius
_MOVING, _JITTER = 1.2, 0.12  # widths a second; the error of a box's position, in widths
_LEANING = (0.62, 1.6)  # edges across over edges down


class Coach:
    """Checks frames that could not be read, and gives one hint at a time. For one thread."""

    def __init__(self) -> None:
        """Starts with nothing seen."""
        self._votes: deque[tuple[float, Advice | None]] = deque()
        self._since: float | None = None
        self._seen_at = self._advised_at = self._checked_at = float("-inf")
        self._previous: Candidate | None = None
        self._advice: Advice | None = None

    @property
    def advice(self) -> Advice | None:
        """Returns the current hint, or None."""
        return self._advice

    def take_read(self) -> None:
        """Notes that a code was read: clears the hint."""
        self._votes.clear()
        self._since = self._advice = self._previous = None

    def take_nothing(self, now: float) -> None:
        """Notes a frame without a candidate: clears the hint when there was none for a while."""
        if now - self._seen_at > _GONE_SECONDS:
            self.take_read()

    def is_due(self, now: float) -> bool:
        """Returns True when the next unread frame is to be checked."""
        return now - self._checked_at >= CHECK_SECONDS

    def take_unread(self, grey: Picture, now: float) -> bool:
        """Checks a frame in which nothing was read; returns True when a candidate is in it.

        Args:
            grey: The frame.
            now: When it was taken; time.monotonic(), in seconds.
        """
        elapsed, self._checked_at = now - self._checked_at, now
        candidate = find_candidate(grey)
        if candidate is None:
            self._previous = None
            self.take_nothing(now)
            return False
        self._seen_at = now
        self._since = now if self._since is None else self._since
        self._votes.append((now, advice_for(candidate, grey, speed=self._speed(candidate, elapsed))))
        self._previous = candidate
        while now - self._votes[0][0] > SEEN_SECONDS:
            self._votes.popleft()
        self._decide(now)
        return True

    def _speed(self, candidate: Candidate, elapsed: float) -> float:
        """Returns how fast the candidate moves, in its own widths a second."""
        if self._previous is None or elapsed > 2 * SEEN_SECONDS:
            return 0.0
        narrower, wider = sorted((candidate.width, self._previous.width))
        if wider > _OTHER_SIZE * narrower:
            return 0.0
        (x, y), (old_x, old_y) = candidate.centre, self._previous.centre
        moved = float(np.hypot(x - old_x, y - old_y)) / max(1, wider)
        return max(0.0, moved - _JITTER) / max(1e-3, elapsed)

    def _decide(self, now: float) -> None:
        if self._since is None or now - self._since < SEEN_SECONDS:
            return
        voted = [advice for _, advice in self._votes]
        advice, _ = Counter(voted).most_common(1)[0]
        if advice is None or advice not in voted[-_LAST_VOTES:]:
            return
        if self._advice is not None and now - self._advised_at < STAYS_SECONDS:
            return
        if advice is not self._advice:
            self._advice, self._advised_at = advice, now


def advice_for(candidate: Candidate, grey: Picture, *, speed: float) -> Advice | None:
    """Returns the hint that would make a candidate readable, or None when it has no clear fault.

    Args:
        candidate: The part of the frame that looks like a code.
        grey: The frame, height x width uint8.
        speed: The candidate's speed, in its own widths a second.
    """
    if candidate.contrast < FAINT:
        is_room_dim = float(np.median(grey[::8, ::8])) < _DIM_ROOM
        return Advice.TOO_DARK if is_room_dim else Advice.BRIGHTER
    if candidate.module > _NEAR_MODULE or (candidate.is_cut and candidate.height > grey.shape[0] / 2):
        return Advice.FURTHER
    is_small = candidate.width * candidate.height < _SMALL_SIDE**2 and not candidate.is_long
    is_streaked = not is_small and not _LEANING[0] < candidate.lean < _LEANING[1]
    if speed > _MOVING or is_streaked:
        return Advice.HOLD_STILL
    if candidate.glare >= _GLARE or candidate.is_edge_blinded:
        return Advice.TILT
    if candidate.module < _CLOSE_MODULE or is_small:
        return Advice.CLOSER
    return None
