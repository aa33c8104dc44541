"""Finds the regions of a picture in which a code may be, by their density of edges, in about a millisecond.

A code is dense in edges, and dense in both directions at every angle. Writing, blinds and door frames are
dense in one direction at most.
"""

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from kiosk.scanning.opencv import Picture, cv2, np

MOST_REGIONS = 4
LARGEST_REGION = 0.35
"""A share of the picture: a larger region needs too much time, and the whole picture is read anyway."""

_CELL = 8  # pixels a side, for one number of the density map
_SPREAD = 7  # cells that are averaged, so that the gaps between a code's modules close
_LEVELS = (0.55, 0.38, 0.25)  # of the densest cell: a code alone, a code beside something denser
_FAINTEST = 3.0  # grey levels of edge density above the picture's own; less is a blank wall's noise
_LEAST_CELLS = 4
_LONGEST = 3.2  # times as long as wide; a code seen from the side is never longer
_MARGIN = 0.15  # of a region's longer side: the quiet zone, and the edges that blur removed
_SAME = 0.6  # of the larger region: two regions that share more are the same

_Density = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of a picture, in pixels: left and top inside it, right and bottom beyond it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Returns its area in pixels."""
        return max(0, self.right - self.left) * max(0, self.bottom - self.top)

    def shared(self, other: "Region") -> int:
        """Returns how many pixels lie in both regions."""
        both = Region(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )
        return both.area if both.right > both.left and both.bottom > both.top else 0

    def is_same(self, other: "Region") -> bool:
        """Returns True when the two regions cover nearly the same pixels."""
        return self.shared(other) > _SAME * max(self.area, other.area)

    def contains(self, x: float, y: float) -> bool:
        """Returns True when the point, in pixels, lies in the region."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def of(self, grey: Picture) -> Picture:
        """Returns a contiguous copy of the region's pixels: height x width uint8."""
        return np.ascontiguousarray(grey[self.top : self.bottom, self.left : self.right])


def region_around(
    points: tuple[tuple[float, float], ...], margin: float, width: int, height: int
) -> Region | None:
    """Returns the region around some points, or None when no part of it lies in the picture.

    Args:
        points: x and y in pixels.
        margin: The margin around the points, as a share of the longer side.
        width: The picture's width in pixels.
        height: The picture's height in pixels.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    margin_cells = margin * max(max(xs) - min(xs), max(ys) - min(ys))
    region = Region(
        max(0, int(min(xs) - margin_cells)),
        max(0, int(min(ys) - margin_cells)),
        min(width, int(max(xs) + margin_cells) + 1),
        min(height, int(max(ys) + margin_cells) + 1),
    )
    return region if region.right > region.left and region.bottom > region.top else None


def find_regions(grey: Picture, most: int = MOST_REGIONS) -> list[Region]:
    """Returns the regions in which a code may be, the likeliest first.

    Args:
        grey: The picture, height x width uint8.
        most: The largest number of regions.
    """
    height, width = grey.shape
    if min(height, width) < 2 * _CELL * _LEAST_CELLS:
        return []
    density = edge_density(grey)
    densest = float(density.max())
    if densest < _FAINTEST:
        return []
    ranked: list[tuple[float, Region]] = []
    for level in _LEVELS:
        ranked.extend(_dense_regions(density, level * densest, width, height))
    ranked.sort(key=lambda each: each[0], reverse=True)
    found: list[Region] = []
    for _, region in ranked:
        if region.area < LARGEST_REGION * width * height and not any(map(region.is_same, found)):
            found.append(region)
            if len(found) == most:
                break
    return found


def edge_density(grey: Picture) -> _Density:
    """Returns the density of edges in both directions for each cell, minus the picture's median; float32."""
    height, width = grey.shape
    half = cv2.resize(grey, (width // 2, height // 2), interpolation=cv2.INTER_AREA).astype(
        np.uint8, copy=False
    )
    cells = (max(1, width // _CELL), max(1, height // _CELL))
    across = _edges(half, 1, 0, cells)
    down = _edges(half, 0, 1, cells)
    both = cv2.min(across, down) + 0.25 * cv2.max(across, down)
    return np.asarray(both - np.median(both), np.float32)


def _edges(half: npt.NDArray[np.integer[Any]], dx: int, dy: int, cells: tuple[int, int]) -> _Density:
    slope = cv2.convertScaleAbs(cv2.Sobel(half, cv2.CV_16S, dx, dy, ksize=3))
    coarse = cv2.resize(slope, cells, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.blur(coarse.astype(np.float32), (_SPREAD, _SPREAD)), np.float32)


def _dense_regions(density: _Density, least: float, width: int, height: int) -> list[tuple[float, Region]]:
    above = (density > least).astype(np.uint8)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(above, connectivity=4)
    found = []
    for x, y, wide, high, area in boxes[1:count].tolist():
        if min(wide, high) < _LEAST_CELLS or max(wide, high) > _LONGEST * min(wide, high):
            continue
        mean = float(density[y : y + high, x : x + wide].mean())
        likelihood = area / (wide * high) * mean * area**0.5
        margin_cells = max(2, int(_MARGIN * max(wide, high)))
        region = Region(
            max(0, x - margin_cells) * _CELL,
            max(0, y - margin_cells) * _CELL,
            min(width, (x + wide + margin_cells) * _CELL),
            min(height, (y + high + margin_cells) * _CELL),
        )
        found.append((likelihood, region))
    return found
