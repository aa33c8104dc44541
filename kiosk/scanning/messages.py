"""The messages from the scanner's process to the window's process: small, frozen, cheap to pickle."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.faults.camera import CameraCause


class CameraState(StrEnum):
    """The camera's state, as far as the scanner can detect it."""

    OPENING = "OPENING"
    LIVE = "LIVE"
    MISSING = "MISSING"  # not found, unplugged, or without pictures; retried automatically
    BUSY = "BUSY"  # found, but another program uses it; retried automatically
    DENIED = "DENIED"  # found, but this user or this password may not use it; retried automatically
    FROZEN = "FROZEN"  # it repeats one picture
    DARK = "DARK"  # its pictures show nothing: its lens is covered
    ENDED = "ENDED"  # a video file ended
    UNREADABLE = "UNREADABLE"  # pictures arrive but no engine can read codes (libzbar is not installed)
    RESTARTING = "RESTARTING"  # the scanner's process died or stopped sending; a new one is being started


@dataclass(frozen=True, slots=True)
class CameraReport:
    """The camera's state changed.

    Attributes:
        state: The new state.
        cause: The fault; None while the camera works.
    """

    state: CameraState
    cause: CameraCause | None = None


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A code came into view; sent once, however long the code stays.

    Attributes:
        text: The code's text: untrusted, any length, any Unicode.
        frame_at: time.monotonic() when its frame left the camera, in seconds; all processes of a
            machine share this clock.
        decode_ms: The time to decode the frame, in milliseconds.
    """

    text: str
    frame_at: float
    decode_ms: float


@dataclass(frozen=True, slots=True)
class Pulse:
    """A sign that the scanner is alive; sent at least every half second.

    Attributes:
        frames: The number of frames processed since its process started.
        reads: The number of these in which codes were searched.
        dropped: The number of the camera's frames that were not processed, since its process started.
    """

    frames: int
    reads: int
    dropped: int


class Advice(StrEnum):
    """Advice for a person who holds up a code that cannot be read."""

    CLOSER = "CLOSER"
    FURTHER = "FURTHER"
    HOLD_STILL = "HOLD_STILL"
    TILT = "TILT"  # a reflection on the code
    BRIGHTER = "BRIGHTER"  # the phone's screen
    TOO_DARK = "TOO_DARK"  # the room


@dataclass(frozen=True, slots=True)
class Advised:
    """The advice for the person in front changed.

    Attributes:
        advice: The new advice; None removes it.
    """

    advice: Advice | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The mode of the camera's pictures; sent with the first one, and at each change.

    Attributes:
        width: The width of a picture, in pixels.
        height: The height of a picture, in pixels.
        codec: Four letters such as MJPG; empty when the driver does not report them.
    """

    width: int
    height: int
    codec: str


Message = CameraReport | CodeSeen | Pulse | Advised | Agreed


@dataclass(frozen=True, slots=True)
class InView:
    """The codes in view, kept for the scanner's next process, which must not report them again.

    Attributes:
        texts: The codes' texts, the latest first.
    """

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemoryCeiling:
    """A scanner's process ends because it exceeds its memory limit.

    Attributes:
        used: The memory in use, in bytes.
        most: The limit, in bytes.
    """

    used: int
    most: int


@dataclass(frozen=True, slots=True)
class Crash:
    """A scanner's process ends because of an error.

    Attributes:
        traceback: The error's traceback, for the log.
    """

    traceback: str


ProcessFault = MemoryCeiling | Crash
"""The last message of a scanner's process, for the log: the reason why it ends."""


@dataclass(frozen=True, slots=True)
class Forget:
    """A request to the scanner: report this code again if it is still in view (its check-in failed)."""

    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The newest picture for the screen, not mirrored.

    Attributes:
        number: Grows with each picture.
        width: The width, in pixels.
        height: The height, in pixels.
        pixels: `height` rows of `width` 4-byte pixels, B G R X (Qt's Format_RGB32 on little-endian machines).
    """

    number: int
    width: int
    height: int
    pixels: bytes
