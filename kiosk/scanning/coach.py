"""Why something that looks like a QR code cannot be read, as one calm hint for whoever holds it up.

Frames in which no code was read come in, pieces of advice come out. What looks like a code is a square-ish
part with strong edges in both directions, every row and column of which changes between light and dark
several times: text, faces and striped shirts do not.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from kiosk.scanning.messages import Advice
from kiosk.scanning.vision import Picture, cv2, np

SEEN_SECONDS = 0.7
"""How long something must be seen and not read before a hint is given."""

LOOK_SECONDS = 0.095
"""How often frames are looked at."""

_GONE_SECONDS = 0.6  # without anything like a code: whoever held it up has left
_STAYS_SECONDS = 1.5  # a hint that changes faster cannot be followed
_WIDTH = 640  # what regions are looked for at
_GRID, _PATCH = 8, 96
_CLOSE_MODULE, _NEAR_MODULE = 3.0, 14.0  # pixels
_FAINT = 62  # grey levels between a code's dark and light
_DIM_ROOM = 55  # grey levels, median
_GLARE_CELLS, _BLINDING = 3, 232  # of the inner cells; grey levels at which a sensor is near its end
_MOVING, _JITTER = 1.2, 0.12  # widths a second; widths by which a box is uncertain
_LEANING = (0.62, 1.6)  # edges across over edges down
_MOST_LEAN = 2.2  # lines of text have far more of one kind than of the other
_RIM = 0.16  # share of a phone around its code, on each side
_WINDOW = (13, 13)
_LEAST_CODE, _LEAST_FAINT, _LEAST_PHONE = 20, 44, 70  # pixels of the frame; smaller ones tell nothing
_COARSE, _MOST_BOXES = 4, 6
_VISIBLE = 10  # grey levels
_LEAST_SIDE, _LONGEST, _INSET, _EDGE = 9, 2.2, 3, 8  # pixels; sides of a box; pixels; pixels
_LEVELLED = np.log1p(np.arange(256) / 6)
_LEVELLED = np.asarray(255 * _LEVELLED / _LEVELLED[-1], np.uint8)
_TRANSITIONS, _ROWS = 5, 0.62


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something that looks like a code, and what is wrong with it.

    Attributes:
        left: In pixels of the frame, as all of these.
        top: Its upper edge.
        width: Of the part that has edges.
        height: Of the part that has edges.
        module: Estimated size of the code's smallest square.
        contrast: Grey levels between its light and its dark.
        glare: Cells of its inner grid that are nothing but bright.
        lean: Edge strength across over edge strength down, 1 when sharp.
        is_cut: It goes on beyond the picture.
    """

    left: int
    top: int
    width: int
    height: int
    module: float
    contrast: float
    glare: int
    lean: float
    is_cut: bool

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle, in pixels of the frame."""
        return self.left + self.width / 2, self.top + self.height / 2


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
        (x, y), (old_x, old_y) = suspect.centre, self._before.centre
        moved = float(np.hypot(x - old_x, y - old_y)) / max(1, suspect.width, self._before.width)
        return max(0.0, moved - _JITTER) / max(1e-3, elapsed)

    def _decide(self, now: float) -> None:
        if self._since is None or now - self._since < SEEN_SECONDS:
            return
        counted = Counter(advice for _, advice in self._votes)
        advice, _ = counted.most_common(1)[0]
        if advice is None or (self._advice is not None and now - self._told_at < _STAYS_SECONDS):
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
    if suspect.contrast < _FAINT:
        is_room_dim = float(np.median(grey[::8, ::8])) < _DIM_ROOM
        return Advice.TOO_DARK if is_room_dim else Advice.BRIGHTER
    if suspect.module > _NEAR_MODULE or (suspect.is_cut and suspect.height > grey.shape[0] / 2):
        return Advice.FURTHER
    if speed > _MOVING or not _LEANING[0] < suspect.lean < _LEANING[1]:
        return Advice.HOLD_STILL
    if suspect.glare >= _GLARE_CELLS:
        return Advice.TILT
    if suspect.module < _CLOSE_MODULE:
        return Advice.CLOSER
    return None


def suspect_in(grey: Picture) -> Suspect | None:
    """What looks most like a code in a frame, or None."""
    for sight in _sights(grey):
        scale = grey.shape[1] / sight.shape[1]
        is_coarse = scale > _COARSE
        for box in _busy_boxes(sight, fills=is_coarse):
            suspect = _examined(grey, [round(side * scale) for side in box])
            if suspect is not None:
                return suspect
    return None


def _sights(grey: Picture) -> Iterator[Picture]:
    """The frame as each kind of code stands out: as it is, with dim screens as strong as paper, from afar."""
    small = _shrunk(grey, min(1.0, _WIDTH / grey.shape[1]))
    yield small
    yield np.asarray(cv2.LUT(small, _LEVELLED), np.uint8)
    yield _shrunk(small, 0.25)


def _shrunk(grey: Picture, scale: float) -> Picture:
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _busy_boxes(sight: Picture, *, fills: bool) -> list[tuple[int, int, int, int]]:
    """Parts with edges in both directions, the largest first: left, top, width, height.

    Args:
        sight: Where to look.
        fills: Such a part may fill the picture; else there must be calmer parts around it.
    """
    across = cv2.convertScaleAbs(cv2.Sobel(sight, cv2.CV_16S, 1, 0))
    down = cv2.convertScaleAbs(cv2.Sobel(sight, cv2.CV_16S, 0, 1))
    sides = cv2.blur(across, _WINDOW), cv2.blur(down, _WINDOW)
    # Both are wanted, but motion takes the edges of one direction.
    energy = cv2.addWeighted(cv2.max(*sides), 0.25, cv2.min(*sides), 0.75, 0)
    least = max(5.0, 0.38 * float(energy.max()))
    if not fills:
        least = max(least, 2.6 * float(np.percentile(energy[::4, ::4], 25)))
    _, mask = cv2.threshold(energy, least, 1, cv2.THRESH_BINARY)
    count, _, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    boxes = []
    for left, top, wide, high, area in found[1:count]:
        # The blur made it larger by half its window on each side, cut by the threshold.
        box = (int(left) + _INSET, int(top) + _INSET, int(wide) - 2 * _INSET, int(high) - 2 * _INSET)
        is_square = 1 / _LONGEST < wide / high < _LONGEST
        if min(box[2:]) >= _LEAST_SIDE and is_square and area > wide * high / 2:
            boxes.append((float(area), box))
    return [box for _, box in sorted(boxes, reverse=True)[:_MOST_BOXES]]


def _examined(grey: Picture, box: list[int]) -> Suspect | None:
    """A box as a suspect, or the code within a phone's edges, or None."""
    height, width = grey.shape
    left, top, wide, high = box
    is_cut = min(left, top, width - left - wide, height - top - high) <= _EDGE
    for share in (0.0, _RIM) if min(wide, high) >= _LEAST_PHONE else (0.0,):
        aside, above = round(wide * share), round(high * share)
        inner = (left + aside, top + above, wide - 2 * aside, high - 2 * above)
        patch = grey[inner[1] : inner[1] + inner[3], inner[0] : inner[0] + inner[2]]
        suspect = _examined_patch(patch, inner, is_cut=is_cut) if patch.size else None
        if suspect is not None:
            return suspect
    return None


