"""The cascade on frames: it reads more than each engine alone, and reads no wrong texts."""

import subprocess
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scanning.decoding import cascade as room
from kiosk.scanning.decoding.cascade import FIRST_STEPS, TURN_STEPS, Cascade
from kiosk.scanning.decoding.decode import Symbol, decode, is_mirrored, symbols_in
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.decoding.zxing import Reading, ZxingEngine
from kiosk.scanning.opencv import Picture, cv2, np
from tests.scanning.cascades import cascade_with_time, false_code
from tests.scanning.pictures import TOKEN, held_up, png, qr, scene

TEXTS = [
    "WS001",
    "héllo wörld",
    "Ștefan Țîrcă",
    "Привет, мир",
    "日本語のコード",
    "點 and 点",
    "שלום",
    "🎟️🎉",
    "\x00\x01\x7f",
    "é",
    "ã",
]


def dim_and_blurred(text: str, seed: int = 0) -> Picture:
    """Draws a small code on a dim phone far away, out of focus, with a cheap camera's noise."""
    rng = np.random.default_rng(seed)
    code = cv2.resize(qr(text, pixels_per_module=8), None, fx=0.34, fy=0.34, interpolation=cv2.INTER_AREA)
    dim = scene((np.asarray(code, np.uint8), 600, 300)).astype(np.float32) * 0.4
    taken = cv2.GaussianBlur(dim, (0, 0), 1.35) + rng.normal(0, 2.5, dim.shape)
    return np.asarray(np.clip(taken, 0, 255), np.uint8)


def written_by_zxing(text: str, kind: str = "QRCode") -> Picture:
    """Draws a code as zxing-cpp writes it: with an ECI or in Kanji mode where that is shorter."""
    written = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    return np.asarray(np.array(written.to_image(scale=6)), np.uint8)


def read_with_every_step(grey: Picture) -> list[str]:
    """Returns the texts that a new cascade reads with every step."""
    return [each.text for each in symbols_in(grey, partial(Cascade().read, budget=None))]


def test_a_dim_code_far_away_is_read_that_no_engine_alone_reads() -> None:
    frames = [dim_and_blurred(TOKEN, seed) for seed in range(12)]
    assert all(decode(frame, ZbarEngine()) == decode(frame, ZxingEngine()) == [] for frame in frames)
    cascade = cascade_with_time()
    read = [frame for frame in frames if decode(frame, cascade) == [TOKEN]]
    assert len(read) >= 8


def test_each_code_names_the_step_that_read_it() -> None:
    easy = symbols_in(scene((qr(TOKEN), 500, 250)), cascade_with_time().read)
    hard = symbols_in(dim_and_blurred(TOKEN), partial(Cascade().read, budget=None))
    assert [symbol.step for symbol in easy] == ["zxing, regions"]
    assert {symbol.step for symbol in hard} <= {step.name for step in (*FIRST_STEPS, *TURN_STEPS)}


def test_a_codes_corners_are_right_for_every_step() -> None:
    for frame in (scene((qr(TOKEN, pixels_per_module=3), 597, 297)), dim_and_blurred(TOKEN)):
        (symbol,) = symbols_in(frame, partial(Cascade().read, budget=None))
        x, y = (sum(at) / 4 for at in zip(*symbol.corners, strict=True))
        assert abs(x - 640) < 6
        assert abs(y - 340) < 6


@pytest.mark.parametrize("turns", range(4))
def test_a_code_on_a_phone_in_dark_mode_is_read_at_every_turn(turns: int) -> None:
    dark = np.ascontiguousarray(np.rot90(255 - qr(TOKEN), turns))
    assert decode(scene((dark, 500, 250)), cascade_with_time()) == [TOKEN]


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("is_dark", [False, True])
def test_the_kiosks_own_code_reflected_in_a_window_is_not_read(turns: int, is_dark: bool) -> None:  # noqa: FBT001 -- pytest gives it
    code = 255 - qr(TOKEN) if is_dark else qr(TOKEN)
    mirrored = np.ascontiguousarray(np.rot90(code[:, ::-1], turns))
    frame = scene((mirrored, 500, 250))
    read = Cascade().read(frame, budget=None)
    assert [symbol.text for symbol in read] == [TOKEN], "Control: a step reads it"
    assert all(is_mirrored(symbol.corners) for symbol in read)
    assert decode(frame, cascade_with_time()) == []


def test_a_dim_code_reflected_in_a_window_is_not_read_by_a_costlier_step_either() -> None:
    cascade = cascade_with_time()
    mirrored = [np.ascontiguousarray(dim_and_blurred(TOKEN, seed)[:, ::-1]) for seed in range(8)]
    assert any(cascade.read(frame) for frame in mirrored)
    assert all(
        decode(frame, cascade_with_time()) == [] and read_with_every_step(frame) == [] for frame in mirrored
    )


