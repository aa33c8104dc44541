"""The cascade over frames: what it reads that no engine alone does, what it never says, how long it takes."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scanning import cascade as room
from kiosk.scanning.cascade import CAP, FIRST_STEPS, TURN_STEPS, Cascade
from kiosk.scanning.decode import Symbol, decode, is_mirrored, symbols_in
from kiosk.scanning.vision import Picture, cv2, np
from kiosk.scanning.zbar import ZbarEngine
from kiosk.scanning.zxing import Reading, ZxingEngine
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


class Clock:
    """A clock that moves on by so much each time it is looked at."""

    def __init__(self, seconds: float) -> None:
        self.now, self._seconds = 0.0, seconds

    def __call__(self) -> float:
        self.now += self._seconds
        return self.now


def unhurried() -> Cascade:
    """A cascade on a machine on which every step fits into a frame's time."""
    return Cascade(clock=lambda: 0.0)


def dim_and_shaken(text: str, seed: int = 0) -> Picture:
    """A small code on a dim phone far away, out of focus, in a cheap camera's noise."""
    rng = np.random.default_rng(seed)
    code = cv2.resize(qr(text, pixels_per_module=8), None, fx=0.34, fy=0.34, interpolation=cv2.INTER_AREA)
    dim = scene((np.asarray(code, np.uint8), 600, 300)).astype(np.float32) * 0.4
    taken = cv2.GaussianBlur(dim, (0, 0), 1.35) + rng.normal(0, 2.5, dim.shape)
    return np.asarray(np.clip(taken, 0, 255), np.uint8)


def written_by_zxing(text: str, kind: str = "QRCode") -> Picture:
    """A code as zxing-cpp writes it: with an ECI or in Kanji mode where it thinks best."""
    written = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    return np.asarray(np.array(written.to_image(scale=6)), np.uint8)


def whole(grey: Picture) -> list[str]:
    """What a fresh cascade reads when it may take every step."""
    return [each.text for each in symbols_in(grey, partial(Cascade().read, budget=None))]


def test_a_dim_code_far_away_is_read_where_each_engine_alone_gives_up() -> None:
    frames = [dim_and_shaken(TOKEN, seed) for seed in range(12)]
    assert all(decode(frame, ZbarEngine()) == decode(frame, ZxingEngine()) == [] for frame in frames)
    cascade = unhurried()
    read = [frame for frame in frames if decode(frame, cascade) == [TOKEN]]
    assert len(read) >= 8


def test_what_was_read_names_the_step_that_read_it() -> None:
    easy = symbols_in(scene((qr(TOKEN), 500, 250)), unhurried().read)
    hard = symbols_in(dim_and_shaken(TOKEN), partial(Cascade().read, budget=None))
    assert [symbol.step for symbol in easy] == ["zxing, places"]
    assert {symbol.step for symbol in hard} <= {step.name for step in (*FIRST_STEPS, *TURN_STEPS)}


def test_a_code_is_found_where_it_is_whichever_step_read_it() -> None:
    for frame in (scene((qr(TOKEN, pixels_per_module=3), 597, 297)), dim_and_shaken(TOKEN)):
        (symbol,) = symbols_in(frame, partial(Cascade().read, budget=None))
        x, y = (sum(at) / 4 for at in zip(*symbol.corners, strict=True))
        assert abs(x - 640) < 6
        assert abs(y - 340) < 6


@pytest.mark.parametrize("turns", range(4))
def test_a_code_on_a_phone_in_dark_mode_is_read_whichever_way_it_is_turned(turns: int) -> None:
    dark = np.ascontiguousarray(np.rot90(255 - qr(TOKEN), turns))
    assert decode(scene((dark, 500, 250)), unhurried()) == [TOKEN]


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("is_dark", [False, True])
def test_the_kiosks_own_code_in_a_window_pane_is_not_read(turns: int, is_dark: bool) -> None:  # noqa: FBT001 -- pytest gives it
    code = 255 - qr(TOKEN) if is_dark else qr(TOKEN)
    mirrored = np.ascontiguousarray(np.rot90(code[:, ::-1], turns))
    frame = scene((mirrored, 500, 250))
    read = Cascade().read(frame, budget=None)
    assert [symbol.text for symbol in read] == [TOKEN], "it is seen, or this test would show nothing"
    assert all(is_mirrored(symbol.corners) for symbol in read)
    assert decode(frame, unhurried()) == []


