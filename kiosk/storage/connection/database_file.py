"""The file of a SQLite database: checks that it is there, and that nobody moved or replaced it."""

import os
import stat
from pathlib import Path, PurePath
from urllib.parse import quote

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import FileMixedUp, FileTrouble, NotPrepared, StorageFault

FileIdentity = tuple[int, int]
"""The device and the inode of a file: two files that exist at the same time never share them."""


def daily_uri(path: PurePath) -> str:
    """Returns the SQLite URI of a database file; opening it never creates the file.

    SQLite percent-decodes the path, reads options after `?`, and needs a slash before the letter of a Windows
    drive (https://sqlite.org/uri.html).

    Args:
        path: An absolute path.
    """
    name = path.as_posix()
    rooted = name if name.startswith("/") else f"/{name}"
    return f"file://{quote(rooted, safe='/:', errors='surrogateescape')}?mode=rw"


class DatabaseFile:
    """The place of a SQLite database; remembers, while the program runs, that a database was there."""

    def __init__(self, path: Path, name: str) -> None:
        """Does not look at the file yet.

        Args:
            path: Where the file is, or where an upgrade will create it.
            name: The database's name for people.
        """
        # Not resolved: a link may change its target, so it is followed each time.
        self._path = Path(os.path.abspath(path))  # noqa: PTH100 -- see the line above
        self._name = name
        self._was_there = False
        self._last: FileIdentity | None = None

    @property
    def uri(self) -> str:
        """Returns the URI with which SQLite opens the file and never creates it."""
        return daily_uri(self._path)

    def identity(self) -> FileIdentity | None:
        """Returns what identifies the file; None when it is not there or may not be looked at."""
        found = _stat(self._path)
        return None if found is None else (found.st_dev, found.st_ino)

    def require(self) -> None:
        """Checks that there is a database to open.

        If a database was there before, an empty file does not count: another program has just created it.
        A file that replaced the database while its log was in use is not opened, because SQLite would write
        that log into it (https://sqlite.org/howtocorrupt.html, "Mispairing database files and hot journals").

        Raises:
            StorageUnavailable: The database was there before, and is gone or mixed up with another.
            StorageUnfit: It was never there: nobody has prepared it yet.
        """
        try:
            found = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            found = None
        except OSError:
            return  # SQLite's error when it opens the file is more exact
        if found is not None and not stat.S_ISREG(found.st_mode):
            return  # as above
        if found is not None and found.st_size > 0:
            self._refuse_mixed((found.st_dev, found.st_ino))
            self._was_there = True
        elif self._was_there:
            raise StorageUnavailable(StorageFault(FileTrouble.GONE, self._name))
        elif found is None:
            raise StorageUnfit(NotPrepared(self._name))

    def require_same(self, identity: FileIdentity | None) -> None:
        """Checks that the file on which a connection was opened is still in its place.

        Raises:
            StorageUnavailable: It is gone, or another file is there.
        """
        if self.identity() == identity:
            return
        self.require()
        raise StorageUnavailable(StorageFault(FileTrouble.REPLACED, self._name))

    def _refuse_mixed(self, identity: FileIdentity) -> None:
        wal, shm = (self._path.with_name(f"{self._path.name}-{ending}") for ending in ("wal", "shm"))
        log = _stat(wal)
        if self._last not in {None, identity} and log is not None and log.st_size > 0:
            raise StorageUnavailable(FileMixedUp(self._name, wal=wal.name, shm=shm.name))
        self._last = identity


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
