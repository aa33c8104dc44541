"""Where a blurred code's modules lie, found as people find them: what is busy, then the square's corners.

An engine looks for the finder patterns' runs of dark and light (1:1:3:1:1), which blur and motion wash out.
Here the outline of what is busy is taken for a square seen at a slant; laid flat on a guess of its size, the
finder patterns are compared with its corners as pictures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy.typing as npt

from kiosk.scanning.opencv import Picture, cv2, np

FINDER_MIDDLE = 3.5
"""Modules from a code's corner to the middle of its finder pattern."""

ALIGNMENT_MIDDLE = 6.5
"""Modules from the corner without a finder pattern to the middle of the alignment pattern beside it."""

SIZES = tuple(range(21, 58, 4))
"""Modules a side of versions 1 to 10."""

_GUESSED_SIZES = SIZES[::2]  # finder patterns are found on a guess that is a version off
_WRONG_BY = 8  # modules that a guess may be wrong by
_LEAST_ALIKE = 0.65  # correlation of the three finder patterns; rooms and writing stay below
_SURELY_ALIKE = 0.85
_PIXELS = 3  # for one module, laid flat
_ROUND = 4  # modules laid flat around the code
_AWAY, _STILL_AWAY = 3.0, 1.5  # modules that a finder pattern is looked for from where it should be
_SMOOTH = 0.45  # of a module: how far a template's edges are as soft as the picture's
_BUSY = ((4, 0.5, 1.0), (4, 0.7, 1.0), (7, 0.5, 0.92))
"""Ways to outline what is busy: spread in pixels, share of the busiest, share of the outline that is kept."""

_SHADE = 51  # pixels over which light and shade are levelled out before that
_FAINTEST = 25  # grey levels, squared; less contrast is noise
_LEAST_AREA = 900  # square pixels; smaller codes have no two pixels a module

Points = npt.NDArray[np.float64]
"""Rows of x and y."""

Homography = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grid:
    """A code's modules in a picture.

    Attributes:
        size: Modules a side.
        to_picture: From modules, counted from the code's corner, to pixels. The corner without a finder
            pattern is the bottom right one, and only roughly right.
        is_inverted: Light on dark.
    """

    size: int
    to_picture: Homography
    is_inverted: bool


@dataclass(frozen=True, slots=True)
class _Guess:
    """An outline laid flat on a guess of its size.

    Attributes:
        alike: How alike the finder patterns are to what is in three of its corners.
        outline: The code's corners in the picture.
        size: Modules a side.
        middles: Where the finder patterns were found, in modules.
        missing: The corner that has none.
        is_inverted: They are light on dark.
    """

    alike: float
    outline: Points
    size: int
    middles: Points
    missing: int
    is_inverted: bool


def find_grids(grey: Picture) -> list[Grid]:
    """The grid of the one code that fills most of a small picture, in each size that it may have."""
    best: _Guess | None = None
    for outline in outlines(grey):
        best = _best(grey, outline, _GUESSED_SIZES, best)
        if best is not None and best.alike > _SURELY_ALIKE:
            break
    if best is None or best.alike < _LEAST_ALIKE:
        return []
    beside = [size for size in SIZES if abs(size - best.size) == SIZES[1] - SIZES[0]]
    best = _best(grey, best.outline, beside, best)
    return [] if best is None else _sized(grey, best)


def flat(grey: Picture, grid: Grid, pixels: int, around: int) -> Picture:
    """The code laid flat.

    Args:
        grey: The picture.
        grid: Where its modules are.
        pixels: For one module.
        around: Modules of its surroundings on each side.
    """
    return _flat(grey, grid.to_picture, grid.size, pixels, around)


def with_corner(grid: Grid, x: float, y: float) -> Grid:
    """The grid when the alignment pattern's middle is so many modules off from where the grid has it."""
    far, near = grid.size - ALIGNMENT_MIDDLE, grid.size - FINDER_MIDDLE
    ideal = np.array(
        [[FINDER_MIDDLE, FINDER_MIDDLE], [near, FINDER_MIDDLE], [far, far], [FINDER_MIDDLE, near]]
    )
    seen = ideal.copy()
    seen[2] += (x, y)
    return Grid(grid.size, _homography(ideal, _mapped(grid.to_picture, seen)), grid.is_inverted)


