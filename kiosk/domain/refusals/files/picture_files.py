"""Refusals of files that `kiosk decode` should read."""

from dataclasses import dataclass


class AboutPictureFile:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotAPicture(AboutPictureFile):
    """The file is not a picture that this program can read, or is damaged."""

    path: str


@dataclass(frozen=True, slots=True)
class NotAVideo(AboutPictureFile):
    """The file is not a video that this program can read, or is damaged."""

    path: str


PictureFileRefusal = NotAPicture | NotAVideo
