"""The benchmark's pictures without a code: they are always the same, and similar to codes."""

import numpy as np
import pytest

from benchmarks._scan_apart import read_apart
from benchmarks._scan_negatives import DECOYS, decoy, takes_of
from benchmarks._scan_pictures import TUNING_SEED
from benchmarks._scan_scene import code_of
from kiosk.scanning.decoding.adaptive_sampling import find_grid
from kiosk.scanning.decoding.zxing import readings
from kiosk.scanning.opencv import Picture


def printed(modules: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> Picture:
    large = np.kron(np.pad(modules, 4), np.ones((5, 5)))
    return np.where(large > 0, 0, 255).astype(np.uint8)


def test_the_pictures_are_the_same_for_any_number_of_processes() -> None:
    alone = read_apart(30, TUNING_SEED, stretch=1)
    shared = read_apart(30, TUNING_SEED, processes=2, stretch=1)
    assert (alone.pictures, alone.sum) == (shared.pictures, shared.sum) == (30, alone.sum)
    assert alone.sum != read_apart(30, TUNING_SEED + 1, stretch=1).sum


def test_a_scene_does_not_depend_on_the_scenes_drawn_before_it() -> None:
    first = [picture.copy() for picture in takes_of(7, TUNING_SEED)]
    list(takes_of(8, TUNING_SEED))
    assert all(map(np.array_equal, takes_of(7, TUNING_SEED), first))


@pytest.mark.parametrize("kind", ["framed", "micro"])
def test_the_decoys_most_like_a_code_are_refused_by_error_correction_only(kind: str) -> None:
    spoiled = [decoy(np.random.default_rng((TUNING_SEED, number)), kind) for number in range(20)]
    assert not any(each.symbol.text for modules in spoiled for each in readings(printed(modules)))
    if kind == "framed":
        assert all(readings(printed(modules)) for modules in spoiled)  # seen, but not read
        assert sum(find_grid(printed(modules)) is not None for modules in spoiled) > 10


def test_the_same_code_with_its_own_modules_is_read() -> None:
    modules, text = code_of(np.random.default_rng(TUNING_SEED), 3, "L")
    assert [each.symbol.text for each in readings(printed(modules))] == [text]


@pytest.mark.parametrize("kind", sorted(set(DECOYS) - {"framed", "micro"}))
def test_no_text_is_read_in_other_decoys(kind: str) -> None:
    drawn = [printed(decoy(np.random.default_rng((TUNING_SEED, number)), kind)) for number in range(20)]
    assert not any(each.symbol.text for picture in drawn for each in readings(picture))
