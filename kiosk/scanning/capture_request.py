"""The picture size and the controls that a webcam is asked for."""

from dataclasses import dataclass

_WIDE = (16, 9)


@dataclass(frozen=True, slots=True)
class CaptureRequest:
    """The pictures and controls that a webcam is asked for; it gives the nearest that it has.

    Files and network cameras ignore it.

    Attributes:
        height: The height of its pictures, in pixels; they are 16:9.
        exposure: In the driver's own unit (V4L2: 0.1 ms; DirectShow: powers of two of a second); None
            leaves it to the camera.
        focus: In the driver's own unit; None leaves it to the camera.
    """

    height: int = 720
    exposure: float | None = None
    focus: float | None = None

    @property
    def width(self) -> int:
        """Returns the width of its pictures, in pixels."""
        across, down = _WIDE
        return self.height * across // down


DEFAULT_REQUEST = CaptureRequest()


def request_for(size: str, exposure: float | None, focus: float | None) -> CaptureRequest:
    """Returns the request for a size and controls as a person chose them.

    Args:
        size: "720p" or "1080p".
        exposure: See CaptureRequest.
        focus: See CaptureRequest.
    """
    return CaptureRequest(int(size.removesuffix("p")), exposure, focus)
