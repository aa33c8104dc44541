"""Finds the grid of a blurred code's modules: first a busy part of the picture, then the corners of the code.

An engine looks for the finder patterns' runs of dark and light (1:1:3:1:1), which blur and motion destroy.
This module takes the outline of a busy part as a square in perspective. It flattens the square with a guess
of the code's size, and compares pictures of finder patterns with its corners.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy.typing as npt

from kiosk.scanning.opencv import Homography, Picture, cv2, np

FINDER_MIDDLE = 3.5
"""Modules from a code's corner to the middle of its finder pattern."""

ALIGNMENT_MIDDLE = 6.5
"""Modules from the corner without a finder pattern to the middle of the alignment pattern beside it."""

SIZES = tuple(range(21, 58, 4))
"""Modules a side of versions 1 to 10."""

_GUESSED_SIZES = SIZES[::2]  # a guess that is one version off still finds the finder patterns
_WRONG_BY = 8  # modules: the largest error of a guess
_LEAST_CORRELATION = 0.65  # mean correlation of the three finder patterns; rooms and writing have less
_SURE_CORRELATION = 0.85
_SCALE = 3  # pixels a module in the flattened code
_BORDER_MODULES = 4  # modules flattened around the code
_SEARCH_DISTANCE, _REFINED_DISTANCE = (
    3.0,
    1.5,
)  # modules: the search distance for a finder pattern, at first and later
_SMOOTH = 0.45  # of a module: the blur of a template, which makes its edges as soft as the picture's
_OUTLINE_WAYS = ((4, 0.5, 1.0), (4, 0.7, 1.0), (7, 0.5, 0.92))
"""Ways to outline a busy part: blur in pixels, share of the busiest, factor that shrinks the outline."""

_SHADE = 51  # pixels a side of the squares in which contrast is levelled first
_FAINTEST = 25  # grey levels, squared; less contrast is noise
_LEAST_AREA = 900  # square pixels; smaller codes have no two pixels a module

Points = npt.NDArray[np.float64]
"""Rows of x and y."""

Pixels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Grid:
    """The position of a code's modules in a picture.

    Attributes:
        size: Modules a side.
        to_picture: The 3 x 3 homography from modules, counted from the code's corner, to pixels. The corner
            without a finder pattern is the bottom right one, and only roughly right.
        is_inverted: True for light modules on dark.
    """

    size: int
    to_picture: Homography
    is_inverted: bool


@dataclass(frozen=True, slots=True)
class _Guess:
    """An outline that was flattened with a guess of the code's size.

    Attributes:
        correlation: The mean correlation of the finder pattern with three of its corners.
        outline: The code's corners in the picture, 4 x 2 pixels.
        size: Modules a side.
        middles: The middles of the finder patterns found, 4 x 2 modules.
        missing: The number of the corner without a finder pattern.
        is_inverted: True when they are light on dark.
    """

    correlation: float
    outline: Points
    size: int
    middles: Points
    missing: int
    is_inverted: bool


def find_grids(grey: Picture) -> list[Grid]:
    """Returns a grid of the one code that fills most of a small picture, for each size that it may have."""
    best: _Guess | None = None
    for outline in code_outlines(grey):
        best = _best_guess(grey, outline, _GUESSED_SIZES, best)
        if best is not None and best.correlation > _SURE_CORRELATION:
            break
    if best is None or best.correlation < _LEAST_CORRELATION:
        return []
    beside = [size for size in SIZES if abs(size - best.size) == SIZES[1] - SIZES[0]]
    best = _best_guess(grey, best.outline, beside, best)
    return [] if best is None else _sized(grey, best)


def flattened(grey: Picture, grid: Grid, pixels: int, around: int) -> Picture:
    """Returns the code without its perspective: every module is a square.

    Args:
        grey: The picture.
        grid: Where its modules are.
        pixels: Pixels a module.
        around: Modules of its surroundings on each side.
    """
    return _flattened(grey, grid.to_picture, grid.size, pixels, around)


def grid_with_corner(grid: Grid, x: float, y: float) -> Grid:
    """Returns the grid with the alignment pattern's middle moved by x and y modules."""
    far, near = grid.size - ALIGNMENT_MIDDLE, grid.size - FINDER_MIDDLE
    ideal = np.array(
        [[FINDER_MIDDLE, FINDER_MIDDLE], [near, FINDER_MIDDLE], [far, far], [FINDER_MIDDLE, near]]
    )
    seen = ideal.copy()
    seen[2] += (x, y)
    return Grid(grid.size, _homography(ideal, _mapped(grid.to_picture, seen)), grid.is_inverted)


def alignment_offsets(grey: Picture, grid: Grid, most: int) -> list[tuple[float, float]]:
    """Returns the likeliest offsets of the alignment pattern from the grid's, in modules, the best first."""
    if grid.size == SIZES[0]:
        return []
    around = 6
    pixels = _flattened(grey, grid.to_picture, grid.size, _SCALE, around)
    at = grid.size - ALIGNMENT_MIDDLE + around
    template = _alignment_template()
    correlation, left, top = _correlation(pixels, template, (at, at), _SEARCH_DISTANCE)
    if grid.is_inverted:
        correlation = -correlation
    middle, half = at * _SCALE, template.shape[0] / 2
    found = []
    for _ in range(most):
        x, y = cv2.minMaxLoc(correlation)[3]
        found.append(((left + x + half - middle) / _SCALE, (top + y + half - middle) / _SCALE))
        correlation[max(0, y - 2) : y + 3, max(0, x - 2) : x + 3] = -1
    return found


