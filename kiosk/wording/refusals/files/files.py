"""Refusals of files that are read or written, in words."""

from typing import assert_never

from kiosk.domain.refusals.files.files import (
    ExportExists,
    FileExists,
    FileNameHoldsZero,
    FileNameNotPossible,
    FileNotOpened,
    FileNotReadToEnd,
    FileNotWritten,
    FileRefusal,
    FolderMissing,
    FolderNotCreated,
    NewFileKeptBesideOther,
    NewFileKeptElsewhere,
    NotARegularFile,
    PathIsFolder,
    PathNotReplaceable,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def file_refusal(reason: FileRefusal, audience: Audience) -> str:
    """Explains why a file cannot be read or written."""
    match reason:
        case PathIsFolder(path):
            return _("{path} is a folder. Name a file in it.").format(path=path)
        case PathNotReplaceable(path):
            return _("{path} is not a file that can be replaced. Name another.").format(path=path)
        case ExportExists(path) if audience is Audience.TECHNICIAN:
            return _(
                "{path} exists already and was not touched. Name another file. Or add --force to replace it."
            ).format(path=path)
        case FileExists(path) | ExportExists(path):
            return _("{path} exists already and was not touched. Name another file.").format(path=path)
        case FolderMissing(folder):
            return _("The folder {folder} does not exist. Make it, or name a file elsewhere.").format(
                folder=folder
            )
        case FolderNotCreated(folder, detail):
            return _("The folder {folder} could not be made: {detail}.").format(folder=folder, detail=detail)
        case FileNameNotPossible(path, detail):
            return _("{path} cannot be the name of a file here: {detail}.").format(
                path=repr(path), detail=detail
            )
        case FileNotWritten(path, detail):
            return _("{path} could not be written: {detail}. No half file was left.").format(
                path=path, detail=detail
            )
        case NewFileKeptElsewhere(path, kept, detail):
            return _(
                "{path} could not be written: {detail}. The new file counts, and was kept as {kept}."
            ).format(path=path, detail=detail, kept=kept)
        case NewFileKeptBesideOther(path, kept):
            return _(
                "{path} exists already and was not touched. The new file counts, and was kept as {kept}."
            ).format(path=path, kept=kept)
        case FileNotOpened(path, detail):
            return _("The file {path} cannot be read: {detail}.").format(path=repr(path), detail=detail)
        case FileNotReadToEnd(path, detail):
            return _("The file {path} cannot be read to its end: {detail}.").format(
                path=repr(path), detail=detail
            )
        case FileNameHoldsZero(path):
            return _("The file {path} cannot be read: that is not a file name.").format(path=repr(path))
        case NotARegularFile(path):
            return _("The file {path} is a device or a pipe. Save the list to a file first.").format(
                path=repr(path)
            )
        case _:
            assert_never(reason)
