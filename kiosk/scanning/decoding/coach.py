"""Why something that looks like a QR code cannot be read, as one calm hint for whoever holds it up.

Frames in which no code was read come in, pieces of advice come out. The thresholds were chosen on clips of
`script/bench coach --seed 1`.
"""

from collections import Counter, deque

from kiosk.scanning.decoding.candidates import FAINT, Suspect, suspect_in
from kiosk.scanning.messages import Advice
from kiosk.scanning.opencv import Picture, np

SEEN_SECONDS = 0.7
"""How long something must be seen and not read before a hint is given."""

LOOK_SECONDS = 0.095
"""How often frames are looked at."""

STAYS_SECONDS = 1.5
"""How long a hint stands before another takes its place: what changes faster cannot be followed."""

_GONE_SECONDS = 0.6  # without anything like a code: whoever held it up has left
_LAST_LOOKS = 3  # in one of which the fault must still be there: a hand that came to rest holds still
_CLOSE_MODULE, _NEAR_MODULE = 3.0, 14.0  # pixels
_SMALL_SIDE = 112  # pixels: what shows a pass at four a module, and the rim of its phone
_OTHER_SIZE = 1.6  # times as wide as a moment ago: that is something else
_DIM_ROOM = 55  # grey levels, median
_GLARE = 0.09  # of a side: the light modules of a code lie in no spot of that radius
_MOVING, _JITTER = 1.2, 0.12  # widths a second; widths by which a box is uncertain
_LEANING = (0.62, 1.6)  # edges across over edges down


class Coach:
    """Watches what could not be read, and gives one hint at a time. For one thread."""

    def __init__(self) -> None:
        """Starts with nothing seen."""
        self._votes: deque[tuple[float, Advice | None]] = deque()
        self._since: float | None = None
        self._seen_at = self._told_at = self._looked_at = float("-inf")
        self._before: Suspect | None = None
        self._advice: Advice | None = None

    @property
    def advice(self) -> Advice | None:
        """The hint that stands now."""
        return self._advice

    def take_read(self) -> None:
        """Something was read: all is well."""
        self._votes.clear()
        self._since = self._advice = self._before = None

    def take_nothing(self, now: float) -> None:
        """Nothing moves and nothing was looked at: whoever held something up has left after a while."""
        if now - self._seen_at > _GONE_SECONDS:
            self.take_read()

    def is_due(self, now: float) -> bool:
        """True when another frame is worth looking at."""
        return now - self._looked_at >= LOOK_SECONDS

    def take_unread(self, grey: Picture, now: float) -> bool:
        """Looks at a frame in which nothing was read; true when something like a code is in it.

        Args:
            grey: The frame.
            now: When it was taken; time.monotonic(), in seconds.
        """
        elapsed, self._looked_at = now - self._looked_at, now
        suspect = suspect_in(grey)
        if suspect is None:
            self._before = None
            self.take_nothing(now)
            return False
        self._seen_at = now
        self._since = now if self._since is None else self._since
        self._votes.append((now, advice_for(suspect, grey, speed=self._speed(suspect, elapsed))))
        self._before = suspect
        while now - self._votes[0][0] > SEEN_SECONDS:
            self._votes.popleft()
        self._decide(now)
        return True

    def _speed(self, suspect: Suspect, elapsed: float) -> float:
        """How far it moved, in its own widths a second."""
        if self._before is None or elapsed > 2 * SEEN_SECONDS:
            return 0.0
        narrower, wider = sorted((suspect.width, self._before.width))
        if wider > _OTHER_SIZE * narrower:
            return 0.0
        (x, y), (old_x, old_y) = suspect.centre, self._before.centre
        moved = float(np.hypot(x - old_x, y - old_y)) / max(1, wider)
        return max(0.0, moved - _JITTER) / max(1e-3, elapsed)

    def _decide(self, now: float) -> None:
        if self._since is None or now - self._since < SEEN_SECONDS:
            return
        voted = [advice for _, advice in self._votes]
        advice, _ = Counter(voted).most_common(1)[0]
        if advice is None or advice not in voted[-_LAST_LOOKS:]:
            return
        if self._advice is not None and now - self._told_at < STAYS_SECONDS:
            return
        if advice is not self._advice:
            self._advice, self._told_at = advice, now


def advice_for(suspect: Suspect, grey: Picture, *, speed: float) -> Advice | None:
    """What would make it readable, or None when nothing is plainly wrong.

    Args:
        suspect: What looks like a code.
        grey: The frame it is in.
        speed: How fast it moves, in its own widths a second.
    """
    if suspect.contrast < FAINT:
        is_room_dim = float(np.median(grey[::8, ::8])) < _DIM_ROOM
        return Advice.TOO_DARK if is_room_dim else Advice.BRIGHTER
    if suspect.module > _NEAR_MODULE or (suspect.is_cut and suspect.height > grey.shape[0] / 2):
        return Advice.FURTHER
    is_small = suspect.width * suspect.height < _SMALL_SIDE**2 and not suspect.is_long
    is_streaked = not is_small and not _LEANING[0] < suspect.lean < _LEANING[1]
    if speed > _MOVING or is_streaked:
        return Advice.HOLD_STILL
    if suspect.glare >= _GLARE or suspect.is_eaten:
        return Advice.TILT
    if suspect.module < _CLOSE_MODULE or is_small:
        return Advice.CLOSER
    return None
