"""Refusals of files that are read or written."""

from dataclasses import dataclass


class AboutFile:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PathIsFolder(AboutFile):
    """A folder is at the path where a file is wanted."""

    path: str


@dataclass(frozen=True, slots=True)
class PathNotReplaceable(AboutFile):
    """Something other than a file or a folder is at the path, such as a pipe."""

    path: str


@dataclass(frozen=True, slots=True)
class FileExists(AboutFile):
    """A file exists where another one was to be written. It was not changed."""

    path: str


@dataclass(frozen=True, slots=True)
class ExportExists(AboutFile):
    """A file exists, as in FileExists; an option of the command replaces it."""

    path: str


@dataclass(frozen=True, slots=True)
class FolderMissing(AboutFile):
    """The folder for a file does not exist."""

    folder: str


@dataclass(frozen=True, slots=True)
class FolderNotCreated(AboutFile):
    """The folder for a file cannot be made.

    Attributes:
        folder: The folder.
        detail: The reason of the operating system.
    """

    folder: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileNameNotPossible(AboutFile):
    """No file can have this name here.

    Attributes:
        path: As named.
        detail: The reason of the operating system.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileNotWritten(AboutFile):
    """Writing failed. No partial file was left.

    Attributes:
        path: Where the file was wanted.
        detail: The reason of the operating system.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class NewFileKeptElsewhere(AboutFile):
    """A new file that is already in effect could not be moved to its place.

    Attributes:
        path: Where it was wanted.
        kept: Where it is.
        detail: The reason of the operating system.
    """

    path: str
    kept: str
    detail: str


@dataclass(frozen=True, slots=True)
class NewFileKeptBesideOther(AboutFile):
    """A new file that is already in effect found another file in its place, which was not changed.

    Attributes:
        path: Where it was wanted.
        kept: Where it is.
    """

    path: str
    kept: str


@dataclass(frozen=True, slots=True)
class FileNotOpened(AboutFile):
    """The file cannot be opened.

    Attributes:
        path: As named.
        detail: The reason of the operating system.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileNotReadToEnd(AboutFile):
    """The file could be opened, but not be read to its end.

    Attributes:
        path: As named.
        detail: The reason of the operating system.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class FileNameHoldsZero(AboutFile):
    """The name holds a zero byte, which no file name can."""

    path: str


@dataclass(frozen=True, slots=True)
class NotARegularFile(AboutFile):
    """The path of a file to read is a device or a pipe."""

    path: str


FileRefusal = (
    PathIsFolder
    | PathNotReplaceable
    | FileExists
    | ExportExists
    | FolderMissing
    | FolderNotCreated
    | FileNameNotPossible
    | FileNotWritten
    | NewFileKeptElsewhere
    | NewFileKeptBesideOther
    | FileNotOpened
    | FileNotReadToEnd
    | FileNameHoldsZero
    | NotARegularFile
)
