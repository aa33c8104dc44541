"""Reading the codes in picture files and videos, as `kiosk decode` does."""

from pathlib import Path

import pytest

from kiosk.domain.refusals.files.files import FileNameHoldsZero, FileNotOpened
from kiosk.domain.refusals.files.picture_files import NotAPicture, NotAVideo
from kiosk.scanning.decoding.picture_files import decode_file
from kiosk.scanning.opencv import cv2, np
from tests.refusals import refuses
from tests.scanning.pictures import TOKEN, colour, empty_room_frames, held_up, png, qr, scene, write_clip


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "bmp", "tiff", "gif"])
def test_a_picture_of_any_usual_kind_is_read(tmp_path: Path, kind: str) -> None:
    picture = tmp_path / f"pass.{kind}"
    picture.write_bytes(cv2.imencode(f".{kind}", colour(scene((qr(TOKEN), 300, 200))))[1].tobytes())
    read = decode_file(picture)
    assert (read.file, read.codes) == (str(picture), (TOKEN,))
    assert read.ms > 0


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    picture = tmp_path / "pass für Zoë 🎟 日本.png"
    picture.write_bytes(png(qr(TOKEN)))
    assert decode_file(picture).codes == (TOKEN,)


def test_black_ink_on_a_transparent_sheet_is_read(tmp_path: Path) -> None:
    code = qr(TOKEN)
    picture = tmp_path / "transparent.png"
    picture.write_bytes(png(np.dstack([np.zeros_like(colour(code)), 255 - code])))
    assert decode_file(picture).codes == (TOKEN,)


def test_a_picture_without_a_code_is_not_an_error(tmp_path: Path) -> None:
    picture = tmp_path / "empty.png"
    picture.write_bytes(png(scene()))
    assert decode_file(picture).codes == ()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with refuses(FileNotOpened):
        decode_file(tmp_path / "nowhere.png")
    with refuses(FileNotOpened):
        decode_file(tmp_path)
    with refuses(FileNameHoldsZero):
        decode_file(Path("a\0b.png"))


def test_a_file_that_is_not_a_picture_is_refused_without_output(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = png(qr(TOKEN))
    for content in (
        b"",
        b"hello",
        whole[:60],
        b"\x89PNG\r\n\x1a\n" + b"0" * 50,
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
    ):
        damaged = tmp_path / "damaged.png"
        damaged.write_bytes(content)
        with refuses(NotAPicture):
            decode_file(damaged)
    shown = capfd.readouterr()
    assert shown.out == shown.err == ""


def test_a_picture_file_that_claims_a_giant_size_is_refused(tmp_path: Path) -> None:
    huge = bytearray(cv2.imencode(".bmp", np.zeros((4, 4, 3), np.uint8))[1].tobytes())
    huge[18:26] = (60_000).to_bytes(4, "little") * 2
    trap = tmp_path / "trap.bmp"
    trap.write_bytes(huge)
    with refuses(NotAPicture):
        decode_file(trap)


@pytest.mark.parametrize("kind", ["avi", "mp4"])
def test_a_whole_video_is_read_and_each_code_has_its_first_frame(tmp_path: Path, kind: str) -> None:
    shown = [
        *empty_room_frames(20),
        *held_up(TOKEN, frames=25),
        *empty_room_frames(5),
        *held_up("SECOND", frames=25),
    ]
    video = write_clip(tmp_path / f"visits.{kind}", shown)
    read = decode_file(video)
    assert read.codes == (TOKEN, "SECOND")
    assert read.frames == 75
    first, second = read.reads
    assert 20 <= first.frame < 45
    assert 50 <= second.frame < 75
    assert first.seconds == pytest.approx(first.frame / 30, abs=0.02)
    assert 0 < read.frame_ms < read.ms


def test_a_video_without_a_code_is_not_an_error(tmp_path: Path) -> None:
    read = decode_file(write_clip(tmp_path / "empty-room.avi", empty_room_frames(9)))
    assert (read.codes, read.frames) == ((), 9)


def test_a_video_without_a_frame_is_refused(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "visit.avi", held_up(TOKEN, frames=3)).read_bytes()
    for number, content in enumerate((whole[:16], whole[:200], b"\x1a\x45\xdf\xa3" + bytes(90))):
        cut = tmp_path / f"cut {number}.avi"
        cut.write_bytes(content)
        with refuses(NotAVideo):
            decode_file(cut)
