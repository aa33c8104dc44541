"""Names of cameras, as facts hold them and sentences show them."""

from dataclasses import dataclass
from enum import StrEnum


class AboutCamera:
    """Marks the refusals that are about cameras, so that wording finds the `match` for them."""

    __slots__ = ()


class CameraKind(StrEnum):
    """The kinds of things that a camera's name refers to."""

    NUMBER = "NUMBER"
    DEVICE = "DEVICE"  # its device file
    NAME = "NAME"  # its name or identity
    VIDEO = "VIDEO"  # a video file instead of a camera
    STREAM = "STREAM"  # a network camera's address
    CROWD = "CROWD"  # the rehearsal's simulated camera


class Light(StrEnum):
    """The brightness of a camera's pictures."""

    DARK = "DARK"
    GOOD = "GOOD"
    TOO_BRIGHT = "TOO_BRIGHT"


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera's name as somebody typed it, without any password.

    Attributes:
        kind: What the name refers to.
        label: The number, device file, name, file name or address; empty for the crowd.
    """

    kind: CameraKind
    label: str = ""
