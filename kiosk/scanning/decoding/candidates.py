"""Finds the part of a frame that looks most like a code, for the coach, and measures what is wrong with it.

A candidate is roughly square and has strong edges in both directions. Nearly every row and column of it
changes between light and dark several times; those of text, faces and striped shirts do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy.typing as npt

from kiosk.scanning.opencv import Picture, cv2, np

FAINT = 62
"""Grey levels between a code's dark and light; a code with less contrast is hard to read."""

_WIDTH = 640  # pixels, of the shrunken frame in which boxes are found
_PATCH, _GLARE_BORDER = 96, 12
_BLINDING = 247  # grey level of a sensor that is nearly saturated; white paper is darker
_BLOWN_OUT = 254  # grey level of a saturated sensor
_OUTSIDE, _INSIDE = 0.15, 0.25  # of a side: a band along it, in which more is code than background
_BLINDED_SHARE, _BLINDED_DIFFERENCE = 0.4, 0.2  # of that band
_MOST_LEAN = 2.2  # lines of text have many more edges in one direction than in the other
_LONG = 1.8
_FAINT_LONGEST = 1.6  # the longer by the shorter side of a faint box: dark writing is longer
_RIM = 0.16  # of a phone's side: its edge on each side of the code
_WINDOW = (13, 13)
_LEAST_CODE, _LEAST_FAINT, _LEAST_PHONE = 20, 44, 70  # pixels of the frame
_COARSE, _MOST_BOXES = 4, 6
_FILLED = 0.46  # of its box: a code that stands on its corner, with a reflection in its middle
_VISIBLE = 10  # grey levels
_LEAST_SIDE, _LONGEST, _INSET, _EDGE = 9, 2.2, 3, 8  # pixels; sides of a box; pixels; pixels
_LEVELLED = np.log1p(np.arange(256) / 6)
_LEVELLED = np.asarray(255 * _LEVELLED / _LEVELLED[-1], np.uint8)
_LIFTED = np.asarray(np.minimum(255, np.arange(256) * 255 // 72), np.uint8)  # above level 72 all is white
_TRANSITIONS, _ROWS = 5, 0.62
_LEAST_CHANGES, _SURE_CHANGES = 12, 16
_NOISE_ROWS, _LEAST_NOISE_SIDE = 8, 3
_SECOND_DIFFERENCE_FACTOR = 1.65  # standard deviations: 0.6745 * sqrt(1 + 4 + 1)
_SMOOTHED = 0.6  # of the noise remains in a smoothed patch
_CLEAR_OF_NOISE = 2.0  # standard deviations


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of a frame that looks like a code, with measures of its faults.

    Attributes:
        left: Its left edge in pixels of the frame, as all lengths here.
        top: Its upper edge.
        width: The width of the part that has edges.
        height: The height of the part that has edges.
        module: The estimated side of a module.
        contrast: The grey levels between its light and its dark.
        glare: The radius of the largest blinding spot within it, as a share of a side.
        is_eaten: Blinding light covers one side of it.
        lean: The edge strength across divided by the edge strength down; 1 when sharp.
        is_cut: It goes on beyond the picture.
        changes: The changes between light and dark in its median row plus those in its median column.
    """

    left: int
    top: int
    width: int
    height: int
    module: float
    contrast: float
    glare: float
    is_edge_blinded: bool
    lean: float
    is_cut: bool
    changes: float

    @property
    def centre(self) -> tuple[float, float]:
        """Returns its middle, in pixels of the frame."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def is_long(self) -> bool:
        """Returns True when it is longer than a phone: half of a code, the rest of which cannot be seen."""
        return max(self.width, self.height) > _LONG * min(self.width, self.height)


def find_candidate(grey: Picture) -> Candidate | None:
    """Returns the part of a frame, height x width uint8, that looks most like a code, or None."""
    noise = _noise(grey)
    likeliest: Candidate | None = None
    for view in _views(grey):
        scale = grey.shape[1] / view.shape[1]
        is_coarse = scale > _COARSE
        for box in _busy_boxes(view, fills=is_coarse):
            candidate = _measured_box(grey, [round(side * scale) for side in box], noise)
            if candidate is None:
                continue
            if candidate.changes >= _SURE_CHANGES and min(candidate.width, candidate.height) >= _LEAST_FAINT:
                return candidate
            if likeliest is None or candidate.changes > likeliest.changes:  # an eye or a letter has fewer
                likeliest = candidate
    return likeliest


def _noise(grey: Picture) -> float:
    """Estimates a camera's noise from neighbours in a row: one standard deviation, in grey levels."""
    rows = grey[::_NOISE_ROWS].astype(np.int16)
    if min(rows.shape) < _LEAST_NOISE_SIDE:
        return 0.0
    second_differences = np.abs(rows[:, 2:] - 2 * rows[:, 1:-1] + rows[:, :-2])
    return float(np.median(second_differences)) / _SECOND_DIFFERENCE_FACTOR


def _views(grey: Picture) -> Iterator[Picture]:
    """Yields four views: the frame, dark tones lifted, dim screens as bright as paper, a quarter of it."""
    small = _shrunk(grey, min(1.0, _WIDTH / grey.shape[1]))
    yield small
    yield np.asarray(cv2.LUT(small, _LEVELLED), np.uint8)
    yield np.asarray(cv2.LUT(small, _LIFTED), np.uint8)
    yield _shrunk(small, 0.25)


def _shrunk(grey: Picture, scale: float) -> Picture:
    size = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _busy_boxes(view: Picture, *, fills: bool) -> list[tuple[int, int, int, int]]:
    """Returns the parts with edges in both directions, the largest first: left, top, width, height.

    Args:
        view: One of the frame's views.
        fills: True when a part may fill the picture; otherwise it must stand out from the parts around it.
    """
    across = cv2.convertScaleAbs(cv2.Sobel(view, cv2.CV_16S, 1, 0))
    down = cv2.convertScaleAbs(cv2.Sobel(view, cv2.CV_16S, 0, 1))
    sides = cv2.blur(across, _WINDOW), cv2.blur(down, _WINDOW)
    # A code has both kinds of edges, but motion removes those of one direction.
    energy = cv2.addWeighted(cv2.max(*sides), 0.25, cv2.min(*sides), 0.75, 0)
    least = max(5.0, 0.38 * float(energy.max()))
    if not fills:
        least = max(least, 2.6 * float(np.percentile(energy[::4, ::4], 25)))
    _, mask = cv2.threshold(energy, least, 1, cv2.THRESH_BINARY)
    count, _, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    boxes = []
    for left, top, wide, high, area in found[1:count]:
        # The blur enlarged the part by half its window on each side, less where the threshold cut it.
        box = (int(left) + _INSET, int(top) + _INSET, int(wide) - 2 * _INSET, int(high) - 2 * _INSET)
        is_square = 1 / _LONGEST < wide / high < _LONGEST
        if min(box[2:]) >= _LEAST_SIDE and is_square and area > _FILLED * wide * high:
            boxes.append((float(area), box))
    return [box for _, box in sorted(boxes, reverse=True)[:_MOST_BOXES]]


def _measured_box(grey: Picture, box: list[int], noise: float) -> Candidate | None:
    """Returns a box as a candidate, or the code inside a phone's edges, or None."""
    height, width = grey.shape
    left, top, wide, high = box
    is_cut = min(left, top, width - left - wide, height - top - high) <= _EDGE
    for share in (0.0, _RIM) if min(wide, high) >= _LEAST_PHONE else (0.0,):
        aside, above = round(wide * share), round(high * share)
        inner = (left + aside, top + above, wide - 2 * aside, high - 2 * above)
        patch = grey[inner[1] : inner[1] + inner[3], inner[0] : inner[0] + inner[2]]
        candidate = _measured_patch(patch, inner, noise, is_cut=is_cut) if patch.size else None
        if candidate is not None:
            return replace(candidate, is_edge_blinded=_has_blinded_edge(grey, inner))
    return None


def _measured_patch(
    patch: Picture, box: tuple[int, int, int, int], noise: float, *, is_cut: bool
) -> Candidate | None:
    left, top, wide, high = box
    square = np.asarray(cv2.resize(patch, (_PATCH, _PATCH), interpolation=cv2.INTER_AREA), np.uint8)
    dark, light = np.percentile(square, (8, 92))
    contrast = float(light - dark)
    is_faint = contrast < FAINT
    if contrast < _VISIBLE or min(wide, high) < (_LEAST_FAINT if is_faint else _LEAST_CODE):
        return None
    if is_faint and max(wide, high) > _FAINT_LONGEST * min(wide, high):
        return None
    smooth = cv2.GaussianBlur(square, (3, 3), 0)
    local = cv2.blur(smooth, (25, 25)).astype(np.int16)
    bits = smooth.astype(np.int16) > local
    patch_noise = noise * min(1.0, _PATCH / min(wide, high)) * _SMOOTHED
    is_clear = np.abs(smooth.astype(np.int16) - local) > max(contrast / 12, _CLEAR_OF_NOISE * patch_noise)
    along, downward = _transitions(bits & is_clear), _transitions((bits & is_clear).T)
    shares = (float((along >= _TRANSITIONS).mean()), float((downward >= _TRANSITIONS).mean()))
    changes = float(np.median(along) + np.median(downward))
    if min(shares) < _ROWS / 2 or max(shares) < _ROWS or changes < _LEAST_CHANGES:
        return None
    edge_across = float(np.abs(cv2.Sobel(smooth, cv2.CV_16S, 1, 0)).mean())
    edge_down = float(np.abs(cv2.Sobel(smooth, cv2.CV_16S, 0, 1)).mean())
    lean = edge_across / max(1e-3, edge_down) * high / wide  # in the picture, not in the square patch
    if not 1 / _MOST_LEAN < lean < _MOST_LEAN:
        return None
    return Candidate(
        left=left,
        top=top,
        width=wide,
        height=high,
        module=_module_size(patch),
        contrast=contrast,
        glare=_glare_radius(square),
        is_edge_blinded=False,
        lean=min(
            lean, lean * high / wide, key=_distance_from_square
        ),  # of half a code, the shape is a better measure than the edges
        is_cut=is_cut,
        changes=changes,
    )


def _distance_from_square(ratio: float) -> float:
    return max(ratio, 1 / ratio)


def _transitions(bits: npt.NDArray[np.bool_]) -> npt.NDArray[Any]:
    """Counts the changes between light and dark in each row."""
    return np.asarray(np.count_nonzero(bits[:, 1:] != bits[:, :-1], axis=1))


def _module_size(patch: Picture) -> float:
    """Estimates a module's side in pixels: the runs of a random pattern are two modules long on average."""
    height, width = patch.shape
    local = cv2.blur(patch, (max(3, width // 4), max(3, height // 4)))
    bits = patch > local
    runs = _transitions(bits).mean() + 1, _transitions(bits.T).mean() + 1
    return float(min(width / runs[0], height / runs[1]) / 2)


def _glare_radius(square: Picture) -> float:
    """Returns the radius of the largest blinding spot inside, as a share of a side; edges are left out."""
    blinding = (cv2.blur(square, (3, 3)) > _BLINDING).astype(np.uint8)
    within = cv2.copyMakeBorder(
        blinding[_GLARE_BORDER:-_GLARE_BORDER, _GLARE_BORDER:-_GLARE_BORDER],
        1,
        1,
        1,
        1,
        cv2.BORDER_CONSTANT,
        value=[0],
    )
    return float(cv2.distanceTransform(within, cv2.DIST_L2, 3).max()) / _PATCH


def _has_blinded_edge(grey: Picture, box: tuple[int, int, int, int]) -> bool:
    """Returns True when blinding light covers one edge of a box more than the others.

    A bright screen's own light covers all edges alike.
    """
    left, top, wide, high = box
    # For half of a code, the band also covers the other half.
    beside = max(round(_OUTSIDE * wide), (high - wide) // 2)
    above = max(round(_OUTSIDE * high), (wide - high) // 2)
    x, y = max(0, left - beside), max(0, top - above)
    around = grey[y : top + high + above, x : left + wide + beside]
    blinding = cv2.blur(around, (5, 5)) >= _BLOWN_OUT
    left, top = left - x, top - y
    rows, columns = slice(top, top + high), slice(left, left + wide)
    inside, within = round(_INSIDE * wide), round(_INSIDE * high)
    shares = [
        float(band.mean()) if band.size else 0.0
        for band in (
            blinding[rows, : left + inside],
            blinding[rows, left + wide - inside :],
            blinding[: top + within, columns],
            blinding[top + high - within :, columns],
        )
    ]
    return max(shares) >= _BLINDED_SHARE and max(shares) - min(shares) >= _BLINDED_DIFFERENCE
