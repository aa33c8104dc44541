"""Adaptive sampling reads blurred codes that no engine finds."""

import math
from random import Random

import pytest

from kiosk.scanning.decoding.adaptive_sampling import adapted_readings, find_grid
from kiosk.scanning.decoding.decode import decode, is_mirrored
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.decoding.zxing import ZxingEngine
from kiosk.scanning.opencv import Picture, cv2, np
from tests.scanning.pictures import qr

TEXT = "https://in.example.org/p/KP7QX4M2N8P0R3T5V9W-and-more-of-it"


def blurred(code: Picture, *, module_px: float, motion: float, angle: float, seed: int = 0) -> Picture:
    """Draws a small picture of a code at a slant, blurred by motion."""
    rng = np.random.default_rng(seed)
    side = len(code) * module_px / 8
    whole, lean = round(side * 1.3), side * 0.1
    low, high = side * 0.15, side * 1.15
    to = np.array(
        [[low, low], [high, low + lean], [high - lean, high], [low + lean, high - lean]], np.float32
    )
    of = np.array([[0, 0], [len(code), 0], [len(code), len(code)], [0, len(code)]], np.float32)
    soft = cv2.GaussianBlur(code, (0, 0), 3)
    room = np.full((whole, whole), 240, np.uint8)
    to_picture = cv2.getPerspectiveTransform(of, to)
    cv2.warpPerspective(soft, to_picture, (whole, whole), dst=room, borderMode=cv2.BORDER_TRANSPARENT)
    path = np.zeros((15, 15), np.float32)
    x, y = math.cos(angle) * motion / 2, math.sin(angle) * motion / 2
    cv2.line(path, (round(7 - x), round(7 - y)), (round(7 + x), round(7 + y)), 1, 1)
    taken = cv2.filter2D(room.astype(np.float32), -1, path / path.sum()) * 0.7 + 20
    return np.asarray(np.clip(taken + rng.normal(0, 2, taken.shape), 0, 255), np.uint8)


def blurred_in_many_directions(code: Picture) -> list[Picture]:
    """Draws the same code, blurred by motion in many directions."""
    return [
        blurred(code, module_px=3.4, motion=5, angle=angle, seed=seed)
        for seed, angle in enumerate(np.arange(0, math.pi, math.pi / 16).tolist())
    ]


def texts_of(grey: Picture) -> list[str]:
    return [each.symbol.text for each in adapted_readings(grey) if each.symbol.text]


def test_blurred_codes_are_read_that_the_engines_alone_do_not_read() -> None:
    pictures = blurred_in_many_directions(qr(TEXT, pixels_per_module=8))
    alone = [decode(picture, ZbarEngine()) or decode(picture, ZxingEngine()) for picture in pictures]
    adapted = [texts_of(picture) for picture in pictures]
    additional = [new for new, old in zip(adapted, alone, strict=True) if new and not old]
    assert all(texts in ([TEXT], []) for texts in adapted)
    assert len(additional) >= 4


def test_a_blurred_codes_grid_has_the_right_place_and_size() -> None:
    code = qr(TEXT, pixels_per_module=8)
    picture = blurred(code, module_px=4, motion=3, angle=0.5)
    grid = find_grid(picture)
    assert grid is not None
    assert grid.size == len(code) // 8 - 8
    assert not grid.is_inverted
    corner = grid.to_picture @ (0, 0, 1)
    assert abs(corner[0] / corner[2] - (len(code) * 0.5 * 0.15 + 16)) < 8
    inverted = find_grid(255 - picture)
    assert inverted is not None
    assert inverted.is_inverted


def test_a_blurred_codes_size_is_found_without_its_timing_patterns() -> None:
    code = qr(TEXT, pixels_per_module=8)
    timing, start, end = slice(10 * 8, 11 * 8), 12 * 8, len(code) - 12 * 8
    code[timing, start:end] = code[start:end, timing] = 128
    for seed in range(4):
        picture = blurred(code, module_px=4, motion=3, angle=0.5, seed=seed)
        grid = find_grid(picture)
        assert grid is not None
        assert grid.size == len(code) // 8 - 8
        assert texts_of(picture) == [TEXT]


@pytest.mark.parametrize("where", [(0, 7, 0, 7), (0, 4, 0, 7), (1, 6, 1, 6)])
@pytest.mark.parametrize("shade", [0, 128])
def test_a_blurred_code_with_a_covered_finder_pattern_is_read(
    where: tuple[int, int, int, int], shade: int
) -> None:
    code = qr(TEXT, pixels_per_module=8)
    top, bottom, left, right = ((4 + module) * 8 for module in where)
    code[top:bottom, left:right] = shade
    picture = blurred(code, module_px=4, motion=3, angle=0.5)
    assert decode(picture, ZbarEngine()) == decode(picture, ZxingEngine()) == []
    assert texts_of(picture) == [TEXT]


@pytest.mark.parametrize("turns", range(4))
def test_a_blurred_code_is_read_at_every_turn_and_light_on_dark(turns: int) -> None:
    picture = blurred(qr(TEXT, pixels_per_module=8), module_px=4, motion=3, angle=0.5)
    turned = np.ascontiguousarray(np.rot90(picture, turns))
    assert texts_of(turned) == [TEXT]
    assert texts_of(255 - turned) == [TEXT]


def test_a_blurred_code_in_a_mirror_is_detected_as_mirrored() -> None:
    picture = blurred(qr(TEXT, pixels_per_module=8), module_px=4, motion=3, angle=0.5)
    read = adapted_readings(np.ascontiguousarray(picture[:, ::-1]))
    assert [each.symbol.text for each in read] == [TEXT]
    assert all(is_mirrored(each.symbol.corners) for each in read)


def test_nothing_is_read_in_noise() -> None:
    random = Random(3)  # noqa: S311 -- the same pictures each time
    rng = np.random.default_rng(3)
    for _ in range(30):
        side = random.randrange(4, 260)
        picture = rng.integers(0, 256, (side, random.randrange(4, 260)), np.uint8)
        assert texts_of(picture) == []
        assert texts_of(np.asarray(cv2.GaussianBlur(picture, (0, 0), 3), np.uint8)) == []
    assert texts_of(np.zeros((200, 200), np.uint8)) == []


def test_a_blurred_and_damaged_code_is_read_right_or_not_at_all() -> None:
    random = Random(4)  # noqa: S311 -- the same pictures each time
    for seed in range(40):
        code = qr(TEXT, pixels_per_module=8)
        for _ in range(random.randrange(4)):
            x, y = random.randrange(len(code) - 60), random.randrange(len(code) - 60)
            code[y : y + 60, x : x + 60] = random.randrange(256)
        assert texts_of(blurred(code, module_px=4, motion=3, angle=0.5, seed=seed)) in ([TEXT], [])