def alignment_offsets(grey: Picture, grid: Grid, most: int) -> list[tuple[float, float]]:
    """How many modules the alignment pattern is off from where the grid has it, the likeliest first."""
    if grid.size == SIZES[0]:
        return []
    around = 6
    pixels = _flat(grey, grid.to_picture, grid.size, _PIXELS, around)
    at = grid.size - ALIGNMENT_MIDDLE + around
    template = _alignment()
    alike, left, top = _alike(pixels, template, (at, at), _AWAY)
    if grid.is_inverted:
        alike = -alike
    middle, half = at * _PIXELS, template.shape[0] / 2
    found = []
    for _ in range(most):
        x, y = cv2.minMaxLoc(alike)[3]
        found.append(((left + x + half - middle) / _PIXELS, (top + y + half - middle) / _PIXELS))
        alike[max(0, y - 2) : y + 3, max(0, x - 2) : x + 3] = -1
    return found


def levelled(pixels: Pixels, side: int) -> Pixels:
    """The same contrast everywhere, in glare and in shade, judged by squares of so many pixels a side."""
    middle = cv2.blur(pixels, (side, side))
    spread = np.sqrt(np.maximum(cv2.blur(pixels * pixels, (side, side)) - middle * middle, _FAINTEST))
    return np.asarray((pixels - middle) / spread, np.float32)


