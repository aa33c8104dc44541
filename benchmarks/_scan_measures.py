"""Counts and times the engines for `script/bench scan`: all read the same pictures, one after the other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._scan_engines import CASCADE, ZBAR, ZXING, Read, engines, processor_seconds
from benchmarks._scan_pictures import EMPTY_FRAMES, FRAMES_PER_SECOND, Still, clip, stills
from kiosk.scanning.opencv import Picture, cv2, np

READ_WITHIN_SECONDS = 1.2
FRAMES_TO_READ = round(READ_WITHIN_SECONDS * FRAMES_PER_SECOND)
_FRAME = (1280, 720)
_ALSO_THERE = {"qrcode-2_16.webp": ("[外側QRコード]\n \n*ﾀﾞﾌﾞﾙQR*\nhttp://d-qr.net/ex/",)}
"""Further texts by photo: a code within a code; the text file names the inner one's."""


@dataclass(frozen=True, slots=True)
class FalseRead:
    """A text that is not in the picture, and where it was read."""

    where: str
    text: str


@dataclass(slots=True)
class Tally:
    """The results of one engine on one kind of pictures.

    Attributes:
        reads: The number of right texts, by tier.
        false_reads: The texts that were not in the picture.
        ms: The thread's milliseconds for each picture or frame.
        seconds: The time to the first right text, by clip.
    """

    reads: Counter[str] = field(default_factory=Counter)
    false_reads: list[FalseRead] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    seconds: dict[int, float] = field(default_factory=dict)

    def take(self, read: Read, still: Still) -> bool:
        """Reads a picture; returns True when its text was read."""
        began_at = processor_seconds()
        texts = [_normalized(each) for each in read(still.picture)]
        self.ms.append((processor_seconds() - began_at) * 1000)
        true_texts = {still.text, *still.also}
        self.false_reads += [FalseRead(still.name, each) for each in texts if each not in true_texts]
        is_read = bool(still.text) and still.text in texts
        self.reads[still.tier] += is_read
        return is_read


Tallies = dict[str, Tally]


@dataclass(frozen=True, slots=True)
class Lost:
    """A picture or clip that zxing-cpp or pyzbar reads and the cascade does not read as soon.

    Attributes:
        tier: The tier of a generated picture.
        name: Its kind and number, or a photo's file.
        readers: The engines that read it.
        after: The frame, counted from 1, in which the cascade read it; None when it did not within a clip's
            length.
    """

    tier: str
    name: str
    readers: tuple[str, ...]
    after: int | None


@dataclass(slots=True)
class Comparison:
    """The results of all engines on pictures of one kind.

    Attributes:
        tallies: The results, by engine.
        shown: The number of pictures, by tier.
        lost: The pictures that an engine reads and the cascade does not at first, in order.
        later: How many more the cascade reads within a clip's length.
    """

    tallies: Tallies = field(default_factory=lambda: defaultdict(Tally))
    shown: Counter[str] = field(default_factory=Counter)
    lost: list[Lost] = field(default_factory=list)
    later: int = 0

    @property
    def lost_for_good(self) -> int:
        """Returns how many pictures the cascade never reads."""
        return sum(each.after is None for each in self.lost)

    def take(self, still: Still, number: int) -> None:
        """Lets every engine read one picture; the cascade gets a clip's length if it misses it at first."""
        self.shown[still.tier] += 1
        readers = {engine: make() for engine, make in engines().items()}
        right = {
            engine: self.tallies[engine].take(readers[engine], still) for engine in _rotated(readers, number)
        }
        if right[CASCADE] or not still.text:
            return
        after = _frames_until(readers[CASCADE], still.picture, still.text)
        self.later += after is not None
        others = tuple(engine for engine in (ZXING, ZBAR) if right[engine])
        if others:
            self.lost.append(Lost(still.tier, still.name, others, after))


def read_stills(count: int, seed: int, backgrounds: Sequence[Picture]) -> Comparison:
    """Lets every engine read every still."""
    result = Comparison()
    for number, still in enumerate(stills(count, seed, backgrounds)):
        result.take(still, number)
    return result


def read_clips(count: int, seed: int, backgrounds: Sequence[Picture]) -> Comparison:
    """Lets every engine read every clip, frame by frame, until it has read the text."""
    result, makers = Comparison(), engines()
    for number in range(count):
        tier, text, frames = clip(number, seed, backgrounds)
        result.shown[tier] += 1
        readers = {name: make() for name, make in makers.items()}
        for frame, picture in enumerate(frames):
            shown_for = frame - EMPTY_FRAMES
            if not readers or shown_for >= FRAMES_TO_READ:
                break
            still = Still(tier, f"clip {number}", picture, text if shown_for >= 0 else "")
            for name in _rotated(dict(readers), frame):
                tally = result.tallies[name]
                if tally.take(readers[name], still):
                    tally.seconds[number] = (shown_for + 1) / FRAMES_PER_SECOND
                    del readers[name]
        others = tuple(name for name in (ZXING, ZBAR) if name not in readers)
        if CASCADE in readers and others:
            result.lost.append(Lost(tier, f"clip {number}", others, None))
    return result


def read_photos(photos: Iterable[tuple[str, Picture]], folder: Path) -> Comparison:
    """Lets every engine read the photos that have a text file beside them."""
    result = Comparison()
    for name, photo in photos:
        truth_file = (folder / name).with_suffix(".txt")
        if truth_file.exists():
            text = _normalized(truth_file.read_text(encoding="utf-8", errors="replace"))
            still = Still("photo", name, _at_720p(photo), text, _ALSO_THERE.get(name, ()))
            result.take(still, result.shown.total())
    return result


def read_nothing(photos: Iterable[tuple[str, Picture]]) -> Comparison:
    """Lets every engine read photos without a code, one after the other like a camera's frames."""
    result = Comparison()
    readers = {name: make() for name, make in engines().items()}
    for number, (name, photo) in enumerate(photos):
        still = Still("negative", name, photo, "")
        result.shown[still.tier] += 1
        for engine in _rotated(readers, number):
            result.tallies[engine].take(readers[engine], still)
    return result


def _frames_until(read: Read, picture: Picture, text: str) -> int | None:
    """Returns the frame, counted from 1, in which a cascade reads a picture that it missed in the first."""
    for frame in range(2, FRAMES_TO_READ + 1):
        if text in map(_normalized, read(picture)):
            return frame
    return None


def _rotated(named: dict[str, object] | dict[str, Read] | Iterable[str], number: int) -> Iterator[str]:
    """Yields all names, another one first each time: the first reader of a picture is slowed by the cache."""
    names = list(named)
    first = number % len(names) if names else 0
    yield from names[first:] + names[:first]


def _at_720p(photo: Picture) -> Picture:
    """Returns a photo, shrunk where it is larger than a frame of 720p."""
    scale = min(_FRAME[0] / photo.shape[1], _FRAME[1] / photo.shape[0])
    if scale >= 1:
        return photo
    return np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _normalized(text: str) -> str:
    """Returns a text in the text files' form: Unix line ends, without invisible characters at the ends."""
    return text.replace("\r\n", "\n").strip("\n\x00\ufeff")
