"""Makes files and folders that only their owner may read: they hold people's names or secrets.

The mode is given when a file is created, so no umask widens it and others can read it at no
moment. Windows and file systems without modes (FAT on a USB stick) ignore it; that is not an error.
"""

import contextlib
import os
from pathlib import Path

FILE_MODE = 0o600
"""The mode of a file that only the owner reads and writes."""

FOLDER_MODE = 0o700
"""The mode of a folder that only the owner enters (https://specifications.freedesktop.org/basedir-spec)."""

_RIGHTS = 0o777
_GROUP_RIGHTS = 0o070


def make_private_folder(folder: Path) -> None:
    """Makes a folder, and those missing above it, for their owner only. One that exists keeps its mode.

    Raises:
        OSError: A folder cannot be made, or a file has its name.
    """
    for each in (*reversed(folder.parents), folder):
        if not each.is_dir():
            each.mkdir(FOLDER_MODE, exist_ok=True)  # another program may make it at the same moment


def make_private_file(path: Path) -> None:
    """Makes an empty file for its owner only. A file that exists is not changed.

    Raises:
        OSError: The file cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        make_new_private_file(path.resolve())  # the file that a link points to


def make_new_private_file(path: Path) -> None:
    """Makes an empty file for its owner only.

    Raises:
        FileExistsError: A file exists already. It was not touched.
        OSError: The file cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def copy_access(earlier: Path, new: Path) -> None:
    """Copies mode, owner and group of a file to the one that replaces it, as far as the system allows.

    Where the group cannot be kept, the mode's rights for the group are removed: another group had them.

    Raises:
        OSError: `earlier` exists and its mode cannot be read.
    """
    try:
        kept = earlier.stat()
    except FileNotFoundError:
        return
    with contextlib.suppress(OSError):  # a file system without modes, or a file of another user's
        if hasattr(os, "chown"):
            _copy_owner(kept, new)
        mode = kept.st_mode & _RIGHTS
        new.chmod(mode if new.stat().st_gid == kept.st_gid else mode & ~_GROUP_RIGHTS)


def _copy_owner(kept: os.stat_result, new: Path) -> None:
    for user, group in ((kept.st_uid, kept.st_gid), (-1, kept.st_gid)):
        with contextlib.suppress(OSError):  # only root gives files away, and only to one's own groups
            os.chown(new, user, group)
            return
