"""Writes files completely or not at all: reports, passes, the settings file, the staff PIN."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.files import (
    FileExists,
    FileNameNotPossible,
    FileNotWritten,
    FolderMissing,
    FolderNotCreated,
    NewFileKeptBesideOther,
    NewFileKeptElsewhere,
    PathIsFolder,
    PathNotReplaceable,
)
from kiosk.private_files import copy_access, make_new_private_file, make_private_folder


def make_folder_for(path: Path) -> None:
    """Makes the folder for a file, for its owner only; a folder that exists is not changed.

    Raises:
        Refused: It cannot be made.
    """
    folder = path.resolve().parent
    try:
        make_private_folder(folder)
    except OSError as error:
        raise Refused(FolderNotCreated(str(folder), error.strerror or str(error))) from error


@contextmanager
def atomic_file(
    path: Path, *, replaces: bool = False, once_written: Callable[[], None] | None = None
) -> Iterator[Path]:
    """Opens a new file beside `path` for writing; it takes the place of `path` at the end.

    After an error, or Ctrl+C, nothing new is left, and an earlier file at `path` is as it was.
    A new file is readable by its owner only, wherever it is: it may hold names of people, passes or a
    password. One that replaces an earlier file has that file's mode.

    Args:
        path: Where the file is wanted.
        replaces: True to replace an earlier file; otherwise an earlier file is kept.
        once_written: Puts the file into effect elsewhere. Called when it is complete on the disk,
            before it takes its place; an exception from it removes the file. After it the file is
            always kept: one that cannot take its place stays beside it, and the refusal holds where.

    Raises:
        Refused: A file exists and must not be replaced (FileExists), no file can be at `path`, or
            writing failed.
    """
    _check_place(path, replaces=replaces)
    place = path.resolve()  # what a link points to is replaced, not the link
    half = place.with_name(f".kiosk-{secrets.token_hex(8)}.part")
    is_owed = False
    try:
        make_new_private_file(half)
        yield half
        with half.open("rb+") as written:
            os.fsync(written.fileno())
        copy_access(place, half)
        if once_written is not None:
            once_written()
            is_owed = True
        _put(half, place, replaces=replaces)
        is_owed = False
    except OSError as error:
        detail = error.strerror or str(error)
        if is_owed:
            raise Refused(NewFileKeptElsewhere(str(path), _keep_beside(half, place), detail)) from error
        raise Refused(FileNotWritten(str(path), detail)) from error
    except Refused as refusal:
        if is_owed:
            raise Refused(NewFileKeptBesideOther(str(path), _keep_beside(half, place))) from refusal
        raise
    finally:
        if not is_owed:
            half.unlink(missing_ok=True)


def _keep_beside(half: Path, place: Path) -> str:
    """Renames a file that is already in effect to a name beside its place, and returns its path."""
    kept = place.with_name(f"{place.stem}-{secrets.token_hex(2)}{place.suffix}")
    try:
        half.replace(kept)
    except OSError:  # it stays where it is
        kept = half
    return str(kept)


def _check_place(path: Path, *, replaces: bool) -> None:
    try:
        if path.is_dir():
            raise Refused(PathIsFolder(str(path)))
        if not path.parent.is_dir():
            raise Refused(FolderMissing(str(path.parent)))
        if path.exists() and not path.is_file():
            raise Refused(PathNotReplaceable(str(path)))
        if path.exists() and not replaces:
            raise Refused(FileExists(str(path)))
    except (OSError, ValueError) as error:
        raise Refused(FileNameNotPossible(str(path), str(error))) from error


def _put(half: Path, place: Path, *, replaces: bool) -> None:
    if not replaces:
        try:
            os.link(half, place)  # unlike a rename, it never replaces a file that was made in between
        except FileExistsError as error:
            raise Refused(FileExists(str(place))) from error
        except OSError:  # a disk without hard links
            if place.exists():
                raise Refused(FileExists(str(place))) from None
        else:
            return
    half.replace(place)
