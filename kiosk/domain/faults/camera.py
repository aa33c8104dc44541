"""Faults of a camera, or of the process that reads its pictures, as facts that are cheap to pickle.

kiosk/wording/cameras.py holds their words.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cameras import AboutCamera, CameraName


class CameraTrouble(StrEnum):
    """The ways in which a camera fails."""

    ABSENT = "ABSENT"  # not there, or does not answer
    LOST = "LOST"  # it gave pictures before and has stopped
    IN_USE = "IN_USE"  # by another program, or by as many viewers as it takes
    DENIED = "DENIED"  # to this user, or to this password
    FROZEN = "FROZEN"  # it repeats the same picture
    ENDED = "ENDED"  # a video file came to its end


@dataclass(frozen=True, slots=True)
class CameraFault:
    """A camera gives no pictures that could be read."""

    camera: CameraName
    trouble: CameraTrouble


@dataclass(frozen=True, slots=True)
class LensCovered:
    """The pictures show nothing: the lens is covered, or the room is dark."""


@dataclass(frozen=True, slots=True)
class ScannerRestarting:
    """The scanner's process ended or stopped answering, and a new one is starting."""


@dataclass(frozen=True, slots=True)
class DriverStuck(AboutCamera):
    """A camera's driver no longer answers; only a new process can recover from this."""

    camera: CameraName


@dataclass(frozen=True, slots=True)
class DriverFailed(AboutCamera):
    """A camera's driver returned an error."""

    camera: CameraName


@dataclass(frozen=True, slots=True)
class EngineNotInstalled(AboutCamera):
    """The library that reads codes is missing.

    Attributes:
        platform: The value of sys.platform: how to install the library depends on the system.
    """

    platform: str


CameraCause = CameraFault | LensCovered | ScannerRestarting | EngineNotInstalled
"""The reasons why a camera's report is not good."""