def test_a_dim_code_in_a_window_pane_is_not_read_by_a_costly_step_either() -> None:
    cascade = unhurried()
    mirrored = [np.ascontiguousarray(dim_and_shaken(TOKEN, seed)[:, ::-1]) for seed in range(8)]
    assert any(cascade.read(frame) for frame in mirrored)
    assert all(decode(frame, unhurried()) == [] and whole(frame) == [] for frame in mirrored)


def test_several_codes_are_read_in_one_frame_the_nearest_to_the_centre_first() -> None:
    frame = scene((qr("FAR"), 10, 10), (255 - qr("NEAR"), 560, 270), (qr("BETWEEN"), 900, 300))
    assert decode(frame, unhurried()) == ["NEAR", "BETWEEN", "FAR"]


def test_a_dim_code_beside_an_easy_one_is_read_too() -> None:
    both = [dim_and_shaken(TOKEN, seed) for seed in range(6)]
    for frame in both:
        frame[20:194, 20:194] = qr("EASY")
    cascade = unhurried()
    assert {text for frame in both for text in decode(frame, cascade)} == {"EASY", TOKEN}


@pytest.mark.parametrize("text", [*TEXTS, "\ufeffwith a mark", "é" * 300])
def test_text_is_exactly_what_the_code_says(text: str) -> None:
    assert decode(qr(text), unhurried()) == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_exactly_what_the_code_says_in_kanji_mode_and_with_a_charset_named(text: str) -> None:
    assert decode(written_by_zxing(text), unhurried()) == [text]


def test_shift_jis_and_latin1_that_nothing_announces_are_told_apart() -> None:
    assert decode(qr("日本語のコード".encode("shift_jis")), unhurried()) == ["日本語のコード"]
    assert decode(qr("éàÿ".encode("latin-1")), unhurried()) == ["éàÿ"]


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_any_text_comes_out_as_it_went_in(text: str) -> None:
    assert decode(qr(text, pixels_per_module=4), unhurried()) == [text]


def test_micro_qr_is_read_and_other_kinds_are_left_alone() -> None:
    assert decode(scene((written_by_zxing("KIOSK 7", "MicroQRCode"), 500, 250)), unhurried()) == ["KIOSK 7"]
    for kind in ("Aztec", "DataMatrix", "rMQRCode", "Code128"):
        assert whole(scene((written_by_zxing("KIOSK 7", kind), 300, 250))) == []


def test_a_micro_qr_in_a_window_pane_is_not_read() -> None:
    code = written_by_zxing("KIOSK 7", "MicroQRCode")
    assert decode(scene((np.ascontiguousarray(code[:, ::-1]), 500, 250)), unhurried()) == []


def test_a_text_that_took_all_error_correction_waits_for_a_second_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert doubtful_in_frames(monkeypatch, {0, 3}, of=4) == [[], [], [], ["PERHAPS"]]


def test_a_doubtful_text_of_long_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doubtful_in_frames(monkeypatch, {0, 40}, of=42) == [[]] * 42


def doubtful_in_frames(monkeypatch: pytest.MonkeyPatch, doubtful: set[int], of: int) -> list[list[str]]:
    """What is read in each of so many frames when zxing-cpp is not sure in some of them."""
    looks = 0

    def readings(grey: Picture, *, is_thorough: bool = False) -> list[Reading]:
        nonlocal looks
        del grey
        looks += is_thorough  # once in each frame
        if is_thorough and looks - 1 in doubtful:
            return [Reading(Symbol("PERHAPS", ((9, 9), (90, 9), (90, 90), (9, 90))), is_sure=False)]
        return []

    monkeypatch.setattr(room, "readings", readings)
    cascade, frame = unhurried(), np.full((720, 1280), 190, np.uint8)
    return [decode(frame, cascade) for _ in range(of)]


@pytest.mark.parametrize("milliseconds", [1, 3, 10])
def test_no_step_begins_that_would_end_after_the_frames_time(
    monkeypatch: pytest.MonkeyPatch, milliseconds: float
) -> None:
    clock = Clock(milliseconds / 1000)
    begun: list[float] = []
    steps = [replace(step, prepare=_noting(step, begun, clock)) for step in (*FIRST_STEPS, *TURN_STEPS)]
    monkeypatch.setattr(room, "FIRST_STEPS", tuple(steps[:1]))
    monkeypatch.setattr(room, "TURN_STEPS", tuple(steps[1:]))
    cascade, frames = Cascade(clock), [_nearly_a_code(seed) for seed in range(10)]
    for frame in frames:
        began_at = clock.now + milliseconds / 1000
        begun.clear()
        cascade.read(frame)
        assert all(at <= began_at + CAP.total_seconds() + milliseconds / 1000 for at in begun)
        assert len(begun) <= CAP.total_seconds() * 1000 / milliseconds
    begun.clear()
    cascade.read(frames[0], budget=None)
    assert len(begun) >= len(steps), "without a cap every step is taken"


