"""Reads a blurred code with a linear filter that is fitted on the modules whose colours are known.

A QR code's finder, timing and alignment patterns are the same in every code of its size. On them a linear
filter is fitted (ridge regression) that predicts a module's colour from the pixels around it, whether they
are blurred by defocus, by motion or by both. Then it is fitted again on all modules, weighted by their
certainty. zxing-cpp's error correction decides whether the result is a code.
"""

from functools import lru_cache

import numpy.typing as npt

from kiosk.scanning.decoding.decode import Symbol
from kiosk.scanning.decoding.grid_detection import (
    Grid,
    alignment_offsets,
    find_grids,
    flattened,
    grid_with_corner,
    with_even_light,
)
from kiosk.scanning.decoding.zxing import Reading, readings
from kiosk.scanning.opencv import Picture, cv2, np

_SCALE = 3  # pixels a module in the flattened code
_KERNEL_RADIUS = 4  # pixels; the filter's kernel is 9 x 9
_BORDER_MODULES = 2  # flattened around the code, so that the kernel fits at its edge
_RIDGE = 0.01  # regularization, a share of the weights' sum: a larger one trusts few modules less
_LEAST_FIT = 0.4  # of the known modules' variance that the filter explains
_REFITS = 2  # iterations after the first fit
_KNOWN_WEIGHT = 2.0  # of a known module; a module that is predicted for certain has 1
_CORNERS_TRIED = 2
_CLEAN_PIXELS, _CLEAN_QUIET = 3, 4  # pixels a module and modules of quiet zone in the clean picture

_Floats = npt.NDArray[np.float32]
_Numbers = npt.NDArray[np.intp]

_ALIGNMENT_MIDDLES = {
    21: (),
    25: (6, 18),
    29: (6, 22),
    33: (6, 26),
    37: (6, 30),
    41: (6, 34),
    45: (6, 22, 38),
    49: (6, 24, 42),
    53: (6, 26, 46),
    57: (6, 28, 50),
}
"""Rows and columns of the alignment patterns' middles, by modules a side: ISO/IEC 18004, annex E."""


def adapted_readings(grey: Picture) -> list[Reading]:
    """Reads the one code that fills most of a small picture; returns an empty list where it reads none.

    Args:
        grey: The picture, height x width uint8.

    Returns:
        Readings as zxing-cpp gives them, their corners in pixels of the picture.
    """
    grid = find_grid(grey)
    if grid is None:
        return []
    for x, y in [*alignment_offsets(grey, grid, _CORNERS_TRIED), (0.0, 0.0)]:
        corrected = grid_with_corner(grid, x, y)
        read = readings(_clean(adapted_modules(grey, corrected)))
        if any(each.symbol.text for each in read):
            return [_in_picture(each, corrected) for each in read]
    return []


def find_grid(grey: Picture) -> Grid | None:
    """Finds the grid of the one code that fills most of a small picture; returns None when there is none.

    Of the sizes that the code may have, it takes the one that the filter fits best: on a wrong size it fits
    badly.
    """
    fits = [(_fit_quality(grey, grid), number, grid) for number, grid in enumerate(find_grids(grey))]
    fit, _, grid = max(fits, default=(0.0, 0, None))
    return grid if fit >= _LEAST_FIT else None


def _fit_quality(grey: Picture, grid: Grid) -> float:
    """Returns how well a filter predicts the known modules: 1 for all of them, 0 for none."""
    known = known_modules(grid.size)
    rows, columns = np.nonzero(known)
    samples, targets = _samples(grey, grid, rows, columns), known[rows, columns].reshape(-1, 1)
    predictions = _fitted_predictions(samples, targets, np.ones_like(targets))
    return 1 - float(np.square(predictions - targets).mean())


def _samples(grey: Picture, grid: Grid, rows: _Numbers, columns: _Numbers) -> _Floats:
    """Returns one row for each module: the 81 pixels around its middle, with even contrast; float32."""
    pixels = with_even_light(flattened(grey, grid, _SCALE, _BORDER_MODULES).astype(np.float32), 7 * _SCALE)
    around = np.lib.stride_tricks.sliding_window_view(
        pixels, (2 * _KERNEL_RADIUS + 1, 2 * _KERNEL_RADIUS + 1)
    )
    start = _BORDER_MODULES * _SCALE + _SCALE // 2 - _KERNEL_RADIUS
    samples = around[start + rows * _SCALE, start + columns * _SCALE]
    return np.ascontiguousarray(samples.reshape(len(samples), -1))


