"""Draws the pictures of docs/how-the-scanner-reads.md, for `script/scanner-pictures`.

Everything in them is generated: the rehearsal's crowd, and codes held up in the scenes of
`script/bench scan`. The captions name what the engines read while the picture was drawn.
"""

import sys
from itertools import islice
from pathlib import Path

from benchmarks._scanner_coach import coach_panels
from benchmarks._scanner_grid import grid_panels, sampling_panels
from benchmarks._scanner_scenes import Rescue, rescue_by
from benchmarks._scanner_sheets import (
    BLUE,
    GREEN,
    ORANGE,
    RED,
    WIDTH,
    Panel,
    Points,
    boxed,
    outlined,
    save_sheet,
    scaled,
)
from benchmarks.steps import STEPS
from kiosk.qr import qr_modules
from kiosk.scanning.decoding.cascade import CascadeStep
from kiosk.scanning.decoding.decode import grey_of, is_mirrored
from kiosk.scanning.decoding.motion_gate import MotionGate, thumbnail_of
from kiosk.scanning.decoding.regions import edge_density, find_regions
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.decoding.zxing import readings
from kiosk.scanning.opencv import Picture, cv2, np
from kiosk.scanning.rehearsal.crowd import pictures
from kiosk.scanning.source import Crowd

_DIRECTORY = Path(__file__).parents[1] / "docs" / "scanner"
_CROWD = Crowd(passes=tuple(f"KP0123456789ABCD{number:03}" for number in range(20)), seed=5)
_MOST_FRAMES, _EVERY = 900, 10  # frames of the crowd in which a pair is searched; one in ten
_PAIR = 2
_LONG_AGO = 1000.0  # seconds; the gate is closed by then
_MODULE, _QUIET = 8, 4  # pixels of a drawn code's module; modules around it


def main() -> None:
    """Draws every picture."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else _DIRECTORY
    directory.mkdir(parents=True, exist_ok=True)
    save_sheet(directory / "motion-gate.png", gate_panels())
    save_sheet(directory / "regions.png", region_panels())
    save_sheet(directory / "engines.png", engine_panels())
    for step in STEPS:
        if step.engine != "adaptive sampling":
            save_sheet(directory / f"step-{_slug(step)}.png", step_panels(rescue_by(step)))
    first, *_ = STEPS
    save_sheet(directory / "grid-detection.png", grid_panels(rescue_by(first).held))
    save_sheet(directory / "adaptive-sampling.png", sampling_panels(rescue_by(first).held))
    save_sheet(directory / "coach.png", coach_panels())


def gate_panels() -> list[Panel]:
    """Draws two frames, the newer one's thumbnail, and the cells whose change opens the gate."""
    before, after = _crowd_frame(0), _crowd_frame(14)
    old, new = thumbnail_of(before), thumbnail_of(after)
    gate = MotionGate(held_seconds=_LONG_AGO)
    gate.lets_through(old, 0.0)
    is_open = gate.lets_through(new, _LONG_AGO / 2, is_code_in_view=True)
    change = new.astype(np.int16) - old
    change -= np.int16(np.median(change))
    strength = np.clip(np.abs(change) * 4, 0, 255).astype(np.uint8)
    shown = scaled(strength)
    rows, columns = old.shape
    cell = WIDTH / columns
    opening = [(y, x) for y in range(rows) for x in range(columns) if _opens(old, int(change[y, x]), y, x)]
    for y, x in opening:
        corner, end = (round(x * cell), round(y * cell)), (round((x + 1) * cell), round((y + 1) * cell))
        cv2.rectangle(shown, corner, end, ORANGE, 1)
    return [
        Panel(before, "The frame that was read last", "Nobody is there. The camera adds its noise."),
        Panel(after, "The newest frame", "Somebody comes in from the side."),
        Panel(
            new, f"Its coarse grid: {columns} x {rows} cells", "The mean brightness of each, in grey levels."
        ),
        Panel(
            shown,
            "How much each cell changed",
            f"Each of the {len(opening)} orange cells is enough to open the gate."
            f" The frame is {'read' if is_open else 'not read'}.",
        ),
    ]


def region_panels() -> list[Panel]:
    """Draws a frame of two people, its edge density, its regions in their order, and the codes read there."""
    frame, codes = _pair()
    grey = _grey(frame)
    scale = WIDTH / frame.shape[1]
    density = edge_density(grey)
    heat = np.clip(255 * density / density.max(), 0, 255).astype(np.uint8)
    cells_y, cells_x = density.shape
    marked, read = scaled(frame), scaled(frame)
    for number, region in enumerate(find_regions(grey), 1):
        boxed(marked, region, scale, ORANGE, str(number))
    for corners in codes.values():
        outlined(read, corners * scale, GREEN)
    return [
        Panel(frame, "The frame", f"{frame.shape[1]}x{frame.shape[0]} pixels, from the rehearsal's crowd."),
        Panel(
            np.asarray(cv2.applyColorMap(heat, cv2.COLORMAP_INFERNO), np.uint8),
            "How dense edges are in both directions",
            f"{cells_x}x{cells_y} cells of 8x8 pixels; the brighter, the denser.",
        ),
        Panel(marked, "Likely regions", "In the order in which they are read, a margin included."),
        Panel(read, "zxing-cpp reads these regions", f"Read: {', '.join(codes)}."),
    ]


