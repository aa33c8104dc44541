"""What is wrong with a camera, or with what reads its pictures, as facts that are cheap to pickle.

kiosk/wording/cameras.py says them in words.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cameras import AboutCamera, CameraName


class CameraTrouble(StrEnum):
    """What happened to a camera."""

    ABSENT = "ABSENT"  # not there, or does not answer
    LOST = "LOST"  # it gave pictures before, and gives none now
    IN_USE = "IN_USE"  # by another program, or by as many viewers as it takes
    DENIED = "DENIED"  # to this user, or to this password
    FROZEN = "FROZEN"  # it gives the very same picture again and again
    ENDED = "ENDED"  # a video file came to its end


@dataclass(frozen=True, slots=True)
class CameraFault:
    """A camera gives no pictures that could be read."""

    camera: CameraName
    trouble: CameraTrouble


@dataclass(frozen=True, slots=True)
class LensCovered:
    """Nothing is in the pictures: the lens is covered, or the room is dark."""


@dataclass(frozen=True, slots=True)
class ScannerRestarting:
    """The scanner's process died or went silent, and another takes its place."""


@dataclass(frozen=True, slots=True)
class DriverStuck(AboutCamera):
    """A camera's driver does not answer any more; only a new process gets rid of it."""

    camera: CameraName


@dataclass(frozen=True, slots=True)
class DriverFailed(AboutCamera):
    """A camera's driver came back with an error."""

    camera: CameraName


@dataclass(frozen=True, slots=True)
class EngineNotInstalled(AboutCamera):
    """The library that reads codes is missing.

    Attributes:
        platform: As sys.platform has it: how it is installed depends on the system.
    """

    platform: str


CameraCause = CameraFault | LensCovered | ScannerRestarting | EngineNotInstalled
"""Why a camera's report is not a good one."""
