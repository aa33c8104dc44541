"""What the scanner's process sends the window's process: small, frozen, cheap to pickle."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.camera_faults import CameraCause


class CameraState(StrEnum):
    """What the camera is doing, as far as the scanner can tell."""

    OPENING = "OPENING"
    LIVE = "LIVE"
    MISSING = "MISSING"  # not there, unplugged, or gives no pictures; tried again by itself
    BUSY = "BUSY"  # there, but another program has it; tried again by itself
    DENIED = "DENIED"  # there, but this user, or this password, may not use it; tried again by itself
    FROZEN = "FROZEN"  # it gives the very same picture again and again
    DARK = "DARK"  # it gives pictures, but nothing is in them: its lens is covered
    ENDED = "ENDED"  # a video file came to its end
    UNREADABLE = "UNREADABLE"  # pictures arrive but no engine can read codes (libzbar is not installed)
    RESTARTING = "RESTARTING"  # the scanner's process died or went silent; a new one is on its way


@dataclass(frozen=True, slots=True)
class CameraReport:
    """The camera's state changed.

    Attributes:
        state: What it is doing now.
        cause: What happened; None while all is well.
    """

    state: CameraState
    cause: CameraCause | None = None


@dataclass(frozen=True, slots=True)
class CodeSeen:
    """A code came into view (once, however long it stays).

    Attributes:
        text: What the code says: hostile, any length, any Unicode.
        frame_at: time.monotonic() when its frame left the camera, in seconds; the clock is
            the machine's, so both processes may compare with it.
        decode_ms: How long the frame took to decode, in milliseconds.
    """

    text: str
    frame_at: float
    decode_ms: float


@dataclass(frozen=True, slots=True)
class Pulse:
    """The scanner is alive; sent at least every half second.

    Attributes:
        frames: Frames looked at since its process started.
        reads: Those of them in which codes were looked for.
        dropped: Frames the camera gave that nobody could take, since its process started.
    """

    frames: int
    reads: int
    dropped: int


class Advice(StrEnum):
    """What whoever holds up a code that cannot be read may do about it."""

    CLOSER = "CLOSER"
    FURTHER = "FURTHER"
    HOLD_STILL = "HOLD_STILL"
    TILT = "TILT"  # something shines in it
    BRIGHTER = "BRIGHTER"  # the phone's screen
    TOO_DARK = "TOO_DARK"  # the room


@dataclass(frozen=True, slots=True)
class Advised:
    """The hint for whoever is in front changed.

    Attributes:
        advice: What to do; None when nothing is to be said any more.
    """

    advice: Advice | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the camera's pictures are like; sent with the first one, and when that changes.

    Attributes:
        width: In pixels.
        height: In pixels.
        codec: Four letters such as MJPG; empty when the driver does not say.
    """

    width: int
    height: int
    codec: str


Message = CameraReport | CodeSeen | Pulse | Advised | Agreed


@dataclass(frozen=True, slots=True)
class InView:
    """Codes in view now, for the scanner itself: its next process must not count them again.

    Attributes:
        texts: Latest seen first.
    """

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemoryCeiling:
    """A scanner's process ends because it uses more memory than it may.

    Attributes:
        used: Bytes.
        most: Bytes.
    """

    used: int
    most: int


@dataclass(frozen=True, slots=True)
class Crash:
    """A scanner's process ends because of an error.

    Attributes:
        traceback: For the log.
    """

    traceback: str


ProcessFault = MemoryCeiling | Crash
"""The last message of a scanner's process, for the log: why it cannot go on."""


@dataclass(frozen=True, slots=True)
class Forget:
    """To the scanner: report this code again if it is still in view (its check-in could not be recorded)."""

    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The newest picture for the screen, not mirrored.

    Attributes:
        number: Grows with each picture.
        width: In pixels.
        height: In pixels.
        pixels: height rows of width 4-byte pixels, B G R X (Qt's Format_RGB32 on little-endian machines).
    """

    number: int
    width: int
    height: int
    pixels: bytes
