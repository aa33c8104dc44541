"""What a camera is asked for."""

from dataclasses import dataclass

_WIDE = (16, 9)


@dataclass(frozen=True, slots=True)
class CameraWish:
    """A webcam gives the nearest it has; files and network cameras are as they are.

    Attributes:
        height: Of its pictures, in pixels; they are 16:9.
        exposure: In the driver's own unit (V4L2: 0.1 ms; DirectShow: powers of two of a second); None
            leaves it to the camera.
        focus: In the driver's own unit; None leaves it to the camera.
    """

    height: int = 720
    exposure: float | None = None
    focus: float | None = None

    @property
    def width(self) -> int:
        """Of its pictures, in pixels."""
        across, down = _WIDE
        return self.height * across // down


DEFAULT_WISH = CameraWish()


def wish_for(size: str, exposure: float | None, focus: float | None) -> CameraWish:
    """What a person wishes.

    Args:
        size: 720p or 1080p.
        exposure: As CameraWish has it.
        focus: As CameraWish has it.
    """
    return CameraWish(int(size.removesuffix("p")), exposure, focus)
