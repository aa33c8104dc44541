"""A disk below Python's own SQLite: keeps a log of its writes and syncs, and can be full.

The shim replaces functions of the default VFS (https://sqlite.org/vfs.html) inside the very library that
Python's `sqlite3` has loaded, so that the program under test needs no change. Files outside the disk's folder
are passed through.
"""

import _sqlite3
import ctypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast, string_at
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

FULL = 13
"""SQLITE_FULL: the answer of a disk without room."""

_OK = 0

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    """The head of sqlite3_vfs, as far as the shim needs it."""

    _fields_: ClassVar = [
        ("version", c_int),
        ("file_bytes", c_int),
        ("longest_name", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
    ]


class _Methods(Structure):
    """sqlite3_io_methods of version 3: the functions of one open file."""

    _fields_: ClassVar = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that were given to the system, which may keep them in memory."""

    file: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """A file that got another length."""

    file: str
    length: int


@dataclass(frozen=True, slots=True)
class Synced:
    """A file whose earlier writes are on the disk from now on."""

    file: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file that was deleted."""

    file: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A scan whose person was shown a yes."""

    scan_id: UUID


DiskEvent = Written | Truncated | Synced | Deleted | Answered


class SqliteDisk:
    """The log of one folder's files, and the room that is left for them. Any thread may use it."""

    def __init__(self, folder: Path) -> None:
        self.before = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
        self.events: list[DiskEvent] = []
        self.refused = 0
        self._folder = f"{folder}/"
        self._writes_left: int | None = None
        self.lock = threading.RLock()

    def holds(self, path: str) -> bool:
        """Returns whether a file is on this disk, and is one that counts after a power cut."""
        return path.startswith(self._folder) and not path.endswith("-shm")

    def note(self, event: DiskEvent) -> None:
        """Adds an event to the log."""
        with self.lock:
            self.events.append(event)

    def fill_after(self, writes: int) -> None:
        """Makes the disk full after some more writes; the one that fails is cut off in its middle."""
        with self.lock:
            self._writes_left = writes

    def make_room(self) -> None:
        """Ends what fill_after began."""
        with self.lock:
            self._writes_left = None

    def has_room(self) -> bool:
        """Returns whether the next write succeeds, and counts it."""
        with self.lock:
            if self._writes_left is None:
                return True
            self._writes_left -= 1
            self.refused += self._writes_left < 0
            return self._writes_left >= 0


@contextmanager
def sqlite_disk(folder: Path) -> Iterator[SqliteDisk]:
    """Puts the shim under every SQLite file of a folder that is opened in the block."""
    disk = SqliteDisk(folder)
    shim = _Shim(disk)
    shim.install()
    try:
        yield disk
    finally:
        shim.remove()


class _Shim:
    """The functions that stand in the VFS; they live as long as files that were opened through them."""

    _alive: ClassVar[list[Any]] = []

    def __init__(self, disk: SqliteDisk) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [c_char_p]
        self._vfs = library.sqlite3_vfs_find(None).contents
        self._before = (self._vfs.open, self._vfs.delete)
        self._disk = disk
        self._open = cast(self._vfs.open, _OPEN)
        self._delete = cast(self._vfs.delete, _DELETE)
        self._names: dict[int, str] = {}
        self._methods: dict[int, tuple[Any, ...]] = {}
        self._callbacks = (_OPEN(self._opened), _DELETE(self._deleted))
        self._alive.append(self)

    def install(self) -> None:
        self._vfs.open, self._vfs.delete = (cast(each, c_void_p).value for each in self._callbacks)

    def remove(self) -> None:
        self._vfs.open, self._vfs.delete = self._before

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out_flags: int | None) -> int:
        result = self._open(vfs, name, file, flags, out_flags)
        path = string_at(name).decode() if name else ""
        if result == _OK and self._disk.holds(path):
            self._names[file] = Path(path).name
            original = c_void_p.from_address(file).value or 0
            if original not in self._methods:
                self._methods[original] = self._replaced(_Methods.from_address(original))
            c_void_p.from_address(file).value = ctypes.addressof(self._methods[original][0])
        return int(result)

    def _deleted(self, vfs: int, name: bytes, is_synced: int) -> int:
        with self._disk.lock:
            result = self._delete(vfs, name, is_synced)
            if result == _OK and self._disk.holds(name.decode()):
                self._disk.note(Deleted(Path(name.decode()).name))
        return int(result)

    def _replaced(self, original: _Methods) -> tuple[Any, ...]:
        """Returns functions that log and then do as the original ones, and what they need to live."""
        write, truncate = cast(original.write, _WRITE), cast(original.truncate, _TRUNCATE)
        sync, close = cast(original.sync, _SYNC), cast(original.close, _CLOSE)

        def written(file: int, content: int, count: int, offset: int) -> int:
            if not self._disk.has_room():
                write(file, content, count // 2, offset)
                return FULL
            event = Written(self._names[file], offset, string_at(content, count))
            return self._logged(event, lambda: write(file, content, count, offset))

        def truncated(file: int, length: int) -> int:
            return self._logged(Truncated(self._names[file], length), lambda: truncate(file, length))

        def synced(file: int, flags: int) -> int:
            return self._logged(Synced(self._names[file]), lambda: sync(file, flags))

        def closed(file: int) -> int:
            del self._names[file]
            return int(close(file))

        callbacks = (_CLOSE(closed), _WRITE(written), _TRUNCATE(truncated), _SYNC(synced))
        pointers = [cast(each, c_void_p).value for each in callbacks]
        changed = _Methods.from_buffer_copy(original)
        changed.close, changed.write, changed.truncate, changed.sync = pointers
        return (changed, *callbacks)

    def _logged(self, event: DiskEvent, perform: Callable[[], int]) -> int:
        with self._disk.lock:
            result = perform()
            if result == _OK:
                self._disk.note(event)
        return int(result)
