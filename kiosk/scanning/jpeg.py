"""Frames that arrive as JPEG, decoded when and as far as somebody looks at them.

Most frames of an idle door are only glanced at; unpacking them at half size saves a third of the work.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from kiosk.scanning.vision import cv2, np

_BEGIN, _END = b"\xff\xd8\xff", b"\xff\xd9"
_NOTHING = np.zeros((0, 0, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A JPEG file's content, which may be damaged."""

    content: bytes = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """True when it has a beginning and an end; padding after the end is common."""
        return self.content.startswith(_BEGIN) and _END in self.content[-_padded(self.content) :]


@dataclass(slots=True, eq=False)
class JpegFrame:
    """A frame that came as JPEG.

    Attributes:
        jpeg: As the camera gave it.
        taken_at: time.monotonic(), in seconds.
    """

    jpeg: Jpeg
    taken_at: float
    _picture: npt.NDArray[Any] | None = field(default=None, init=False)

    @property
    def picture(self) -> npt.NDArray[Any]:
        """All of it; empty when it cannot be decoded."""
        if self._picture is None:
            self._picture = _decoded(self.jpeg, cv2.IMREAD_COLOR)
        return self._picture

    def glance(self) -> npt.NDArray[Any]:
        """The picture at half size, or whole where it was unpacked already."""
        return _decoded(self.jpeg, cv2.IMREAD_REDUCED_COLOR_2) if self._picture is None else self._picture


def _decoded(jpeg: Jpeg, how: int) -> npt.NDArray[Any]:
    try:
        picture = cv2.imdecode(np.frombuffer(jpeg.content, np.uint8), how)
    except cv2.error:  # it claims a giant size, or is no picture at all
        return _NOTHING
    return _NOTHING if picture is None else picture


def _padded(content: bytes) -> int:
    """How many bytes at the end may hold the end mark: cameras fill their buffers with zeros."""
    return len(content) - len(content.rstrip(b"\0")) + 64
