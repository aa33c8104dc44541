"""Refusals of files that `kiosk decode` should read, in words."""

from typing import assert_never

from kiosk.domain.refusals.files.picture_files import (
    NotAPicture,
    NotAVideo,
    PictureFileRefusal,
)
from kiosk.wording.language.catalogue import _


def picture_file_refusal(reason: PictureFileRefusal) -> str:
    """Explains why a picture or video cannot be read."""
    match reason:
        case NotAPicture(path):
            return _("The file {path} is not a picture this program can read, or it is damaged.").format(
                path=repr(path)
            )
        case NotAVideo(path):
            return _("The file {path} is not a video this program can read, or it is damaged.").format(
                path=repr(path)
            )
        case _:
            assert_never(reason)
