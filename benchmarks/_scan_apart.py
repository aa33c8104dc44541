"""Generated pictures without a code, read by the cascade in as many processes as asked.

What is read falsely does not depend on how many share the machine: the cascade's time for a picture is that
of its own thread. A process takes a stretch of scenes with a cascade of its own, which sees them one after
the other as of one camera; the stretches are the same however many processes there are.
"""

import sys
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks._scan_engines import cascade, processor_seconds
from benchmarks._scan_measures import FalseRead
from benchmarks._scan_negatives import TAKES, scenes_of, takes_of
from benchmarks._scan_pictures import backgrounds, photos_in
from kiosk.scanning.opencv import Picture

STRETCH = 20
"""Scenes that one cascade sees."""

_REPORT_EVERY = 0.05  # of all pictures


@dataclass(slots=True)
class EmptyRead:
    """What the cascade made of pictures without a code.

    Attributes:
        pictures: How many.
        false_reads: In order.
        ms: Of the thread that read it, for each picture.
        sum: Of all pictures' bytes: the same for the same pictures.
    """

    pictures: int = 0
    false_reads: list[FalseRead] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    sum: int = 0


def read_apart(
    count: int, seed: int, folder: Path | None = None, *, processes: int = 1, stretch: int = STRETCH
) -> EmptyRead:
    """Reads so many pictures, and tells on stderr how far it is.

    Args:
        count: Of pictures.
        seed: Of the scenes.
        folder: Photos without a code that stand behind half of them.
        processes: That read at the same time; 1 reads in this one.
        stretch: Scenes that one cascade sees.
    """
    scenes = scenes_of(count)
    starts = range(0, scenes, stretch)
    read = partial(_read_stretch, count=count, seed=seed, folder=folder, stretch=stretch)
    result, reported = EmptyRead(), 0.0
    with _in_order(read, starts, processes) as parts:
        for part in parts:
            result.pictures += part.pictures
            result.false_reads += part.false_reads
            result.ms += part.ms
            result.sum = zlib.crc32(part.sum.to_bytes(4, "big"), result.sum)
            if result.pictures / count >= reported:
                reported += _REPORT_EVERY
                _report_progress(result, count)
    return result


@contextmanager
def _in_order(read: partial[EmptyRead], starts: range, processes: int) -> Iterator[Iterator[EmptyRead]]:
    if processes == 1:
        yield map(read, starts)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield pool.map(read, starts)


def _read_stretch(first: int, *, count: int, seed: int, folder: Path | None, stretch: int) -> EmptyRead:
    photos = _photos(folder)
    result, read = EmptyRead(), cascade()
    for scene in range(first, min(first + stretch, scenes_of(count))):
        for take, picture in enumerate(takes_of(scene, seed, photos)):
            if scene * TAKES + take >= count:
                break
            began_at = processor_seconds()
            texts = read(picture)
            result.ms.append((processor_seconds() - began_at) * 1000)
            result.pictures += 1
            result.false_reads += [FalseRead(f"scene {scene}, take {take}", text) for text in texts]
            result.sum = zlib.crc32(picture.data, result.sum)
    return result


@cache
def _photos(folder: Path | None) -> Sequence[Picture]:
    """Read once by each process."""
    return backgrounds(photos_in(folder))


def _report_progress(so_far: EmptyRead, count: int) -> None:
    falsely = len(so_far.false_reads)
    print(f"{so_far.pictures:,} of {count:,} read, {falsely} of them falsely", file=sys.stderr, flush=True)
