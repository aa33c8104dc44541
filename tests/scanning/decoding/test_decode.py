"""Decoding single frames with an engine."""

import sys
from typing import Any

import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from kiosk.domain.faults.camera import EngineNotInstalled
from kiosk.scanning.decoding.decode import EngineMissing, Symbol, decode, is_mirrored
from kiosk.scanning.decoding.zbar import ZbarEngine, text_of
from kiosk.scanning.limits import resident_bytes
from kiosk.scanning.opencv import Picture, np
from tests.scanning.pictures import TOKEN, colour, held_up, qr, scene

ENGINE = ZbarEngine()
NUMBERS = (
    st_numpy.boolean_dtypes()
    | st_numpy.integer_dtypes()
    | st_numpy.unsigned_integer_dtypes()
    | st_numpy.floating_dtypes()
)


def two_colours(code: Picture, dark: tuple[int, int, int], light: tuple[int, int, int]) -> Picture:
    """Draws the code in two colours, B G R."""
    shown = np.where(code[..., np.newaxis] > 127, np.array(light), np.array(dark))
    return shown.astype(np.uint8)


def test_a_pass_in_a_tilted_noisy_frame_is_read() -> None:
    assert decode(held_up(TOKEN, frames=12)[-1], ENGINE) == [TOKEN]


def test_an_empty_room_has_no_codes() -> None:
    assert decode(scene(), ENGINE) == []


@pytest.mark.parametrize("turns", range(4))
def test_a_code_is_read_at_every_turn(turns: int) -> None:
    assert decode(scene((np.rot90(qr(TOKEN), turns), 500, 250)), ENGINE) == [TOKEN]


@pytest.mark.parametrize("turns", range(4))
def test_a_code_reflected_in_a_window_is_not_read(turns: int) -> None:
    mirrored = np.ascontiguousarray(np.rot90(qr(TOKEN)[:, ::-1], turns))
    assert ENGINE.read(mirrored), "Control: the engine itself reads it"
    assert decode(scene((mirrored, 500, 250)), ENGINE) == []


def test_a_mirrored_code_does_not_hide_the_real_one_beside_it() -> None:
    room = scene((qr("REAL"), 100, 250), (qr("MIRRORED")[:, ::-1], 700, 250))
    assert decode(room, ENGINE) == ["REAL"]


def test_several_codes_are_read_the_nearest_to_the_centre_first() -> None:
    room = scene((qr("FAR"), 10, 10), (qr("NEAR"), 560, 270), (qr("BETWEEN"), 900, 300))
    assert decode(room, ENGINE) == ["NEAR", "BETWEEN", "FAR"]


def test_the_same_code_on_two_phones_gives_one_text() -> None:
    assert decode(scene((qr("EVENT"), 100, 100), (qr("EVENT"), 800, 300)), ENGINE) == ["EVENT"]


@pytest.mark.parametrize(
    ("dark", "light"),
    [
        ((255, 0, 0), (255, 255, 255)),  # blue on white: the blue channel is plain white
        ((0, 0, 0), (0, 0, 255)),  # black on red: the blue channel is plain black
        ((0, 0, 255), (0, 255, 255)),  # red on yellow: both have no blue
    ],
)
def test_a_code_in_two_colours_that_are_equal_in_one_channel_is_read(
    dark: tuple[int, int, int], light: tuple[int, int, int]
) -> None:
    printed = two_colours(qr(TOKEN), dark, light)
    assert ENGINE.read(np.ascontiguousarray(printed[..., 0])) == [], (
        "one channel alone does not show the code"
    )
    assert decode(printed, ENGINE) == [TOKEN]


def test_other_barcodes_on_a_badge_are_ignored() -> None:
    bars = np.repeat(np.array([[0, 1] * 47], np.uint8) * 255, 80, axis=0).repeat(4, axis=1)
    assert decode(scene((bars, 300, 300)), ENGINE) == []


@pytest.mark.parametrize(
    "text",
    [
        "WS001",
        "héllo wörld",
        "Привет, мир",
        "日本語のコード",
        "שלום",
        "🎟️🎉",
        "\x00\x01\x7f",
        "é" * 300,
        "點 and 点",
    ],
)
def test_a_codes_text_is_exact(text: str) -> None:
    assert decode(qr(text), ENGINE) == [text]


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    assert decode(qr(text, pixels_per_module=4), ENGINE) == [text]


def test_bytes_that_are_not_utf8_are_read_as_latin1() -> None:
    assert decode(qr("éàÿ".encode("latin-1")), ENGINE) == ["éàÿ"]
    assert text_of(b"\xff\xfe") == "ÿþ"


