"""Reads generated pictures without a code with the cascade, in several processes.

The false reads do not depend on the number of processes, since a cascade's time is that of its own thread.
A process reads a stretch of scenes with its own cascade, one after the other like one camera's frames; the
stretches are the same for any number of processes.
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
"""The number of scenes that one cascade reads."""

_REPORT_EVERY = 0.05  # of all pictures


@dataclass(slots=True)
class EmptyRead:
    """The results of the cascade on pictures without a code.

    Attributes:
        pictures: The number of pictures.
        false_reads: The false reads, in order.
        ms: The reading thread's milliseconds for each picture.
        sum: The CRC-32 of all pictures' bytes, which proves that the pictures were the same.
    """

    pictures: int = 0
    false_reads: list[FalseRead] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    sum: int = 0


def read_apart(
    count: int, seed: int, folder: Path | None = None, *, processes: int = 1, stretch: int = STRETCH
) -> EmptyRead:
    """Reads `count` pictures, and reports its progress on stderr.

    Args:
        count: The number of pictures.
        seed: The seed of the scenes.
        folder: Photos without a code, the backgrounds of half of the scenes.
        processes: The number of processes that read; 1 reads in this one.
        stretch: The number of scenes that one cascade reads.
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
    """Returns the backgrounds in a folder; each process reads them once."""
    return backgrounds(photos_in(folder))


def _report_progress(so_far: EmptyRead, count: int) -> None:
    falsely = len(so_far.false_reads)
    print(f"{so_far.pictures:,} of {count:,} read, {falsely} of them falsely", file=sys.stderr, flush=True)
