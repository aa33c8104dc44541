"""Cameras as sentences name them."""

from dataclasses import dataclass
from enum import StrEnum


class AboutCamera:
    """Marks the refusals that are about cameras, so that wording finds the `match` for them."""

    __slots__ = ()


class CameraKind(StrEnum):
    """By what a camera is named."""

    NUMBER = "NUMBER"
    DEVICE = "DEVICE"  # its device file
    NAME = "NAME"  # its name or identity
    VIDEO = "VIDEO"  # a video file in a camera's place
    STREAM = "STREAM"  # a network camera's address
    CROWD = "CROWD"  # the rehearsal's simulated one


class Light(StrEnum):
    """How bright a camera's pictures are."""

    DARK = "DARK"
    GOOD = "GOOD"
    TOO_BRIGHT = "TOO_BRIGHT"


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera as it was named; never with a password.

    Attributes:
        kind: By what it is named.
        label: The number, device file, name, file name or address; empty for the crowd.
    """

    kind: CameraKind
    label: str = ""