def test_several_codes_are_read_in_one_frame_the_nearest_to_the_centre_first() -> None:
    frame = scene((qr("FAR"), 10, 10), (255 - qr("NEAR"), 560, 270), (qr("BETWEEN"), 900, 300))
    assert decode(frame, cascade_with_time()) == ["NEAR", "BETWEEN", "FAR"]


def test_a_dim_code_beside_an_easy_one_is_read_too() -> None:
    both = [dim_and_blurred(TOKEN, seed) for seed in range(6)]
    for frame in both:
        frame[20:194, 20:194] = qr("EASY")
    cascade = cascade_with_time()
    assert {text for frame in both for text in decode(frame, cascade)} == {"EASY", TOKEN}


@pytest.mark.parametrize("text", [*TEXTS, "\ufeffwith a mark", "é" * 300])
def test_a_codes_text_is_exact(text: str) -> None:
    assert decode(qr(text), cascade_with_time()) == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_a_codes_text_is_exact_in_kanji_mode_and_with_an_eci(text: str) -> None:
    assert decode(written_by_zxing(text), cascade_with_time()) == [text]


def test_shift_jis_and_latin1_without_an_eci_are_distinguished() -> None:
    assert decode(qr("日本語のコード".encode("shift_jis")), cascade_with_time()) == ["日本語のコード"]
    assert decode(qr("éàÿ".encode("latin-1")), cascade_with_time()) == ["éàÿ"]


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    assert decode(qr(text, pixels_per_module=4), cascade_with_time()) == [text]


def test_micro_qr_is_read_and_other_kinds_are_ignored() -> None:
    assert decode(scene((written_by_zxing("KIOSK 7", "MicroQRCode"), 500, 250)), cascade_with_time()) == [
        "KIOSK 7"
    ]
    for kind in ("Aztec", "DataMatrix", "rMQRCode", "Code128"):
        assert read_with_every_step(scene((written_by_zxing("KIOSK 7", kind), 300, 250))) == []


def test_a_micro_qr_reflected_in_a_window_is_not_read() -> None:
    code = written_by_zxing("KIOSK 7", "MicroQRCode")
    assert decode(scene((np.ascontiguousarray(code[:, ::-1]), 500, 250)), cascade_with_time()) == []


def test_a_text_that_needed_all_error_correction_waits_for_a_second_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_with_uncertain_frames(monkeypatch, {0, 3}, of=4) == [[], [], [], ["PERHAPS"]]


def test_an_uncertain_text_of_an_old_frame_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_with_uncertain_frames(monkeypatch, {0, 40}, of=42) == [[]] * 42


def read_with_uncertain_frames(
    monkeypatch: pytest.MonkeyPatch, uncertain: set[int], of: int
) -> list[list[str]]:
    """Returns the texts of each of `of` frames when zxing-cpp is not sure in some of them."""
    frames_read = 0

    def readings(grey: Picture, *, is_thorough: bool = False) -> list[Reading]:
        nonlocal frames_read
        del grey
        frames_read += is_thorough  # once in each frame
        if is_thorough and frames_read - 1 in uncertain:
            return [Reading(Symbol("PERHAPS", ((9, 9), (90, 9), (90, 90), (9, 90))), is_sure=False)]
        return []

    monkeypatch.setattr(room, "readings", readings)
    cascade, frame = cascade_with_time(), np.full((720, 1280), 190, np.uint8)
    return [decode(frame, cascade) for _ in range(of)]


def test_frames_may_change_their_size_at_any_time() -> None:
    cascade = cascade_with_time()
    sizes = [(1920, 1080), (320, 240), (1280, 720), (64, 48), (640, 480), (9, 9), (1, 1)]
    for (width, height), _ in pairwise([*sizes, *sizes]):
        code = qr(TOKEN, pixels_per_module=4)
        fits = len(code) < min(width, height)
        frame = scene(*([(code, width - len(code), 0)] if fits else []), width=width, height=height)
        assert decode(frame, cascade) == ([TOKEN] if fits else [])


@pytest.mark.parametrize("shape", [(1, 60_000), (60_000, 1), (9000, 9000), (2, 2), (17, 4000)])
def test_frames_of_any_shape_raise_no_error(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    assert decode(rng.integers(0, 256, shape, np.uint8), cascade_with_time()) == []


def test_finder_patterns_around_random_modules_are_never_read() -> None:
    cascade = cascade_with_time()
    assert [decode(false_code(seed), cascade) for seed in range(15)] == [[]] * 15


def test_kiosk_decode_writes_nothing_to_stderr(tmp_path: Path) -> None:
    picture = tmp_path / "pass.png"
    picture.write_bytes(png(qr(TOKEN)))
    command = [sys.executable, "-m", "kiosk", "decode", str(picture)]
    ended = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 -- our own program
    assert ended.stderr == ""
    assert TOKEN in ended.stdout


def test_a_code_held_up_is_read_in_nearly_every_frame() -> None:
    cascade = cascade_with_time()
    read = [decode(frame, cascade) for frame in held_up(TOKEN, frames=30)]
    assert read.count([TOKEN]) >= 25
    assert all(texts in ([TOKEN], []) for texts in read)
