"""The decode cascade: what reads a code that no single engine reads, inside one camera frame.

Cheap looks first: zxing-cpp at the places where a code may be, then at the full frame. What nobody read there
is brought into focus and learnt from the code itself (`learning`), enlarged, sharpened, and read again by
zxing-cpp and, for a second opinion, by libzbar; the costlier of these steps take turns from frame to frame,
as far as the time for one frame goes.

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
"""The time for one frame: a camera gives the next after 33 ms, and a preview has to be drawn, too."""

_WHOLE_PICTURE_STEP, _PLACES_STEP = "zxing, the whole picture", "zxing, places"
_AROUND = 0.3  # of a code's side: how far a hand moves it until the next frame
_REMEMBERED_FRAMES = 15  # half a second for which a place is looked at again, and a doubtful text waits
_SMALLEST_REGION = 30 * 30  # pixels; no code is read that is smaller, but some are seen in noise
_SMALL_PICTURE = 640 * 480  # pixels; one that small is a place itself
_STEADY = 0.7  # of a step's expected cost comes from before: one slow turn of the system's is no reason


EngineName = Literal["zxing", "zbar", "learning"]


@dataclass(frozen=True, slots=True)
class CascadeStep:
    """A costlier step: how it makes a place's pixels easier to read, and which engine reads them.

    Attributes:
        name: For people.
        prepare: Gives the pixels to read.
        engine: What reads them.
        cost: Seconds for a pixel of the place that it is expected to take the first time.
        start: Seconds that it takes however small the place is.
    """

    name: str
    prepare: Callable[[Picture], Picture]
    engine: EngineName = "zxing"
    cost: float = 60e-9
    start: float = 0.3e-3

    def takes(self, place: Region) -> float:
        """The seconds that are expected of it at a place the first time."""
        return self.start + self.cost * place.area


FIRST_STEPS = (
    CascadeStep(
        "learning, refocused",
        partial(refocused, sigma=1.6, noise=0.05, times=1),
        engine="learning",
        cost=50e-9,
        start=4e-3,
    ),
    CascadeStep("zxing, refocused", partial(refocused, sigma=1.6, noise=0.1, times=3)),
    CascadeStep("zxing, steeply refocused", partial(refocused, sigma=1.6, noise=0.01, times=3)),
    CascadeStep("zxing, enlarged", partial(enlarged, times=3)),
)
"""Read the most of what the cheap looks miss: tried in every frame."""

TURN_STEPS = (
    CascadeStep("learning, as it is", partial(enlarged, times=1), engine="learning", cost=50e-9, start=4e-3),
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
"""Take turns: the first of them in one frame is the last in the next."""


class Cascade:
    """Reads frame after frame of one camera, and remembers where the last code was. For one thread."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """Loads the engines.

        Args:
            clock: Seconds, for the time a frame may take.

        Raises:
            EngineMissing: libzbar is not installed.
        """
        self._clock = clock
        self._second_opinion = ZbarEngine(reads_inverted=True)
        self._engines: dict[EngineName, Callable[[Picture], list[Reading]]] = {
            "zxing": lambda grey: readings(grey),  # noqa: PLW0108 -- looked up late, so that tests may stand in
            "zbar": self._second_readings,
            "learning": adapted_readings,
        }
        self._frames = 0
        self._slowness: dict[str, float] = {}  # how many times as long as first expected, by step
        self._tracked: tuple[Region, int] | None = None  # and in which frame
        # The frame and step that read a text without being sure.
        self._doubted: dict[str, tuple[int, str]] = {}

    def read(self, grey: Picture, *, budget: timedelta | None = CAP) -> list[Symbol]:
        """Every code in a grey picture, mirrored ones too, in any order, each with the step that read it.

        Args:
            grey: The next frame.
            budget: No step is begun that is not expected to end within it; None for a single picture
                that may take every step at every place.
        """
        look = _FrameReading(grey, ends_at=None if budget is None else self._clock() + budget.total_seconds())
        self._frames += 1
        look.places = self._places(look)
        for place in look.places:
            self._take(look, readings(place.of(grey)), place, 1.0, _PLACES_STEP)
        self._take(look, readings(grey, is_thorough=True), look.whole, 1.0, _WHOLE_PICTURE_STEP)
        for step, place in self._costlier(look):
            if look.is_worth(step, place):
                self._try(look, step, place)
        self._track(look)
        return look.symbols

    def _places(self, look: "_FrameReading") -> list[Region]:
        found = find_regions(look.grey)
        if self._tracked is not None and self._frames - self._tracked[1] <= _REMEMBERED_FRAMES:
            tracked = self._tracked[0]
            if tracked.shared(look.whole) == tracked.area:  # else the camera's frames became smaller
                found = [tracked, *(place for place in found if not place.is_same(tracked))]
        if look.whole.area <= _SMALL_PICTURE and not any(map(look.whole.is_same, found)):
            found.append(look.whole)
        return found

    def _costlier(self, look: "_FrameReading") -> Iterator[tuple[CascadeStep, Region]]:
        """Steps and places, the likeliest to read something first, the turn moved on with each frame."""
        turn = (self._frames - 1) % len(TURN_STEPS) if look.ends_at is not None else 0
        steps = (*FIRST_STEPS, *TURN_STEPS[turn:], *TURN_STEPS[:turn])
        for place in look.unread_first():
            for step in steps:
                yield step, place

    def _try(self, look: "_FrameReading", step: CascadeStep, place: Region) -> None:
        began_at = self._clock()
        expected = self._slowness.get(step.name, 1.0) * step.takes(place)
        if look.ends_at is not None and began_at + expected > look.ends_at:
            return
        pixels = place.of(look.grey)
        clear = step.prepare(pixels)
        found = self._engines[step.engine](clear)
        self._take(look, found, place, clear.shape[1] / pixels.shape[1], step.name)
        slowness = (self._clock() - began_at) / step.takes(place)
        before = self._slowness.get(step.name, slowness)
        self._slowness[step.name] = _STEADY * before + (1 - _STEADY) * slowness

    def _second_readings(self, grey: Picture) -> list[Reading]:
        return [Reading(symbol, is_sure=True) for symbol in self._second_opinion.read(grey)]

    def _take(
        self, look: "_FrameReading", found: list[Reading], place: Region, scale: float, step: str
    ) -> None:
        for reading in found:
            corners = tuple(
                (place.left + x / scale, place.top + y / scale) for x, y in reading.symbol.corners
            )
            symbol = replace(reading.symbol, corners=corners, step=step)
            if symbol.text and (reading.is_sure or self._is_confirmed(symbol)):
                look.add(symbol)
            elif corners:
                look.seen.append(corners)

    def _is_confirmed(self, symbol: Symbol) -> bool:
        """True when another look, at another frame or by another step, read the same."""
        before = self._doubted.get(symbol.text)
        if before is not None and before != (self._frames, symbol.step):
            return self._frames - before[0] <= _REMEMBERED_FRAMES
        self._doubted = {
            text: seen for text, seen in self._doubted.items() if self._frames - seen[0] <= _REMEMBERED_FRAMES
        }
        self._doubted[symbol.text] = (self._frames, symbol.step)
        return False

    def _track(self, look: "_FrameReading") -> None:
        width, height = look.whole.right, look.whole.bottom
        for corners in [*(symbol.corners for symbol in look.symbols if symbol.corners), *look.seen]:
            place = region_around(corners, _AROUND, width, height)
            if place is not None and _SMALLEST_REGION <= place.area < LARGEST_REGION * look.whole.area:
                self._tracked = place, self._frames
                return


class _FrameReading:
    """One frame, and what is known of it so far."""

    def __init__(self, grey: Picture, ends_at: float | None) -> None:
        self.grey = grey
        self.whole = Region(0, 0, grey.shape[1], grey.shape[0])
        self.ends_at = ends_at
        self.places: list[Region] = []
        self.symbols: list[Symbol] = []
        self.seen: list[tuple[tuple[float, float], ...]] = []  # corners of codes that could not be read

    def add(self, symbol: Symbol) -> None:
        """Takes a code, unless it is there already."""
        if not any(symbol.text == other.text and _is_near(symbol, other) for other in self.symbols):
            self.symbols.append(symbol)

    def is_worth(self, step: CascadeStep, place: Region) -> bool:
        """False where a code was read; and, once one was, for turns at places where none was seen."""
        if any(place.holds(*_middle(symbol.corners)) for symbol in self.symbols if symbol.corners):
            return False
        if not self.symbols or step in FIRST_STEPS:
            return True
        return any(place.holds(*_middle(corners)) for corners in self.seen)

    def unread_first(self) -> list[Region]:
        """The places, those first where a code was seen and not read."""

        def is_unseen(place: Region) -> bool:
            return not any(place.holds(*_middle(corners)) for corners in self.seen)

        return sorted(self.places, key=is_unseen)


def _middle(corners: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def _is_near(symbol: Symbol, other: Symbol) -> bool:
    """True when two readings lie at the same place: they are of one code."""
    if not symbol.corners or not other.corners:
        return True
    (x, y), (other_x, other_y) = _middle(symbol.corners), _middle(other.corners)
    size = max(abs(corner[0] - x) + abs(corner[1] - y) for corner in other.corners)
    return abs(x - other_x) + abs(y - other_y) < size
