"""A file that is there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.domain.errors import Refused


@contextmanager
def whole_file(path: Path, *, replaces: bool = False) -> Iterator[Path]:
    """A new name beside `path` to write to; what is there takes the place of `path` at the end.

    After an error, or Ctrl+C, nothing new is left, and an earlier file at `path` is as it was.

    Args:
        path: Where the file is wanted.
        replaces: Put it in the place of an earlier file; without, one that is there is kept.

    Raises:
        Refused: `path` is no place for a file, a file is there already, or writing failed.
    """
    _check_place(path, replaces=replaces)
    place = path.resolve()  # what a link points to is replaced, not the link
    half = place.with_name(f".kiosk-{secrets.token_hex(8)}.part")
    try:
        half.open("xb").close()
        yield half
        with half.open("rb+") as written:
            os.fsync(written.fileno())
        _put(half, place, replaces=replaces)
    except OSError as error:
        raise Refused(
            f"{path} could not be written: {error.strerror or error}. No half file was left."
        ) from error
    finally:
        half.unlink(missing_ok=True)


def _check_place(path: Path, *, replaces: bool) -> None:
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder. Name a file in it.")
        if not path.parent.is_dir():
            raise Refused(f"The folder {path.parent} does not exist. Make it, or name a file elsewhere.")
        if path.exists() and not path.is_file():
            raise Refused(f"{path} is no file that could be replaced. Name another.")
        if path.exists() and not replaces:
            raise Refused(_exists(path))
    except (OSError, ValueError) as error:
        raise Refused(f"{str(path)!r} is no name a file can have here: {error}.") from error


def _put(half: Path, place: Path, *, replaces: bool) -> None:
    if not replaces:
        try:
            os.link(half, place)  # unlike a rename, it never takes the place of a file made meanwhile
        except FileExistsError as error:
            raise Refused(_exists(place)) from error
        except OSError:  # a disk that knows no links
            if place.exists():
                raise Refused(_exists(place)) from None
        else:
            return
    half.replace(place)


def _exists(path: Path) -> str:
    return f"{path} exists already and was not touched. Name another file, or add --force to replace it."
