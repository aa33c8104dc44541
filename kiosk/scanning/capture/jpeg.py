"""Frames that arrive as JPEG: they are decoded on demand, at the size that is needed.

Of most frames of an idle door only a thumbnail is needed; decoding them at half size saves a third of the
work.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from kiosk.scanning.decoding.decode import MAX_SIDE
from kiosk.scanning.opencv import cv2, np

_BEGIN, _END = b"\xff\xd8\xff", b"\xff\xd9"
_REDUCED = {
    1: cv2.IMREAD_COLOR,
    2: cv2.IMREAD_REDUCED_COLOR_2,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    8: cv2.IMREAD_REDUCED_COLOR_8,
}
_ALONE = {0x00, 0x01, *range(0xD0, 0xDA)}  # markers without a length
_FRAME_HEADERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN = 0xDA
_HEADER_BYTES = 9  # of a frame header, up to its width
_NOTHING = np.zeros((0, 0, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG file's content, which may be damaged."""

    content: bytes = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Returns True when it has a beginning and an end; many cameras add padding after the end."""
        return self.content.startswith(_BEGIN) and _END in self.content[-_padded(self.content) :]


@dataclass(slots=True, eq=False)
class JpegFrame:
    """A frame that arrived as JPEG.

    Attributes:
        jpeg: The bytes as the camera sent them.
        taken_at: time.monotonic(), in seconds.
    """

    jpeg: Jpeg
    taken_at: float
    _picture: npt.NDArray[Any] | None = field(default=None, init=False)

    @property
    def picture(self) -> npt.NDArray[Any]:
        """Returns the whole picture, a giant one reduced; an empty array when it cannot be decoded."""
        if self._picture is None:
            self._picture = _decoded(self.jpeg, at_least=1)
        return self._picture

    def glance(self) -> npt.NDArray[Any]:
        """Returns the picture at half size, or at full size where it was decoded before."""
        return _decoded(self.jpeg, at_least=2) if self._picture is None else self._picture


def _decoded(jpeg: Jpeg, at_least: int) -> npt.NDArray[Any]:
    """Decodes a picture at 1/at_least of its size, or smaller, until no side exceeds MAX_SIDE.

    A giant picture at full size needs half a gigabyte, and more time than the watchdog allows.
    """
    side = _longest_side(jpeg.content)
    reduced = next((each for each in _REDUCED if each >= at_least and side <= each * MAX_SIDE), None)
    if reduced is None:
        return _NOTHING
    try:
        picture = cv2.imdecode(np.frombuffer(jpeg.content, np.uint8), _REDUCED[reduced])
    except cv2.error:  # the bytes are not a picture
        return _NOTHING
    return _NOTHING if picture is None else picture


def _longest_side(content: bytes) -> int:
    """Returns the longer side in pixels by the frame header (ITU-T T.81, annex B); 0 where there is none."""
    at = len(_BEGIN) - 1
    while (at := content.find(b"\xff", at)) >= 0 and at + _HEADER_BYTES <= len(content):
        kind = content[at + 1]
        if kind in _FRAME_HEADERS:
            height, width = content[at + 5 : at + 7], content[at + 7 : at + 9]
            return max(int.from_bytes(height), int.from_bytes(width))
        if kind == _SCAN:
            break
        if kind == 0xFF:  # noqa: PLR2004 -- a fill byte
            at += 1
        else:
            at += 2 if kind in _ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0


def _padded(content: bytes) -> int:
    """Returns how many bytes at the end may hold the end mark: cameras fill their buffers with zeros."""
    return len(content) - len(content.rstrip(b"\0")) + 64
