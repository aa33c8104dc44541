"""Refusals of files that `kiosk decode` should read, in words."""

from typing import assert_never

from kiosk.domain.refusals.picture_files import (
    NotAFileName,
    NotAPicture,
    NotAVideo,
    PictureFileRefusal,
    PictureFileUnreadable,
)
from kiosk.wording.catalogue import _


def picture_file_refusal(reason: PictureFileRefusal) -> str:
    """Explains why a picture or video cannot be read."""
    match reason:
        case PictureFileUnreadable(path, detail):
            return _("The file {path} cannot be read: {detail}.").format(path=repr(path), detail=detail)
        case NotAFileName(path):
            return _("The file {path} cannot be read: not a file name.").format(path=repr(path))
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
