"""Refusals about passes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.refusals.refusal import Refusal


class AboutPass:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoPassToRevoke(AboutPass):
    """The person holds no live pass."""

    name: str


@dataclass(frozen=True, slots=True)
class PassesChangedByOthers(AboutPass):
    """Somebody else issued or revoked passes of these people since new ones were planned."""


@dataclass(frozen=True, slots=True)
class TooManyPicked(AboutPass):
    """More people were picked one by one than is allowed.

    Attributes:
        count: How many people were picked.
        most: How many may be picked.
    """

    count: int
    most: int


@dataclass(frozen=True, slots=True)
class NoFolderForPicture(AboutPass):
    """The folder where the picture of a pass is wanted does not exist. No pass was issued."""

    folder: str


@dataclass(frozen=True, slots=True)
class PictureIsFolder(AboutPass):
    """A folder is where the picture of a pass is wanted. No pass was issued."""

    path: str


@dataclass(frozen=True, slots=True)
class PictureNotWritten(AboutPass):
    """The pass was issued, but the picture of it could not be written.

    Attributes:
        cause: Why not.
    """

    cause: "Refusal"


PassRefusal = (
    NoPassToRevoke
    | PassesChangedByOthers
    | TooManyPicked
    | NoFolderForPicture
    | PictureIsFolder
    | PictureNotWritten
)