def test_every_costly_step_gets_its_turn_when_only_one_fits_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(0.002)
    taken: list[str] = []
    steps = [replace(step, prepare=_naming(step, taken)) for step in TURN_STEPS]
    monkeypatch.setattr(room, "TURN_STEPS", tuple(steps))
    cascade, frame = Cascade(clock), _nearly_a_code(3)
    for _ in range(2 * len(steps)):
        cascade.read(frame, budget=timedelta(milliseconds=36))
    assert set(taken) == {step.name for step in steps}


def test_a_step_that_is_slow_to_start_is_still_taken_where_a_code_fills_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, taken = Clock(0), list[int]()

    def prepare(grey: Picture) -> Picture:
        taken.append(grey.size)
        clock.now += 0.004  # as long at a speck as at a large code
        return grey

    step = room.Step("slow to start", prepare, cost=1e-9, start=0.004)
    monkeypatch.setattr(room, "FIRST_STEPS", (step,))
    monkeypatch.setattr(room, "TURN_STEPS", (replace(step, name="another"),))
    cascade, small = Cascade(clock), scene((_speck(40), 600, 300))
    for _ in range(20):
        cascade.read(small)
    smallest = min(taken)
    taken.clear()
    cascade.read(scene((_speck(300), 400, 200)))
    assert max(taken) > 10 * smallest


def test_a_speck_that_looks_like_a_code_takes_no_time_from_a_place_where_one_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def readings(grey: Picture, *, is_thorough: bool = False) -> list[Reading]:
        del grey
        speck = ((9, 9), (10, 9), (10, 10), (9, 10))
        return [Reading(Symbol("", speck), is_sure=False)] if is_thorough else []

    taken: list[int] = []

    def prepare(grey: Picture) -> Picture:
        taken.append(min(grey.shape))
        return grey

    monkeypatch.setattr(room, "readings", readings)
    monkeypatch.setattr(room, "FIRST_STEPS", (room.Step("any", prepare),))
    cascade = unhurried()
    for _ in range(3):
        cascade.read(scene((_speck(200), 500, 250)))
    assert len(taken) >= 3
    assert min(taken) >= 30


def test_a_lamp_that_looks_like_a_code_half_the_picture_wide_takes_no_time_from_a_place_where_one_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def readings(grey: Picture, *, is_thorough: bool = False) -> list[Reading]:
        del grey
        lamp = ((200, 50), (900, 60), (880, 600), (210, 640))
        return [Reading(Symbol("", lamp), is_sure=False)] if is_thorough else []

    taken: list[int] = []

    def prepare(grey: Picture) -> Picture:
        taken.append(grey.size)
        return grey

    monkeypatch.setattr(room, "readings", readings)
    monkeypatch.setattr(room, "FIRST_STEPS", (room.Step("any", prepare),))
    cascade = unhurried()
    for _ in range(3):
        cascade.read(scene((_speck(200), 500, 250)))
    assert len(taken) >= 3
    assert max(taken) < 1280 * 720 * 0.4


def test_frames_may_change_their_size_in_mid_stream() -> None:
    cascade = unhurried()
    sizes = [(1920, 1080), (320, 240), (1280, 720), (64, 48), (640, 480), (9, 9), (1, 1)]
    for (width, height), _ in pairwise([*sizes, *sizes]):
        code = qr(TOKEN, pixels_per_module=4)
        fits = len(code) < min(width, height)
        frame = scene(*([(code, width - len(code), 0)] if fits else []), width=width, height=height)
        assert decode(frame, cascade) == ([TOKEN] if fits else [])


@pytest.mark.parametrize("shape", [(1, 60_000), (60_000, 1), (9000, 9000), (2, 2), (17, 4000)])
def test_frames_of_any_shape_break_nothing(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)
    assert decode(rng.integers(0, 256, shape, np.uint8), unhurried()) == []


