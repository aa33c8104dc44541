"""A code that stays in view counts once; held up again later, it counts again."""

from collections import OrderedDict
from datetime import timedelta

DEFAULT_GAP = timedelta(seconds=1.5)
"""Long enough that a shaky hand does not count twice, short enough for the next person's phone."""

MAX_CODES = 1024
"""The most codes remembered; beyond it, those unseen for longest are forgotten."""


class RescanGuard:
    """Distinguishes a code that comes into view from one that is still there.

    It has no clock: each call is given the time of its frame, in seconds of a clock that only
    moves forward (`time.monotonic()`).
    """

    def __init__(self, gap: timedelta = DEFAULT_GAP) -> None:
        """Starts with nothing in view.

        Args:
            gap: How long a code may be unread and still count as held up the whole time.

        Raises:
            ValueError: The gap is negative.
        """
        if gap < timedelta():
            message = f"A rescan gap cannot be negative ({gap})."
            raise ValueError(message)
        self._gap = gap.total_seconds()
        self._seen: OrderedDict[str, float] = OrderedDict()  # unseen for longest first

    def see(self, text: str, at: float) -> bool:
        """Notes a code in a frame. Returns True when it counts, False when it was still in view."""
        before = self._seen.pop(text, None)
        self._seen[text] = at if before is None else max(at, before)
        self._let_go(at)
        return before is None or at - before > self._gap

    def keep(self, text: str, at: float) -> None:
        """Notes a code that was already counted elsewhere."""
        self.see(text, at)

    def forget(self, text: str) -> None:
        """Lets a code count again even if it never leaves the view."""
        self._seen.pop(text, None)

    def in_view(self, at: float) -> tuple[str, ...]:
        """Returns the codes that would not count if seen now, latest seen first."""
        self._let_go(at)
        return tuple(reversed(self._seen))

    def _let_go(self, at: float) -> None:
        while self._seen:
            oldest = next(iter(self._seen))
            if len(self._seen) <= MAX_CODES and at - self._seen[oldest] <= self._gap:
                return
            del self._seen[oldest]
