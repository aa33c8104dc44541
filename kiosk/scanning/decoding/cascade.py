"""The decode cascade: it combines engines and enhancements to read codes that no engine reads alone.

The cheap steps come first: zxing-cpp reads each region in which a code may be, then the whole frame. Where
nothing was read, the costlier steps follow, as far as the time for one frame allows: a region is refocused,
enlarged or sharpened and read again, by adaptive sampling, by zxing-cpp, or by libzbar as a second opinion.
Most of these steps take turns from frame to frame.

The numbers were chosen on the pictures of `script/bench scan --seed 1`.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Literal

from kiosk.scanning.decoding.adaptive_sampling import adapted_readings
from kiosk.scanning.decoding.decode import Symbol
from kiosk.scanning.decoding.enhancement import enlarged, equalized, refocused, sharpened
from kiosk.scanning.decoding.regions import LARGEST_REGION, Region, find_regions, region_around
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.decoding.zxing import Reading, readings
from kiosk.scanning.opencv import Picture

CAP = timedelta(milliseconds=25)
"""The time for one frame: a camera gives the next one after 33 ms, and the preview needs time as well."""

_WHOLE_PICTURE_STEP, _REGIONS_STEP = "zxing, the whole picture", "zxing, regions"
_TRACKING_MARGIN = 0.3  # of a code's side: the most that a hand moves it until the next frame
_REMEMBERED_FRAMES = 15  # half a second: how long a region is tracked, and an uncertain text waits
_SMALLEST_REGION = 30 * 30  # pixels; smaller codes cannot be read, but noise may look like one
_SMALL_FRAME = 640 * 480  # pixels; a frame up to this size is a region itself
_SMOOTHING = 0.7  # the old value's weight in a step's expected cost: one slow run changes it little


EngineName = Literal["zxing", "zbar", "adaptive sampling"]


@dataclass(frozen=True, slots=True)
class CascadeStep:
    """A costlier step: an enhancement of a region's pixels, and the engine that reads the result.

    Attributes:
        name: The name that people see.
        prepare: Returns the enhanced pixels.
        engine: The engine that reads them.
        cost: The seconds expected for each pixel of the region, until the step was measured.
        start: The seconds expected in addition, for a region of any size.
    """

    name: str
    prepare: Callable[[Picture], Picture]
    engine: EngineName = "zxing"
    cost: float = 60e-9
    start: float = 0.3e-3

    def takes(self, region: Region) -> float:
        """Returns the seconds expected for a region, before the step was measured on this machine."""
        return self.start + self.cost * region.area


FIRST_STEPS = (
    CascadeStep(
        "adaptive sampling, refocused",
        partial(refocused, sigma=1.6, noise=0.05, times=1),
        engine="adaptive sampling",
        cost=50e-9,
        start=4e-3,
    ),
    CascadeStep("zxing, refocused", partial(refocused, sigma=1.6, noise=0.1, times=3)),
    CascadeStep("zxing, steeply refocused", partial(refocused, sigma=1.6, noise=0.01, times=3)),
    CascadeStep("zxing, enlarged", partial(enlarged, times=3)),
)
"""The steps that read most of what the cheap steps miss; tried in every frame."""

TURN_STEPS = (
    CascadeStep(
        "adaptive sampling, as it is",
        partial(enlarged, times=1),
        engine="adaptive sampling",
        cost=50e-9,
        start=4e-3,
    ),
    CascadeStep(
        "zbar, refocused", partial(refocused, sigma=2.0, noise=0.05, times=2), engine="zbar", cost=150e-9
    ),
    CascadeStep("zxing, sharpened", sharpened),
    CascadeStep("zxing, stilled", partial(refocused, sigma=0.8, noise=0.05, times=2, motion=4, angle=0.4)),
    CascadeStep("zxing, evened", equalized),
    CascadeStep("zbar, as it is", partial(enlarged, times=1), engine="zbar"),
    CascadeStep(
        "zbar, steeply refocused",
        partial(refocused, sigma=2.0, noise=0.02, times=2),
        engine="zbar",
        cost=150e-9,
    ),
)
"""The steps that take turns: the first of them in one frame is the last in the next."""


class Cascade:
    """Reads the frames of one camera in order, and tracks the last code's region. For one thread."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """Loads the engines.

        Args:
            clock: Returns the time in seconds; it measures the time for a frame.

        Raises:
            EngineMissing: libzbar is not installed.
        """
        self._clock = clock
        self._second_opinion = ZbarEngine(reads_inverted=True)
        self._engines: dict[EngineName, Callable[[Picture], list[Reading]]] = {
            "zxing": lambda grey: readings(grey),  # noqa: PLW0108 -- looked up at each call, so that tests can replace it
            "zbar": self._second_readings,
            "adaptive sampling": adapted_readings,
        }
        self._frames = 0
        self._slowness: dict[str, float] = {}  # the time needed, divided by the time expected, by step
        self._tracked: tuple[Region, int] | None = None  # the last code's region, and its frame
        # The frame and the step that read a text and were not sure of it.
        self._unconfirmed: dict[str, tuple[int, str]] = {}

    def read(self, grey: Picture, *, budget: timedelta | None = CAP) -> list[Symbol]:
        """Returns every code in a grey picture, mirrored ones too, in any order, with the step that read it.

        Args:
            grey: The next frame, height x width uint8.
            budget: The time for the frame: a costlier step starts only if it is expected to end in time. None
                lets every step read every region, for a single picture.
        """
        frame = _FrameReading(
            grey, ends_at=None if budget is None else self._clock() + budget.total_seconds()
        )
        self._frames += 1
        frame.regions = self._regions(frame)
        for region in frame.regions:
            self._take_readings(frame, readings(region.of(grey)), region, 1.0, _REGIONS_STEP)
        self._take_readings(frame, readings(grey, is_thorough=True), frame.whole, 1.0, _WHOLE_PICTURE_STEP)
        for step, region in self._costlier_steps(frame):
            if frame.is_worth(step, region):
                self._try_step(frame, step, region)
        self._track(frame)
        return frame.symbols

    def _regions(self, frame: "_FrameReading") -> list[Region]:
        found = find_regions(frame.grey)
        if self._tracked is not None and self._frames - self._tracked[1] <= _REMEMBERED_FRAMES:
            tracked = self._tracked[0]
            if tracked.shared(frame.whole) == tracked.area:  # otherwise the camera's frames became smaller
                found = [tracked, *(region for region in found if not region.is_same(tracked))]
        if frame.whole.area <= _SMALL_FRAME and not any(map(frame.whole.is_same, found)):
            found.append(frame.whole)
        return found

    def _costlier_steps(self, frame: "_FrameReading") -> Iterator[tuple[CascadeStep, Region]]:
        """Yields costlier steps and regions, the most promising first; turns change with each frame."""
        turn = (self._frames - 1) % len(TURN_STEPS) if frame.ends_at is not None else 0
        steps = (*FIRST_STEPS, *TURN_STEPS[turn:], *TURN_STEPS[:turn])
        for region in frame.regions_by_promise():
            for step in steps:
                yield step, region

    def _try_step(self, frame: "_FrameReading", step: CascadeStep, region: Region) -> None:
        began_at = self._clock()
        expected = self._slowness.get(step.name, 1.0) * step.takes(region)
        if frame.ends_at is not None and began_at + expected > frame.ends_at:
            return
        pixels = region.of(frame.grey)
        prepared = step.prepare(pixels)
        found = self._engines[step.engine](prepared)
        self._take_readings(frame, found, region, prepared.shape[1] / pixels.shape[1], step.name)
        slowness = (self._clock() - began_at) / step.takes(region)
        before = self._slowness.get(step.name, slowness)
        self._slowness[step.name] = _SMOOTHING * before + (1 - _SMOOTHING) * slowness

    def _second_readings(self, grey: Picture) -> list[Reading]:
        return [Reading(symbol, is_sure=True) for symbol in self._second_opinion.read(grey)]

    def _take_readings(
        self, frame: "_FrameReading", found: list[Reading], region: Region, scale: float, step: str
    ) -> None:
        for reading in found:
            corners = tuple(
                (region.left + x / scale, region.top + y / scale) for x, y in reading.symbol.corners
            )
            symbol = replace(reading.symbol, corners=corners, step=step)
            if symbol.text and (reading.is_sure or self._is_confirmed(symbol)):
                frame.add(symbol)
            elif corners:
                frame.seen.append(corners)

    def _is_confirmed(self, symbol: Symbol) -> bool:
        """Returns True when another step, or a step in another frame, read the same text."""
        before = self._unconfirmed.get(symbol.text)
        if before is not None and before != (self._frames, symbol.step):
            return self._frames - before[0] <= _REMEMBERED_FRAMES
        self._unconfirmed = {
            text: seen
            for text, seen in self._unconfirmed.items()
            if self._frames - seen[0] <= _REMEMBERED_FRAMES
        }
        self._unconfirmed[symbol.text] = (self._frames, symbol.step)
        return False

    def _track(self, frame: "_FrameReading") -> None:
        width, height = frame.whole.right, frame.whole.bottom
        for corners in [*(symbol.corners for symbol in frame.symbols if symbol.corners), *frame.seen]:
            region = region_around(corners, _TRACKING_MARGIN, width, height)
            if region is not None and _SMALLEST_REGION <= region.area < LARGEST_REGION * frame.whole.area:
                self._tracked = region, self._frames
                return


class _FrameReading:
    """One frame, with its regions and the codes read and seen in it so far."""

    def __init__(self, grey: Picture, ends_at: float | None) -> None:
        self.grey = grey
        self.whole = Region(0, 0, grey.shape[1], grey.shape[0])
        self.ends_at = ends_at
        self.regions: list[Region] = []
        self.symbols: list[Symbol] = []
        self.seen: list[tuple[tuple[float, float], ...]] = []  # corners of codes that could not be read

    def add(self, symbol: Symbol) -> None:
        """Adds a code, unless it was added before."""
        if not any(symbol.text == other.text and _is_near(symbol, other) for other in self.symbols):
            self.symbols.append(symbol)

    def is_worth(self, step: CascadeStep, region: Region) -> bool:
        """Returns True when a step should read a region.

        A region in which a code was read needs no more steps. In a frame with such a region, the turn steps
        read only other regions in which a code was seen.
        """
        if any(region.contains(*_middle(symbol.corners)) for symbol in self.symbols if symbol.corners):
            return False
        if not self.symbols or step in FIRST_STEPS:
            return True
        return any(region.contains(*_middle(corners)) for corners in self.seen)

    def regions_by_promise(self) -> list[Region]:
        """Returns the regions, those first in which a code was seen and not read."""

        def is_unseen(region: Region) -> bool:
            return not any(region.contains(*_middle(corners)) for corners in self.seen)

        return sorted(self.regions, key=is_unseen)


def _middle(corners: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def _is_near(symbol: Symbol, other: Symbol) -> bool:
    """Returns True when two readings of one text overlap: they are of the same code."""
    if not symbol.corners or not other.corners:
        return True
    (x, y), (other_x, other_y) = _middle(symbol.corners), _middle(other.corners)
    size = max(abs(corner[0] - x) + abs(corner[1] - y) for corner in other.corners)
    return abs(x - other_x) + abs(y - other_y) < size