@pytest.mark.parametrize("kind", ["flipped", "changed", "painted", "shifted"])
def test_five_hundred_spoiled_codes_of_a_kind_are_read_right_or_not_at_all(
    kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    random = Random(20)  # noqa: S311 -- the same pictures each time
    code, cascade = qr(TOKEN, pixels_per_module=3), Cascade(clock=time.thread_time)
    budget, read, wrong = timedelta(milliseconds=4), 0, []
    for _ in range(500):
        frame = _SPOILED[kind](code, random)
        texts = [each.text for each in symbols_in(frame, partial(cascade.read, budget=budget))]
        read += texts == [TOKEN]
        wrong += [text for text in texts if text != TOKEN]
    capfd.readouterr()  # libjpeg complains there about the spoiled files
    assert wrong == []
    assert 25 < read < 500, "some are to be readable and some not, or this test would show nothing"


def test_what_only_looks_like_a_code_is_never_read() -> None:
    cascade = unhurried()
    assert [decode(_nearly_a_code(seed), cascade) for seed in range(15)] == [[]] * 15


def test_a_program_that_read_codes_ends_without_a_word(tmp_path: Path) -> None:
    picture = tmp_path / "pass.png"
    picture.write_bytes(png(qr(TOKEN)))
    command = [sys.executable, "-m", "kiosk", "decode", str(picture)]
    ended = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 -- our own program
    assert ended.stderr == ""
    assert TOKEN in ended.stdout


def test_a_code_held_up_is_read_in_nearly_every_frame() -> None:
    cascade = unhurried()
    read = [decode(frame, cascade) for frame in held_up(TOKEN, frames=30)]
    assert read.count([TOKEN]) >= 25
    assert all(texts in ([TOKEN], []) for texts in read)


def _noting(step: room.Step, begun: list[float], clock: Clock) -> Callable[[Picture], Picture]:
    def prepare(grey: Picture) -> Picture:
        begun.append(clock.now)
        return step.prepare(grey)

    return prepare


def _naming(step: room.Step, taken: list[str]) -> Callable[[Picture], Picture]:
    def prepare(grey: Picture) -> Picture:
        taken.append(step.name)
        return step.prepare(grey)

    return prepare


def _speck(side: int) -> Picture:
    """A square that is busy, and no code."""
    return np.random.default_rng(side).integers(0, 256, (side, side), np.uint8)


def _nearly_a_code(seed: int) -> Picture:
    """A frame with finder patterns around random modules."""
    rng = np.random.default_rng(seed)
    side = int(rng.integers(21, 45))
    modules = rng.integers(0, 2, (side, side))
    finder = np.pad(np.pad(np.ones((3, 3), np.int64), 1), 1, constant_values=1)
    modules[:8, :8] = modules[-8:, :8] = modules[:8, -8:] = 0
    modules[:7, :7] = modules[-7:, :7] = modules[:7, -7:] = finder
    pixels = np.kron(np.pad(modules, 4), np.ones((5, 5)))
    return scene((np.where(pixels > 0, 0, 255).astype(np.uint8), 400, 200))


def _modules_flipped(code: Picture, random: Random) -> Picture:
    spoiled, share = code.copy(), random.uniform(0, 0.2)
    for y in range(12, len(code) - 12, 3):
        for x in range(12, len(code) - 12, 3):
            if random.random() < share:
                spoiled[y : y + 3, x : x + 3] ^= 255
    return spoiled


def _bytes_changed(code: Picture, random: Random) -> Picture:
    packed = bytearray(cv2.imencode(".jpg", code, [cv2.IMWRITE_JPEG_QUALITY, 60])[1].tobytes())
    for _ in range(random.randint(1, 6)):
        packed[random.randrange(300, len(packed) - 2)] = random.randrange(256)
    if random.random() < 0.3:
        del packed[random.randrange(len(packed) // 2, len(packed)) :]
    picture = cv2.imdecode(np.frombuffer(bytes(packed), np.uint8), cv2.IMREAD_GRAYSCALE)
    return code if picture is None else np.asarray(picture, np.uint8)


def _painted_over(code: Picture, random: Random) -> Picture:
    spoiled = code.copy()
    for _ in range(random.randint(1, 5)):
        x, y = random.randrange(len(code)), random.randrange(len(code))
        end = (x + random.randrange(40), y + random.randrange(40))
        cv2.rectangle(spoiled, (x, y), end, random.randrange(256), -1)
    return spoiled


def _rows_shifted(code: Picture, random: Random) -> Picture:
    spoiled = code.copy()
    rows = slice(start := random.randrange(len(code)), start + random.randrange(60))
    spoiled[rows] = np.roll(code[rows], random.randrange(-20, 20), axis=1)
    return spoiled


_SPOILED = {
    "flipped": _modules_flipped,
    "changed": _bytes_changed,
    "painted": _painted_over,
    "shifted": _rows_shifted,
}
