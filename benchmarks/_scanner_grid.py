"""Draws grid detection and adaptive sampling: the grid of a code's modules, and their colours."""

import numpy.typing as npt

from benchmarks._scanner_scenes import Held
from benchmarks._scanner_sheets import BLUE, GREEN, ORANGE, WIDTH, Panel, outlined, scaled
from kiosk.scanning.decoding.adaptive_sampling import (
    adapted_modules,
    adapted_readings,
    find_grid,
    known_modules,
)
from kiosk.scanning.decoding.grid_detection import (
    Grid,
    alignment_offsets,
    code_outlines,
    flattened,
    grid_with_corner,
    with_even_light,
)
from kiosk.scanning.opencv import Picture, cv2, np

_MODULE = 12  # pixels of a drawn module
_FLAT_PIXELS, _BORDER_MODULES = 3, 2  # as adaptive sampling flattens a code
_SHADE = 7 * _FLAT_PIXELS
_WRONG = (60, 60, 220)


def grid_panels(held: Held) -> list[Panel]:
    """Draws the way from a blurred region to the grid of the code in it."""
    pixels = held.pixels
    grid = _grid_of(held)
    scale = WIDTH / pixels.shape[1]
    busy = scaled(pixels)
    for corners, colour in zip(code_outlines(pixels), (ORANGE, BLUE, GREEN), strict=False):
        outlined(busy, corners * scale, colour)
    dotted = scaled(pixels)
    for row in range(grid.size):
        for x, y in _in_picture(grid, np.array([[column + 0.5, row + 0.5] for column in range(grid.size)])):
            cv2.circle(dotted, (round(x * scale), round(y * scale)), 1, ORANGE, -1, cv2.LINE_AA)
    outlined(dotted, _in_picture(grid, _square(grid.size)) * scale, GREEN)
    flat = flattened(pixels, grid, _MODULE, _BORDER_MODULES)
    return [
        Panel(pixels, "The region's pixels", "Blurred by a lens and a hand. zxing-cpp reads nothing."),
        Panel(busy, "1. Outlines of what is busy", "Each colour is one way to outline it."),
        Panel(
            dotted,
            f"2. The grid: {grid.size} modules a side",
            "Placed where three corners look like finder patterns. A dot is a module's middle.",
        ),
        Panel(flat, "3. Laid flat", "Every module is a square now."),
    ]


def sampling_panels(held: Held) -> list[Panel]:
    """Draws the way from a grid to the modules that a filter fitted on the code predicts."""
    pixels, grid = held.pixels, _grid_of(held)
    flat = with_even_light(flattened(pixels, grid, _FLAT_PIXELS, _BORDER_MODULES).astype(np.float32), _SHADE)
    shown = np.clip(128 + 70 * flat, 0, 255).astype(np.uint8)
    known = known_modules(grid.size)
    known_pixels = np.where(known > 0, 0, np.where(known < 0, 255, 150)).astype(np.uint8)
    sampled = _at_middles(pixels, grid)
    adapted = adapted_modules(pixels, grid)
    is_read = any(each.symbol.text == held.text for each in adapted_readings(pixels))
    sampled_wrong, adapted_wrong = _wrong(sampled, held), _wrong(adapted, held)
    return [
        Panel(shown, "What goes in: laid flat, contrast levelled", "Three pixels for each module."),
        Panel(
            _drawn(known_pixels),
            "What is known beforehand",
            "Finder, timing and alignment patterns: every code has them. Grey depends on the text.",
        ),
        Panel(
            _coloured(sampled, held),
            "Without the filter",
            f"Each module by the pixel in its middle. Red: {sampled_wrong} of {sampled.size} are wrong,"
            " far more than error correction can repair.",
        ),
        Panel(
            _coloured(adapted, held),
            "With the filter fitted on the code",
            f"{adapted_wrong} of {adapted.size} are wrong."
            f" Error correction {'repairs them: the code is read' if is_read else 'cannot repair them'}.",
        ),
    ]


def _grid_of(held: Held) -> Grid:
    """Returns the grid with the fewest wrong modules, of the alignment offsets that the step tries."""
    grid = find_grid(held.pixels)
    if grid is None:
        raise AssertionError("the step reads this picture, so it finds a grid in it")
    corrected = [
        grid if offset == (0.0, 0.0) else grid_with_corner(grid, *offset)
        for offset in (*alignment_offsets(held.pixels, grid, 2), (0.0, 0.0))
    ]
    return min(corrected, key=lambda each: _wrong(adapted_modules(held.pixels, each), held))


def _at_middles(pixels: Picture, grid: Grid) -> npt.NDArray[np.bool_]:
    middles = with_even_light(
        flattened(pixels, grid, _FLAT_PIXELS, _BORDER_MODULES).astype(np.float32), _SHADE
    )
    start = _BORDER_MODULES * _FLAT_PIXELS + _FLAT_PIXELS // 2
    end = start + grid.size * _FLAT_PIXELS
    dark: npt.NDArray[np.bool_] = middles[start:end:_FLAT_PIXELS, start:end:_FLAT_PIXELS] < 0
    return ~dark if grid.is_inverted else dark


def _wrong(modules: npt.NDArray[np.bool_], held: Held) -> int:
    return int(min(np.count_nonzero(modules != np.rot90(held.modules, turn)) for turn in range(4)))


def _truth(modules: npt.NDArray[np.bool_], held: Held) -> npt.NDArray[np.bool_]:
    turned = [np.rot90(held.modules, turn) for turn in range(4)]
    return min(turned, key=lambda each: int(np.count_nonzero(modules != each)))


def _coloured(modules: npt.NDArray[np.bool_], held: Held) -> Picture:
    colours = np.where(modules[..., np.newaxis], 20, 245).astype(np.uint8).repeat(3, axis=2)
    colours[modules != _truth(modules, held)] = _WRONG
    return _drawn(colours)


def _drawn(modules: Picture) -> Picture:
    size = (modules.shape[1] * _MODULE, modules.shape[0] * _MODULE)
    return np.asarray(cv2.resize(modules, size, interpolation=cv2.INTER_NEAREST), np.uint8)


def _in_picture(grid: Grid, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    seen = cv2.perspectiveTransform(points.astype(np.float64).reshape(-1, 1, 2), grid.to_picture)
    return np.asarray(seen.reshape(-1, 2), np.float64)


def _square(size: int) -> npt.NDArray[np.float64]:
    return np.array([[0, 0], [size, 0], [size, size], [0, size]], np.float64)