def outlines(grey: Picture) -> Iterator[Points]:
    """Four corners around what is busy, clockwise, in a few ways."""
    smooth = levelled(cv2.GaussianBlur(grey, (0, 0), 1).astype(np.float32), _SHADE)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    edges = cv2.magnitude(across, down)
    for spread, share, kept in _BUSY:
        busy = cv2.GaussianBlur(edges, (0, 0), spread)
        above = (busy > share * np.percentile(busy[::3, ::3], 92)).astype(np.uint8)
        shapes, _ = cv2.findContours(above, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        if not shapes:
            continue
        hull = cv2.convexHull(max(shapes, key=cv2.contourArea))
        if len(hull) <= 4 or cv2.contourArea(hull) < _LEAST_AREA:  # noqa: PLR2004 -- corners
            continue
        corners = np.asarray(cv2.approxPolyN(hull, 4), np.float64).reshape(-1, 2)
        if len(corners) != 4:  # noqa: PLR2004 -- corners
            continue
        if cv2.contourArea(corners.astype(np.float32), oriented=True) < 0:
            corners = corners[::-1]
        middle = corners.mean(0)
        yield middle + (corners - middle) * kept


def _best(grey: Picture, outline: Points, sizes: Iterable[int], so_far: _Guess | None) -> _Guess | None:
    for size in sizes:
        guess = _guess(grey, outline, size, _AWAY)
        if so_far is None or guess.alike > so_far.alike:
            so_far = guess
    return so_far


def _guess(grey: Picture, outline: Points, size: int, away: float) -> _Guess:
    """Looks for the finder patterns, no further away from the corners than so many modules."""
    pixels = _flat(grey, _homography(_square(size), outline), size, _PIXELS, _ROUND)
    template = _finder()
    half = template.shape[0] / 2
    likenesses, middles = np.zeros((4, 2)), np.zeros((4, 2, 2))
    for corner, (x, y) in enumerate(_middles(size)):
        alike, left, top = _alike(pixels, template, (x + _ROUND, y + _ROUND), away)
        least, most, low, high = cv2.minMaxLoc(alike)
        for kind, (likeness, at) in enumerate(((most, high), (-least, low))):  # dark on light, light on dark
            likenesses[corner, kind] = max(0.0, likeness)
            found = np.array([left + at[0] + half, top + at[1] + half])
            middles[corner, kind] = found / _PIXELS - _ROUND
    alike_by_kind = (likenesses.sum(0) - likenesses.min(0)) / 3
    kind = int(alike_by_kind.argmax())
    missing = int(likenesses[:, kind].argmin())
    return _Guess(
        float(alike_by_kind[kind]), outline, size, middles[:, kind], missing, is_inverted=bool(kind)
    )


def _sized(grey: Picture, guess: _Guess) -> list[Grid]:
    """A grid of each size that it may be, with the finder patterns where they are."""
    missing = guess.missing
    for away in (_AWAY, _STILL_AWAY, _STILL_AWAY):
        shift = guess.middles - _middles(guess.size)
        shift[missing] = 0
        if away == _AWAY:  # the outline is off alike at opposite corners: a parallelogram's fourth
            shift[missing] = (
                shift[(missing + 1) % 4] + shift[(missing + 3) % 4] - shift[(missing + 2) % 4]
            ) / 2
        square = _square(guess.size)
        outline = _mapped(_homography(square, guess.outline), square + shift)
        guess = _guess(grey, outline, guess.size, _STILL_AWAY)
    seen = _mapped(_homography(_square(guess.size), guess.outline), _middles(guess.size))
    seen = np.roll(seen, 2 - missing, axis=0)  # so that the corner without one is the bottom right
    return [
        Grid(size, _homography(_middles(size), seen), guess.is_inverted)
        for size in SIZES
        if abs(size - guess.size) <= _WRONG_BY
    ]


def _alike(
    pixels: Picture, template: Pixels, at: tuple[float, float], away: float
) -> tuple[Pixels, int, int]:
    """How alike a template is to what lies around a point in modules, and where that begins in pixels."""
    half = template.shape[0] // 2 + int(away * _PIXELS)
    left, top = (max(0, int(module * _PIXELS) - half) for module in at)
    part = pixels[top : top + 2 * half + 1, left : left + 2 * half + 1].astype(np.float32)
    return np.asarray(cv2.matchTemplate(part, template, cv2.TM_CCOEFF_NORMED), np.float32), left, top


def _flat(grey: Picture, to_picture: Homography, size: int, pixels: int, around: int) -> Picture:
    to_modules = np.array(
        [[1 / pixels, 0, 0.5 / pixels - around], [0, 1 / pixels, 0.5 / pixels - around], [0, 0, 1]]
    )
    side = (size + 2 * around) * pixels
    laid = cv2.warpPerspective(
        grey,
        to_picture @ to_modules,
        (side, side),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(laid, np.uint8)


def _homography(of: Points, to: Points) -> Homography:
    return np.asarray(cv2.getPerspectiveTransform(of.astype(np.float32), to.astype(np.float32)), np.float64)


def _mapped(by: Homography, points: Points) -> Points:
    return np.asarray(cv2.perspectiveTransform(points.reshape(-1, 1, 2), by).reshape(-1, 2), np.float64)


def _square(size: int) -> Points:
    return np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float64)


def _middles(size: int) -> Points:
    near, far = FINDER_MIDDLE, size - FINDER_MIDDLE
    return np.array([[near, near], [far, near], [far, far], [near, far]], np.float64)


@lru_cache(maxsize=1)
def _finder() -> Pixels:
    """A finder pattern and the light around it."""
    return _soft(((9, 1), (7, -1), (5, 1), (3, -1)))


@lru_cache(maxsize=1)
def _alignment() -> Pixels:
    """An alignment pattern and some light around it."""
    return _soft(((7, 1), (5, -1), (3, 1), (1, -1)))


def _soft(squares: tuple[tuple[int, int], ...]) -> Pixels:
    largest = squares[0][0]
    modules = np.zeros((largest, largest), np.float32)
    for side, shade in squares:
        start = (largest - side) // 2
        modules[start : start + side, start : start + side] = shade
    sharp = np.kron(modules, np.ones((_PIXELS, _PIXELS), np.float32))
    return np.asarray(cv2.GaussianBlur(sharp, (0, 0), _SMOOTH * _PIXELS), np.float32)
