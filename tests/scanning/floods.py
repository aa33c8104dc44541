"""Ordeals with very many pictures: frames of a camera, and mutated pictures.

They are ordeals like those in tests.scanning.ordeals.
"""

import multiprocessing
import os
import time
from collections import Counter
from multiprocessing.connection import Connection
from typing import Any

import numpy.typing as npt
import psutil

from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.limits import DEFAULT_LIMITS, Limits, limit_memory
from kiosk.scanning.opencv import Picture, cv2, np
from kiosk.scanning.source import StreamUrl
from tests.scanning.mjpeg import mjpeg_camera
from tests.scanning.mutations import mutation
from tests.scanning.ordeals import Survived, listening, process_of, wait_for_a_code, wait_for_pulses
from tests.scanning.pictures import colour, jpegs, qr, scene

_WARM_SHARE, _MOST_GROWTH = 0.1, 0.05
_PATIENCE_SECONDS = 60


def watched(frames: int) -> Survived:
    """Reads very many frames: with codes, without, with unreadable ones. Memory must stay flat."""
    resident: list[int] = []
    began_at = time.monotonic()
    with (
        mjpeg_camera(_sights(), rate=5000) as port,
        # A long limit: a busy machine may let a process wait for seconds.
        listening(
            StreamUrl(f"http://127.0.0.1:{port}/"), Limits(silence_seconds=_PATIENCE_SECONDS)
        ) as listener,
    ):
        wait_for_a_code(listener)
        memory = psutil.Process(process_of(listener)).memory_info
        while not resident or listener.pulses()[-1].frames < frames:
            wait_for_pulses(listener, 1)
            assert listener.scanner.restarts == 0
            if listener.pulses()[-1].frames >= frames * _WARM_SHARE:
                resident.append(memory().rss)
        last = listener.pulses()[-1]
    growth = max(resident) / resident[0] - 1
    assert growth < _MOST_GROWTH, f"memory grew by {growth:.1%}"
    rate = last.frames / (time.monotonic() - began_at)
    note = f"{growth:+.1%} memory, {resident[-1] / 2**20:.0f} MiB, {last.reads:,} read, {rate:.0f} a second"
    return Survived("frames", last.frames, note=note)


def mutated(pictures: int) -> Survived:
    """Reads mutated codes in another process: the cascade must read the code's text, or nothing."""
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_read_mutations, args=(theirs, pictures), daemon=True)
    process.start()
    theirs.close()
    read, others = 0, 0
    unlike: Counter[str] = Counter()
    try:
        for number in range(pictures):
            assert ours.poll(_PATIENCE_SECONDS), f"picture {number} takes too long"
            try:
                kind, texts, allowed = ours.recv()
            except EOFError:
                process.join()
                message = f"picture {number} ended the process: {process.exitcode}"
                raise AssertionError(message) from None
            read += bool(texts)
            others += len(allowed) > 1
            unlike[kind] += not set(texts) <= allowed
    finally:
        process.kill()
        process.join()
        ours.close()
    assert not unlike.total(), f"texts that are not the code's: {dict(unlike)}"
    note = f"{read:,} read right, none wrong; {others} had become other codes"
    return Survived("mutated pictures", pictures, note=note)


def _read_mutations(answers: Connection, pictures: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)  # libpng and libjpeg write a warning for each
    limit_memory(DEFAULT_LIMITS.memory)
    cascade = Cascade()
    for number in range(pictures):
        spoiled = mutation(number)
        texts = [] if spoiled.picture is None else decode(spoiled.picture, cascade)
        answers.send((spoiled.kind, texts, spoiled.texts))


def _sights() -> list[bytes]:
    """Returns small pictures: mostly codes; also empty rooms and unreadable codes, which need every step."""
    rng = np.random.default_rng(1)

    def noisy(picture: npt.NDArray[Any], noise: float) -> Picture:
        return np.clip(picture + rng.normal(0, noise, picture.shape), 0, 255).astype(np.uint8)

    held = [
        scene((qr(f"CODE {number % 5}", pixels_per_module=3), 10 + number % 40, 15), width=160, height=120)
        for number in range(200)
    ]
    codes = [noisy(each, 2) for each in held]
    rooms = [noisy(scene(width=160, height=120), 3) for _ in range(10)]
    beyond = [noisy(cv2.GaussianBlur(each, (0, 0), 2.6) * 0.4, 6) for each in held[::20]]
    assert not any(Cascade().read(each, budget=None) for each in beyond)
    shown = [*codes]
    for place, each in enumerate(pair for pairs in zip(rooms, beyond, strict=True) for pair in pairs):
        shown.insert(place * 11, each)
    return jpegs([colour(each) for each in shown])