def adapted_modules(grey: Picture, grid: Grid) -> npt.NDArray[np.bool_]:
    """Predicts each module's colour with a filter that is fitted on the code itself.

    Args:
        grey: The picture, height x width uint8.
        grid: The code's modules in it.

    Returns:
        size x size booleans, True for dark.
    """
    rows, columns = np.indices((grid.size, grid.size)).reshape(2, -1)
    samples = _samples(grey, grid, rows, columns)
    known = known_modules(grid.size).reshape(-1, 1)
    is_known = known != 0
    predictions = _fitted_predictions(samples, known, is_known.astype(np.float32))
    for _ in range(_REFITS):
        targets = np.where(is_known, known, np.where(predictions > 0, 1, -1)).astype(np.float32)
        weights = np.where(is_known, _KNOWN_WEIGHT, np.minimum(1, np.abs(predictions))).astype(np.float32)
        predictions = _fitted_predictions(samples, targets, weights)
    return np.asarray(np.where(is_known, known, predictions).reshape(grid.size, grid.size) > 0, np.bool_)


def _fitted_predictions(samples: _Floats, targets: _Floats, weights: _Floats) -> _Floats:
    """Fits a weighted filter on the targets (+1 dark, -1 light); returns its prediction for each module."""
    # OpenCV's products: numpy's would use every core for these small matrices.
    weighted = samples * weights
    ridge = np.float32(_RIDGE * weights.sum()) * np.eye(samples.shape[1], dtype=np.float32)
    normal_matrix = cv2.gemm(samples, weighted, 1, ridge, 1, flags=cv2.GEMM_1_T)
    zeros = np.zeros((samples.shape[1], 1), np.float32)
    right_side = cv2.gemm(weighted, targets, 1, zeros, 0, flags=cv2.GEMM_1_T)
    _, coefficients = cv2.solve(normal_matrix, right_side, flags=cv2.DECOMP_CHOLESKY)
    return np.asarray(cv2.gemm(samples, coefficients, 1, targets, 0), np.float32)


@lru_cache(maxsize=16)
def known_modules(size: int) -> _Floats:
    """Returns the modules that every code of this size has: 1 dark, -1 light, 0 for the text's own."""
    known = np.zeros((size, size), np.float32)
    timing = np.where(np.arange(size) % 2 == 0, 1, -1)
    known[6], known[:, 6] = timing, timing
    for rows, columns in (
        (slice(0, 8), slice(0, 8)),
        (slice(0, 8), slice(size - 8, size)),
        (slice(size - 8, size), slice(0, 8)),
    ):
        known[rows, columns] = -1
    for y, x in ((3, 3), (3, size - 4), (size - 4, 3)):
        _square(known, y, x, ((3, 1), (2, -1), (1, 1)))
    middles = _ALIGNMENT_MIDDLES[size]
    for y in middles:
        for x in middles:
            if (y, x) not in {(6, 6), (6, size - 7), (size - 7, 6)}:
                _square(known, y, x, ((2, 1), (1, -1), (0, 1)))
    return known


def _square(known: _Floats, y: int, x: int, rings: tuple[tuple[int, int], ...]) -> None:
    for reach, colour in rings:
        known[y - reach : y + reach + 1, x - reach : x + reach + 1] = colour


def _clean(modules: npt.NDArray[np.bool_]) -> Picture:
    padded = np.pad(modules, _CLEAN_QUIET)
    pixels = np.kron(padded, np.ones((_CLEAN_PIXELS, _CLEAN_PIXELS), np.bool_))
    return np.where(pixels, 0, 255).astype(np.uint8)


def _in_picture(reading: Reading, grid: Grid) -> Reading:
    """Returns the reading with its corners in pixels of the picture instead of the clean picture."""
    corners = np.array(reading.symbol.corners, np.float64).reshape(-1, 1, 2)
    modules = corners / _CLEAN_PIXELS - _CLEAN_QUIET
    seen = cv2.perspectiveTransform(modules, grid.to_picture).reshape(-1, 2).tolist()
    symbol = Symbol(reading.symbol.text, tuple((float(x), float(y)) for x, y in seen))
    return Reading(symbol, reading.is_sure)