def test_a_code_without_text_is_ignored() -> None:
    class ReadsNothing:
        def read(self, grey: Picture) -> list[Symbol]:
            del grey
            return [Symbol("")]

    assert decode(qr(TOKEN), ReadsNothing()) == []


def test_a_view_of_a_larger_array_is_read() -> None:
    assert [symbol.text for symbol in ENGINE.read(scene((qr(TOKEN), 500, 250))[200:, 400:])] == [TOKEN]


def test_reading_a_code_many_times_needs_no_more_memory() -> None:
    code = qr("WS001", pixels_per_module=2)
    for _ in range(500):
        ENGINE.read(code)
    before = resident_bytes()
    for _ in range(8000):
        assert len(ENGINE.read(code)) == 1
    assert resident_bytes() - before < 400_000, "libzbar's scanner keeps 176 bytes of each code"


def test_a_code_without_corners_comes_last_and_counts_as_not_mirrored() -> None:
    class Reads:
        def read(self, grey: Picture) -> list[Symbol]:
            del grey
            return [Symbol("somewhere"), Symbol("here", ((0, 0), (9, 0), (9, 9), (0, 9)))]

    assert decode(scene(), Reads()) == ["here", "somewhere"]
    assert not is_mirrored(())


@pytest.mark.parametrize(
    "changed",
    [
        lambda code: code.astype(bool),
        lambda code: code.astype(np.uint16) * 257,
        lambda code: code.astype(np.int64),
        lambda code: code.astype(np.float32),
        lambda code: code / 255.0,
        lambda code: code[..., np.newaxis],
        lambda code: colour(code)[::-1, ::-1],
        lambda code: np.asfortranarray(colour(code)),
        lambda code: np.dstack([code, np.full_like(code, 255)]),
        lambda code: np.dstack([np.zeros_like(colour(code)), 255 - code]),  # black ink on a transparent sheet
        lambda code: code.repeat(20, axis=0).repeat(20, axis=1),
    ],
    ids=[
        *("bool", "16 bit", "int64", "float", "share", "one channel", "backwards", "Fortran"),
        *("grey and alpha", "transparent", "giant"),
    ],
)
def test_a_picture_in_any_number_type_and_layout_is_read(changed: Any) -> None:  # noqa: ANN401 -- lambdas above
    assert decode(changed(qr(TOKEN)), ENGINE) == [TOKEN]


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros(0, np.uint8),
        np.zeros((0, 0), np.uint8),
        np.zeros((720, 0, 3), np.uint8),
        np.zeros(100, np.uint8),
        np.zeros((2, 2, 2, 2), np.uint8),
        np.zeros((9, 9, 5), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.zeros((1, 60_000), np.uint8),
        np.zeros((60_000, 1, 3), np.uint8),
        np.full((40, 40), np.nan),
        np.full((40, 40), np.inf),
        np.zeros((40, 40), complex),
        np.array([["a", "b"]], object),
        np.array(5, np.uint8),
        np.zeros((9000, 9000), np.uint8),
        np.full((1, 1), -7e305),
    ],
    ids=lambda frame: f"{frame.dtype}{frame.shape}",
)
def test_an_array_that_is_not_a_picture_has_no_codes(frame: npt.NDArray[Any]) -> None:
    assert decode(frame, ENGINE) == []


@settings(max_examples=150)
@given(
    st_numpy.arrays(
        dtype=NUMBERS,
        shape=st_numpy.array_shapes(min_dims=1, max_dims=4, max_side=40),
    )
)
def test_hostile_frames_raise_no_error(frame: npt.NDArray[Any]) -> None:
    assert isinstance(decode(frame, ENGINE), list)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_code_is_read_right_or_not_at_all(data: st.DataObject) -> None:
    code = qr(TOKEN)
    for _ in range(data.draw(st.integers(1, 6))):
        x, y = data.draw(st.integers(0, len(code) - 30)), data.draw(st.integers(0, len(code) - 30))
        code[y : y + 30, x : x + data.draw(st.integers(1, 30))] = data.draw(st.integers(0, 255))
    assert decode(code, ENGINE) in ([TOKEN], [])


def test_without_libzbar_the_engine_reports_the_system_on_which_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "pyzbar"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    for platform in ("linux", "darwin"):
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(sys, "platform", platform)
            with pytest.raises(EngineMissing) as missing:
                ZbarEngine()
            assert missing.value.reason == EngineNotInstalled(platform)
