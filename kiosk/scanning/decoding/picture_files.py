"""Reads the codes in picture files and whole videos, for `kiosk decode`, with the door's own cascade."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.files import FileNameHoldsZero, FileNotOpened
from kiosk.domain.refusals.files.picture_files import NotAPicture, NotAVideo
from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.decode import Corner, symbols_in
from kiosk.scanning.opencv import Picture, cv2, np

_FEW_BYTES = 16
_VIDEO_STARTS = (b"\x1a\x45\xdf\xa3", b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"FLV\x01", b"OggS")
"""The first bytes of Matroska and WebM, of MPEG's two kinds of stream, of Flash and of Ogg."""

_USUAL_RATE = 30.0  # frames a second, for a video without a frame rate


@dataclass(frozen=True, slots=True)
class FirstRead:
    """A code, and where it was read first.

    Attributes:
        text: The code's text.
        step: The step of the cascade that read it.
        corners: In pixels (x, y), see Symbol.
        frame: The number of the video's frame, from 0; 0 in a picture.
        seconds: The time from the video's beginning to that frame.
    """

    text: str
    step: str
    corners: tuple[Corner, ...]
    frame: int
    seconds: float


@dataclass(frozen=True, slots=True)
class FileCodes:
    """The codes that were read in one file.

    Attributes:
        file: The file's name as it was given.
        reads: The codes: of a picture, the nearest to its centre first; of a video, in the frames' order.
        frames: The number of a video's frames; None for a picture.
        ms: The time to read and decode the file, in milliseconds.
        frame_ms: The time to decode the slowest frame, in milliseconds.
    """

    file: str
    reads: tuple[FirstRead, ...]
    frames: int | None
    ms: float
    frame_ms: float

    @property
    def codes(self) -> tuple[str, ...]:
        """Returns the codes' texts."""
        return tuple(read.text for read in self.reads)


def decode_file(path: Path) -> FileCodes:
    """Reads the codes in a picture (PNG, JPEG, WebP, TIFF, BMP, or a GIF's first frame) or in a whole video.

    A picture gets every step of the cascade; each frame of a video gets the door's time for a frame.

    Args:
        path: The file.

    Raises:
        Refused: The file cannot be read or is neither.
        EngineMissing: libzbar is not installed.
    """
    cascade = Cascade()
    began_at = time.perf_counter()
    content = _content_of(path)
    if _is_video(content[:_FEW_BYTES]):
        del content
        return _decode_video(path, cascade, began_at)
    try:
        # From bytes, since OpenCV on Windows cannot open every file name; unchanged, since it
        # would put transparent pictures on black.
        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        picture = None
    if picture is None:
        raise Refused(NotAPicture(str(path)))
    decoding_at = time.perf_counter()
    symbols = symbols_in(picture, partial(cascade.read, budget=None))
    now = time.perf_counter()
    reads = tuple(FirstRead(each.text, each.step, each.corners, frame=0, seconds=0.0) for each in symbols)
    return FileCodes(str(path), reads, None, ms=(now - began_at) * 1000, frame_ms=(now - decoding_at) * 1000)


def _content_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(_FEW_BYTES)
            # A video is read by OpenCV, frame by frame, and may be larger than the memory.
            return start if _is_video(start) else start + file.read()
    except OSError as error:
        raise Refused(FileNotOpened(str(path), error.strerror or "")) from error
    except ValueError as error:  # a null byte in the name
        raise Refused(FileNameHoldsZero(str(path))) from error


def _is_video(start: bytes) -> bool:
    is_avi = start[:4] == b"RIFF" and start[8:12] == b"AVI "
    is_mp4 = start[4:8] in {b"ftyp", b"moov", b"mdat"} and start[8:12] not in {b"avif", b"heic", b"mif1"}
    return is_avi or is_mp4 or start.startswith(_VIDEO_STARTS)


def _decode_video(path: Path, cascade: Cascade, began_at: float) -> FileCodes:
    video = cv2.VideoCapture(str(path))
    first: dict[str, FirstRead] = {}
    frames, slowest = 0, 0.0
    try:
        rate = video.get(cv2.CAP_PROP_FPS)
        seconds_a_frame = 1 / (rate if rate > 0 else _USUAL_RATE)
        for picture in _frames(video):
            decoding_at = time.perf_counter()
            for symbol in symbols_in(picture, cascade.read):
                read = FirstRead(symbol.text, symbol.step, symbol.corners, frames, frames * seconds_a_frame)
                first.setdefault(symbol.text, read)
            slowest = max(slowest, time.perf_counter() - decoding_at)
            frames += 1
    finally:
        video.release()
    if not frames:
        raise Refused(NotAVideo(str(path)))
    ms = (time.perf_counter() - began_at) * 1000
    return FileCodes(str(path), tuple(first.values()), frames, ms, frame_ms=slowest * 1000)


def _frames(video: cv2.VideoCapture) -> Iterator[Picture]:
    while True:
        is_there, picture = video.read()
        if not is_there:
            return
        yield np.asarray(picture, np.uint8)
