"""The file of a SQLite database: whether it is there, and what it means when it is not any more."""

import os
import stat
from pathlib import Path, PurePath
from urllib.parse import quote

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.storage_faults import FileMixedUp, FileTrouble, NotPrepared, StorageFault

FileIdentity = tuple[int, int]
"""The device and the inode of a file: two files never share them at one time."""


def daily_uri(path: PurePath) -> str:
    """Names a database file to SQLite so that opening it never makes one.

    SQLite percent-decodes the path, takes what follows `?` for options, and wants a slash before
    a Windows drive's letter (https://sqlite.org/uri.html).

    Args:
        path: Absolute.
    """
    name = path.as_posix()
    rooted = name if name.startswith("/") else f"/{name}"
    return f"file://{quote(rooted, safe='/:', errors='surrogateescape')}?mode=rw"


class DatabaseFile:
    """Remembers, as long as the program runs, that a database was in its place."""

    def __init__(self, path: Path, name: str) -> None:
        """Looks at nothing yet.

        Args:
            path: Where the file is, or will be made by an upgrade.
            name: The database's name for people.
        """
        # Not resolved: a link may lead elsewhere tomorrow, and is followed each time.
        self._path = Path(os.path.abspath(path))  # noqa: PTH100 -- as the line above says
        self._name = name
        self._was_there = False
        self._last: FileIdentity | None = None

    @property
    def uri(self) -> str:
        """Its name for SQLite, which opens it and never makes it."""
        return daily_uri(self._path)

    def identity(self) -> FileIdentity | None:
        """Tells the file apart from every other; None when it is not there or nobody may look."""
        found = _stat(self._path)
        return None if found is None else (found.st_dev, found.st_ino)

    def require(self) -> None:
        """Checks that there is a database to open.

        Where one was before, an empty file is none: another program made it just now. A file that
        took its place while its log was in use is not opened: SQLite would write that log into it
        (https://sqlite.org/howtocorrupt.html, "Mispairing database files and hot journals").

        Raises:
            StorageUnavailable: It was there before, and is gone or mixed up.
            StorageUnfit: It never was: nobody has prepared it yet.
        """
        try:
            found = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            found = None
        except OSError:
            return  # SQLite says what is wrong
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
        """Checks that the file a connection was opened on is still in its place.

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