def engine_panels() -> list[Panel]:
    """Draws what the engines read of a code: as it is, light on dark, at a slant, and in a mirror."""
    modules = np.pad(np.array(qr_modules("WS001")), _QUIET)
    code = np.where(np.kron(modules, np.ones((_MODULE, _MODULE))) > 0, 20, 235).astype(np.uint8)
    side = code.shape[0]
    square = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    slanted = square + np.array([[20, 10], [-90, 60], [-60, -30], [-10, -60]], np.float32)
    by = cv2.getPerspectiveTransform(square, slanted)
    tilted = cv2.warpPerspective(code, by, (side, side), borderValue=(235,))
    ways = (
        ("As it is", code),
        ("Light on dark", np.asarray(255 - code, np.uint8)),
        ("Seen at a slant", np.asarray(tilted, np.uint8)),
        ("In a mirror", np.ascontiguousarray(code[:, ::-1])),
    )
    return [_engine_panel(title, picture) for title, picture in ways]


def step_panels(rescue: Rescue) -> list[Panel]:
    """Draws a region before and after a step, and what the engines read in it."""
    pixels, step = rescue.held.pixels, rescue.step
    prepared = step.prepare(pixels)
    engine = {"zxing": "zxing-cpp", "zbar": "libzbar"}[step.engine]
    size = f"{prepared.shape[1]}x{prepared.shape[0]} pixels"
    others = "; ".join(rescue.others)
    return [
        Panel(
            pixels,
            "Before: the region's pixels",
            f"{pixels.shape[1]}x{pixels.shape[0]} pixels. zxing-cpp reads nothing here or in the frame.",
        ),
        Panel(
            prepared,
            f"“{step.name}”" + (" (the same pixels)" if np.array_equal(prepared, pixels) else ""),
            f"{size}. {engine} reads “{_short(rescue.held.text)}”."
            + (f" Read also by: {others}." if others else " No other step reads it."),
        ),
    ]


def _engine_panel(title: str, picture: Picture) -> Panel:
    shown, scale = scaled(picture), WIDTH / picture.shape[1]
    found = readings(picture)
    for reading in found:
        colour = RED if is_mirrored(reading.symbol.corners) else BLUE
        outlined(shown, np.array(reading.symbol.corners) * scale, colour, is_numbered=True)
    first = ", ".join(each.symbol.text for each in found if each.symbol.text)
    second = ", ".join(each.text for each in ZbarEngine(reads_inverted=True).read(picture))
    is_left_out = any(is_mirrored(each.symbol.corners) for each in found)
    corners = "run anticlockwise: the code is left out" if is_left_out else "run clockwise"
    words = f"zxing-cpp: {first or 'nothing'}. libzbar: {second or 'nothing'}. Its corners {corners}."
    return Panel(shown, title, words)


def _opens(old: Picture, change: int, y: int, x: int) -> bool:
    """Returns True when this cell's change alone opens the gate."""
    base = np.full_like(old, 128)
    gate = MotionGate(held_seconds=_LONG_AGO)
    gate.lets_through(base, 0.0)
    base[y, x] = np.clip(128 + change, 0, 255)
    return gate.lets_through(base, _LONG_AGO / 2, is_code_in_view=True)


def _pair() -> tuple[Picture, dict[str, Points]]:
    """Returns the crowd's first frame in which two codes are read, and their corners by their texts."""
    for frame in islice(pictures(_CROWD), 0, _MOST_FRAMES, _EVERY):
        grey = _grey(frame)
        codes: dict[str, Points] = {}
        for region in find_regions(grey):
            for reading in readings(region.of(grey)):
                if reading.symbol.text:
                    corners = np.array(reading.symbol.corners)
                    codes[reading.symbol.text] = corners + np.array((region.left, region.top))
        if len(codes) == _PAIR:
            return frame, codes
    raise AssertionError("the crowd has pairs")


def _crowd_frame(number: int) -> Picture:
    return next(islice(pictures(_CROWD), number, None))


def _grey(frame: Picture) -> Picture:
    grey = grey_of(frame)
    if grey is None:
        raise AssertionError("the crowd's frames are pictures")
    return grey


def _short(text: str, longest: int = 30) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _slug(step: CascadeStep) -> str:
    return step.name.replace(",", "").replace(" ", "-")


if __name__ == "__main__":
    main()
