"""What `script/bench scan` counts and times: every engine on the same pictures, one after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._scan_engines import CASCADE, ZBAR, ZXING, Read, engines, processor_seconds
from benchmarks._scan_pictures import EMPTY_FRAMES, FRAMES_PER_SECOND, clip, stills
from kiosk.scanning.vision import Picture, cv2, np

READ_WITHIN_SECONDS = 1.2
FRAMES_TO_READ = round(READ_WITHIN_SECONDS * FRAMES_PER_SECOND)
_FRAME = (1280, 720)


@dataclass(slots=True)
class Tally:
    """What one engine did with one kind of pictures.

    Attributes:
        reads: Right texts, by tier.
        false_reads: Texts that were not there.
        ms: Of this thread, for each picture or frame.
        seconds: To the first right read, by clip.
    """

    reads: Counter[str] = field(default_factory=Counter)
    false_reads: list[str] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    seconds: dict[int, float] = field(default_factory=dict)

    def take(self, read: Read, picture: Picture, text: str, tier: str) -> bool:
        """Reads a picture; true when the text that is there was read."""
        began_at = processor_seconds()
        texts = [_plain(each) for each in read(picture)]
        self.ms.append((processor_seconds() - began_at) * 1000)
        self.false_reads.extend(each for each in texts if each != text)
        is_read = bool(text) and text in texts
        self.reads[tier] += is_read
        return is_read


Tallies = dict[str, Tally]


@dataclass(slots=True)
class Stills:
    """Every engine on stills.

    Attributes:
        tallies: By engine.
        shown: How many of each tier.
        lost: Stills that zxing-cpp or pyzbar reads and the cascade does not, seen once.
        lost_for_good: Those of them that it does not read either when it sees them for as long as a clip.
    """

    tallies: Tallies = field(default_factory=lambda: defaultdict(Tally))
    shown: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    lost_for_good: int = 0


@dataclass(slots=True)
class Clips:
    """Every engine on clips: how many it reads within 1.2 seconds of their first frame with a code."""

    tallies: Tallies = field(default_factory=lambda: defaultdict(Tally))
    shown: Counter[str] = field(default_factory=Counter)


def read_stills(count: int, seed: int, backgrounds: Sequence[Picture]) -> Stills:
    """Every engine on every still."""
    result, makers = Stills(), engines()
    for number, still in enumerate(stills(count, seed, backgrounds)):
        result.shown[still.tier] += 1
        right = {}
        readers = {name: make() for name, make in makers.items()}
        for name in _in_turn(makers, number):
            right[name] = result.tallies[name].take(readers[name], still.picture, still.text, still.tier)
        if (right[ZXING] or right[ZBAR]) and not right[CASCADE]:
            result.lost += 1
            again = (readers[CASCADE](still.picture) for _ in range(FRAMES_TO_READ - 1))
            result.lost_for_good += not any(still.text in texts for texts in again)
    return result


def read_clips(count: int, seed: int, backgrounds: Sequence[Picture]) -> Clips:
    """Every engine on every clip, frame by frame, until it has read it."""
    result, makers = Clips(), engines()
    for number in range(count):
        tier, text, frames = clip(number, seed, backgrounds)
        result.shown[tier] += 1
        readers = {name: make() for name, make in makers.items()}
        for frame, picture in enumerate(frames):
            shown_for = frame - EMPTY_FRAMES
            if not readers or shown_for >= FRAMES_TO_READ:
                break
            for name in _in_turn(dict(readers), frame):
                tally = result.tallies[name]
                if tally.take(readers[name], picture, text if shown_for >= 0 else "", tier):
                    tally.seconds[number] = (shown_for + 1) / FRAMES_PER_SECOND
                    del readers[name]
    return result


def read_photos(photos: Iterable[tuple[str, Picture]], folder: Path) -> tuple[int, Tallies]:
    """Every engine on photos whose text lies beside them in a file: how many there were, what was read."""
    tallies: Tallies = defaultdict(Tally)
    makers, count = engines(), 0
    for name, photo in photos:
        said = (folder / name).with_suffix(".txt")
        if not said.exists():
            continue
        text, picture = _plain(said.read_text(encoding="utf-8", errors="replace")), _in_frame(photo)
        for engine in _in_turn(makers, count):
            tallies[engine].take(makers[engine](), picture, text, "photo")
        count += 1
    return count, tallies


def read_nothing(pictures: Iterable[Picture], names: Sequence[str]) -> Tallies:
    """These engines on pictures without a code, one after the other as a camera gives them."""
    tallies: Tallies = defaultdict(Tally)
    makers = engines()
    readers = {name: makers[name]() for name in names}
    for number, picture in enumerate(pictures):
        for name in _in_turn(readers, number):
            tallies[name].take(readers[name], picture, "", "negative")
    return tallies


def _in_turn(named: dict[str, object] | dict[str, Read] | Iterable[str], number: int) -> Iterator[str]:
    """All names, another one first each time: what a picture costs to be fetched is shared evenly."""
    names = list(named)
    first = number % len(names) if names else 0
    yield from names[first:] + names[:first]


def _in_frame(photo: Picture) -> Picture:
    """A photo in the middle of a frame of 720p, shrunk where it is larger."""
    width, height = _FRAME
    scale = min(1.0, width / photo.shape[1], height / photo.shape[0])
    if scale < 1:
        photo = np.asarray(
            cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
    frame = np.full((height, width), round(float(np.median(photo[[0, -1]]))), np.uint8)
    top, left = (height - photo.shape[0]) // 2, (width - photo.shape[1]) // 2
    frame[top : top + photo.shape[0], left : left + photo.shape[1]] = photo
    return frame


def _plain(text: str) -> str:
    """A text as the photos' truths are written: Unix lines, nothing invisible at the ends."""
    return text.replace("\r\n", "\n").strip("\n\x00\ufeff")