def with_even_light(pixels: Pixels, side: int) -> Pixels:
    """Levels the contrast in glare and in shade, by the mean and the spread in squares of `side` pixels."""
    middle = cv2.blur(pixels, (side, side))
    spread = np.sqrt(np.maximum(cv2.blur(pixels * pixels, (side, side)) - middle * middle, _FAINTEST))
    return np.asarray((pixels - middle) / spread, np.float32)


def code_outlines(grey: Picture) -> Iterator[Points]:
    """Yields outlines of the largest busy part: each has four corners, clockwise, 4 x 2 pixels."""
    smooth = with_even_light(cv2.GaussianBlur(grey, (0, 0), 1).astype(np.float32), _SHADE)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    edges = cv2.magnitude(across, down)
    for spread, share, kept in _OUTLINE_WAYS:
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


def _best_guess(grey: Picture, outline: Points, sizes: Iterable[int], so_far: _Guess | None) -> _Guess | None:
    for size in sizes:
        guess = _guess(grey, outline, size, _SEARCH_DISTANCE)
        if so_far is None or guess.correlation > so_far.correlation:
            so_far = guess
    return so_far


def _guess(grey: Picture, outline: Points, size: int, distance: float) -> _Guess:
    """Finds the finder patterns, at most `distance` modules from the corners."""
    pixels = _flattened(grey, _homography(_square(size), outline), size, _SCALE, _BORDER_MODULES)
    template = _finder_template()
    half = template.shape[0] / 2
    correlations, middles = np.zeros((4, 2)), np.zeros((4, 2, 2))
    for corner, (x, y) in enumerate(_middles(size)):
        correlation, left, top = _correlation(
            pixels, template, (x + _BORDER_MODULES, y + _BORDER_MODULES), distance
        )
        least, most, low, high = cv2.minMaxLoc(correlation)
        for kind, (strength, at) in enumerate(((most, high), (-least, low))):  # dark on light, light on dark
            correlations[corner, kind] = max(0.0, strength)
            found = np.array([left + at[0] + half, top + at[1] + half])
            middles[corner, kind] = found / _SCALE - _BORDER_MODULES
    correlation_by_kind = (correlations.sum(0) - correlations.min(0)) / 3
    kind = int(correlation_by_kind.argmax())
    missing = int(correlations[:, kind].argmin())
    return _Guess(
        float(correlation_by_kind[kind]), outline, size, middles[:, kind], missing, is_inverted=bool(kind)
    )


def _sized(grey: Picture, guess: _Guess) -> list[Grid]:
    """Refines the corners on the finder patterns; returns a grid for each size that the code may have."""
    missing = guess.missing
    for distance in (_SEARCH_DISTANCE, _REFINED_DISTANCE, _REFINED_DISTANCE):
        shift = guess.middles - _middles(guess.size)
        shift[missing] = 0
        if (
            distance == _SEARCH_DISTANCE
        ):  # opposite corners have similar errors: take the parallelogram's fourth corner
            shift[missing] = (
                shift[(missing + 1) % 4] + shift[(missing + 3) % 4] - shift[(missing + 2) % 4]
            ) / 2
        square = _square(guess.size)
        outline = _mapped(_homography(square, guess.outline), square + shift)
        guess = _guess(grey, outline, guess.size, _REFINED_DISTANCE)
    seen = _mapped(_homography(_square(guess.size), guess.outline), _middles(guess.size))
    seen = np.roll(seen, 2 - missing, axis=0)  # so that the corner without one is the bottom right
    return [
        Grid(size, _homography(_middles(size), seen), guess.is_inverted)
        for size in SIZES
        if abs(size - guess.size) <= _WRONG_BY
    ]


def _correlation(
    pixels: Picture, template: Pixels, at: tuple[float, float], distance: float
) -> tuple[Pixels, int, int]:
    """Correlates a template with the pixels around a point in modules; also returns their left and top."""
    half = template.shape[0] // 2 + int(distance * _SCALE)
    left, top = (max(0, int(module * _SCALE) - half) for module in at)
    part = pixels[top : top + 2 * half + 1, left : left + 2 * half + 1].astype(np.float32)
    return np.asarray(cv2.matchTemplate(part, template, cv2.TM_CCOEFF_NORMED), np.float32), left, top


def _flattened(grey: Picture, to_picture: Homography, size: int, pixels: int, around: int) -> Picture:
    to_modules = np.array(
        [[1 / pixels, 0, 0.5 / pixels - around], [0, 1 / pixels, 0.5 / pixels - around], [0, 0, 1]]
    )
    side = (size + 2 * around) * pixels
    flat = cv2.warpPerspective(
        grey,
        to_picture @ to_modules,
        (side, side),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(flat, np.uint8)


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
def _finder_template() -> Pixels:
    """Returns a template of a finder pattern with its light border."""
    return _template(((9, 1), (7, -1), (5, 1), (3, -1)))


@lru_cache(maxsize=1)
def _alignment_template() -> Pixels:
    """Returns a template of an alignment pattern with a light border."""
    return _template(((7, 1), (5, -1), (3, 1), (1, -1)))


def _template(squares: tuple[tuple[int, int], ...]) -> Pixels:
    largest = squares[0][0]
    modules = np.zeros((largest, largest), np.float32)
    for side, shade in squares:
        start = (largest - side) // 2
        modules[start : start + side, start : start + side] = shade
    sharp = np.kron(modules, np.ones((_SCALE, _SCALE), np.float32))
    return np.asarray(cv2.GaussianBlur(sharp, (0, 0), _SMOOTH * _SCALE), np.float32)
