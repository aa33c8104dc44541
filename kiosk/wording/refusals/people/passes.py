"""Refusals about passes in words."""

from typing import TYPE_CHECKING, assert_never

from kiosk.domain.refusals.people.passes import (
    NoFolderForPicture,
    NoPassToRevoke,
    PassesChangedByOthers,
    PassRefusal,
    PictureIsFolder,
    PictureNotWritten,
    TooManyPicked,
)
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.domain.refusals.refusal import Refusal


def pass_refusal(reason: PassRefusal, word_cause: "Callable[[Refusal], str]") -> str:
    """Explains why a pass is not issued, revoked or drawn.

    Args:
        reason: The fact.
        word_cause: Explains to the same reader why a file could not be written.
    """
    match reason:
        case NoPassToRevoke(name):
            return _("{name} holds no pass that could be revoked.").format(name=name)
        case PassesChangedByOthers():
            return _(
                "Somebody else issued or revoked passes of some of these people at the same time."
                " Nothing was issued, and every pass works as it did. Start again."
            )
        case TooManyPicked(count, most):
            return _("{count} people were picked; {most} are the most. Pick fewer, or all.").format(
                count=number(count), most=number(most)
            )
        case NoFolderForPicture(folder):
            return _("The folder {folder} does not exist, so no pass was issued.").format(folder=folder)
        case PictureIsFolder(path):
            return _("{path} is a folder, so no pass was issued. Name a file in it.").format(path=path)
        case PictureNotWritten(cause):
            return _(
                "The pass was issued, and its token is printed above, but there is no picture of it: {reason}"
            ).format(reason=word_cause(cause))
        case _:
            assert_never(reason)
