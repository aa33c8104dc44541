"""Refusals of a camera by the name that was typed, and of the pictures it should give.

None holds an address: a password may be anywhere in it.
"""

from dataclasses import dataclass

from kiosk.domain.cameras import AboutCamera
from kiosk.domain.faults.camera import DriverFailed, DriverStuck, EngineNotInstalled


@dataclass(frozen=True, slots=True)
class NotACamera(AboutCamera):
    """The text names no camera.

    Attributes:
        text: As typed; None when a password may be in it.
    """

    text: str | None


@dataclass(frozen=True, slots=True)
class CameraNameMissing(AboutCamera):
    """`name:` stands without a name."""


@dataclass(frozen=True, slots=True)
class SchemeUnknown(AboutCamera):
    """An address does not start as cameras' addresses do.

    Attributes:
        scheme: What stands before `://`; None when that is not a scheme.
    """

    scheme: str | None


@dataclass(frozen=True, slots=True)
class AddressWithoutHost(AboutCamera):
    """An address names no host, or an impossible port."""

    scheme: str


@dataclass(frozen=True, slots=True)
class AddressNotEscaped(AboutCamera):
    """It is not certain where the password ends: characters with a meaning in a URL are not escaped."""

    scheme: str


@dataclass(frozen=True, slots=True)
class NeitherFileNorAddress(AboutCamera):
    """The text looks like a part of an address."""


@dataclass(frozen=True, slots=True)
class CameraFileUnreadable(AboutCamera):
    """The system does not let a file be looked at.

    Attributes:
        path: As typed.
        detail: The system's reason.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class CameraFileMissing(AboutCamera):
    """There is no file of this name."""

    path: str


@dataclass(frozen=True, slots=True)
class CameraFileNotAFile(AboutCamera):
    """The path is a folder, or something else that is not a file."""

    path: str


@dataclass(frozen=True, slots=True)
class CrowdNotTried(AboutCamera):
    """A rehearsal's crowd was named where a camera is tried out."""


@dataclass(frozen=True, slots=True)
class CrowdNeedsDemo(AboutCamera):
    """The rehearsal's crowd was named for a database that holds no demo.

    Attributes:
        database: Its name for people.
    """

    database: str


CameraRefusal = (
    NotACamera
    | CameraNameMissing
    | SchemeUnknown
    | AddressWithoutHost
    | AddressNotEscaped
    | NeitherFileNorAddress
    | CameraFileUnreadable
    | CameraFileMissing
    | CameraFileNotAFile
    | CrowdNotTried
    | CrowdNeedsDemo
    | DriverStuck
    | DriverFailed
    | EngineNotInstalled
)