def _examined_patch(patch: Picture, box: tuple[int, int, int, int], *, is_cut: bool) -> Suspect | None:
    left, top, wide, high = box
    even = np.asarray(cv2.resize(patch, (_PATCH, _PATCH), interpolation=cv2.INTER_AREA), np.uint8)
    dark, light = np.percentile(even, (8, 92))
    contrast = float(light - dark)
    if contrast < _VISIBLE or min(wide, high) < (_LEAST_FAINT if contrast < _FAINT else _LEAST_CODE):
        return None
    smooth = cv2.GaussianBlur(even, (3, 3), 0)
    local = cv2.blur(smooth, (25, 25)).astype(np.int16)
    bits = smooth.astype(np.int16) > local
    is_clear = np.abs(smooth.astype(np.int16) - local) > contrast / 12
    along, downward = _transitions(bits & is_clear), _transitions((bits & is_clear).T)
    shares = (float((along >= _TRANSITIONS).mean()), float((downward >= _TRANSITIONS).mean()))
    if min(shares) < _ROWS / 2 or max(shares) < _ROWS:
        return None
    edge_across = float(np.abs(cv2.Sobel(smooth, cv2.CV_16S, 1, 0)).mean())
    edge_down = float(np.abs(cv2.Sobel(smooth, cv2.CV_16S, 0, 1)).mean())
    lean = edge_across / max(1e-3, edge_down)
    if not 1 / _MOST_LEAN < lean < _MOST_LEAN:
        return None
    return Suspect(
        left=left,
        top=top,
        width=wide,
        height=high,
        module=_module(patch),
        contrast=contrast,
        glare=_bright_cells(even),
        lean=lean,
        is_cut=is_cut,
    )


def _transitions(bits: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    """Changes between light and dark in each row."""
    return np.asarray(np.count_nonzero(bits[:, 1:] != bits[:, :-1], axis=1))


def _module(patch: Picture) -> float:
    """The size of a code's smallest square in pixels: runs of a random pattern are two of them long."""
    height, width = patch.shape
    local = cv2.blur(patch, (max(3, width // 4), max(3, height // 4)))
    bits = patch > local
    runs = _transitions(bits).mean() + 1, _transitions(bits.T).mean() + 1
    return float(min(width / runs[0], height / runs[1]) / 2)


def _bright_cells(even: Picture) -> int:
    """Cells of the inner grid in which there is nothing but light."""
    side = _PATCH // _GRID
    cells = even.reshape(_GRID, side, _GRID, side)
    darkest = cells.min(axis=(1, 3))
    return int(np.count_nonzero(darkest[1:-1, 1:-1] > _BLINDING))
