"""Files that are written whole or not at all: reports, passes, the settings file, the staff PIN."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.errors import Refused
from kiosk.private_files import copy_access, make_new_private_file, make_private_folder
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault


class AlreadyThere(Refused):
    """A file is where another was to be written. It was not touched."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already and was not touched. Name another file.")


def make_folder_for(path: Path) -> None:
    """Makes the folder that a file is to be in, for its owner only; one that exists stays as it is.

    Raises:
        Refused: It cannot be made.
    """
    folder = path.resolve().parent
    try:
        make_private_folder(folder)
    except OSError as error:
        raise Refused(f"The folder {folder} could not be made: {error.strerror or error}.") from error


@contextmanager
def atomic_file(
    path: Path, *, replaces: bool = False, once_written: Callable[[], None] | None = None
) -> Iterator[Path]:
    """Gives a new file beside `path` to write to, which takes the place of `path` at the end.

    After an error, or Ctrl+C, nothing new is left, and an earlier file at `path` is as it was.
    A new file is readable by its owner only, wherever it is: it may name people, hold passes or a
    password. One that replaces an earlier file has that file's mode.

    Args:
        path: Where the file is wanted.
        replaces: Put it in the place of an earlier file; without, one that is there is kept.
        once_written: What makes the file count elsewhere. Called when it is whole on the disk,
            before it takes its place; what it raises leaves nothing. After it the file is never
            given up: when it cannot take its place it stays beside it, and the sentence says where.

    Raises:
        AlreadyThere: A file is there, and is not to be replaced.
        Refused: `path` is no place for a file, or writing failed.
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
        reason = f"{path} could not be written: {error.strerror or error}."
        raise Refused(
            _kept(half, place, reason) if is_owed else f"{reason} No half file was left."
        ) from error
    except Refused as refusal:
        if not is_owed:
            raise
        raise Refused(_kept(half, place, fault(refusal, Audience.ORGANIZER))) from refusal
    finally:
        if not is_owed:
            half.unlink(missing_ok=True)


def _kept(half: Path, place: Path, reason: str) -> str:
    kept = place.with_name(f"{place.stem}-{secrets.token_hex(2)}{place.suffix}")
    try:
        half.replace(kept)
    except OSError:  # it stays where it is
        kept = half
    return f"{reason} The new file counts, and was kept as {kept}."


def _check_place(path: Path, *, replaces: bool) -> None:
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder. Name a file in it.")
        if not path.parent.is_dir():
            raise Refused(f"The folder {path.parent} does not exist. Make it, or name a file elsewhere.")
        if path.exists() and not path.is_file():
            raise Refused(f"{path} is no file that could be replaced. Name another.")
        if path.exists() and not replaces:
            raise AlreadyThere(path)
    except (OSError, ValueError) as error:
        raise Refused(f"{str(path)!r} is no name a file can have here: {error}.") from error


def _put(half: Path, place: Path, *, replaces: bool) -> None:
    if not replaces:
        try:
            os.link(half, place)  # unlike a rename, it never takes the place of a file made meanwhile
        except FileExistsError as error:
            raise AlreadyThere(place) from error
        except OSError:  # a disk that knows no links
            if place.exists():
                raise AlreadyThere(place) from None
        else:
            return
    half.replace(place)
