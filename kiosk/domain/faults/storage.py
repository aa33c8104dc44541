"""Reasons why the database cannot be used, as facts; kiosk/wording/database/storage.py holds their words.

No fact holds a password: a database is named as `name_for_people` names it.
"""

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.check_in.protocol import UpdateNeeded


class FileTrouble(Enum):
    """The troubles with the file of a SQLite database, or with its folder."""

    MAY_NOT_BE_OPENED = auto()
    BUSY = auto()  # another program writes to it
    LOCK_REFUSED = auto()  # many programs want it at once
    OUT_OF_MEMORY = auto()
    READ_ONLY = auto()
    INTERRUPTED = auto()
    DISK_ERROR = auto()
    DAMAGED = auto()
    DISK_FULL = auto()
    CANNOT_BE_OPENED = auto()
    ACCESS_DENIED = auto()
    NOT_A_DATABASE = auto()
    GONE = auto()  # it was there when the program began
    REPLACED = auto()  # another file took its place during a transaction


class ServerTrouble(Enum):
    """The troubles with a PostgreSQL server, or with the connection to it."""

    UNREACHABLE = auto()
    NAME_UNKNOWN = auto()
    NOT_ENCRYPTED = auto()
    LOGIN_REFUSED = auto()
    DATABASE_MISSING = auto()
    RIGHT_MISSING = auto()
    TOO_MANY_CONNECTIONS = auto()
    POOLER_REFUSES = auto()  # a pooler in front of the server does not know the program's options
    STARTING_OR_STOPPING = auto()
    STOPPING = auto()
    CONNECTION_LOST = auto()
    SILENT = auto()  # the connection is open, and no answer comes
    PERHAPS_SAVED = auto()  # the connection was lost during a commit
    READ_ONLY = auto()
    CHANGED_BY_OTHERS = auto()
    LOCKED_TOO_LONG = auto()
    ANSWER_TOOK_TOO_LONG = auto()
    TRANSACTION_STOOD_STILL = auto()
    TRANSACTION_TOOK_TOO_LONG = auto()
    DISK_FULL = auto()
    OUT_OF_RESOURCES = auto()
    SYSTEM_ERROR = auto()
    DAMAGED = auto()


_LASTING = frozenset[FileTrouble | ServerTrouble](
    {
        FileTrouble.MAY_NOT_BE_OPENED,
        FileTrouble.READ_ONLY,
        FileTrouble.DAMAGED,
        FileTrouble.DISK_FULL,
        FileTrouble.CANNOT_BE_OPENED,
        FileTrouble.ACCESS_DENIED,
        FileTrouble.NOT_A_DATABASE,
        ServerTrouble.READ_ONLY,
        ServerTrouble.POOLER_REFUSES,
        ServerTrouble.RIGHT_MISSING,
        ServerTrouble.DISK_FULL,
        ServerTrouble.DATABASE_MISSING,
        ServerTrouble.DAMAGED,
        ServerTrouble.LOGIN_REFUSED,
        ServerTrouble.SYSTEM_ERROR,
    }
)


class _Passing:
    """A temporary fault of a database that can be reached."""

    __slots__ = ()

    @property
    def is_lasting(self) -> bool:
        return False

    @property
    def is_away(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class StorageFault:
    """A fault that the database, or the connection to it, reports.

    Attributes:
        trouble: What is wrong.
        database: Its name for people.
        is_away: True when it cannot be reached or answers nobody.
    """

    trouble: FileTrouble | ServerTrouble
    database: str
    is_away: bool = False

    @property
    def is_lasting(self) -> bool:
        """True when trying again cannot help before somebody repairs something."""
        return self.trouble in _LASTING


@dataclass(frozen=True, slots=True)
class ConnectionsInUse(_Passing):
    """This program itself is using every connection that it may have."""

    database: str


@dataclass(frozen=True, slots=True)
class FileMixedUp(_Passing):
    """Another file is in the database's place while the earlier one's log is still beside it.

    Attributes:
        database: Its name for people.
        wal: The log's file name.
        shm: The name of the log's index.
    """

    database: str
    wal: str
    shm: str


@dataclass(frozen=True, slots=True)
class FolderNotMade(_Passing):
    """The folder for a SQLite file cannot be made.

    Attributes:
        folder: Its path.
        detail: The system's reason.
    """

    folder: str
    detail: str


@dataclass(frozen=True, slots=True)
class NoAnswerInTime(_Passing):
    """The database did not answer for as long as a person waits."""


@dataclass(frozen=True, slots=True)
class TooManyWaiting(_Passing):
    """Too many queries wait for the database, so another one is not sent."""


@dataclass(frozen=True, slots=True)
class RosterNotRead(_Passing):
    """The door's copy of the list is being read for the first time, and a pass is not in it yet."""


@dataclass(frozen=True, slots=True)
class NoSharedProtocol(_Passing):
    """The door and the centre share no number of the doors' protocol.

    Attributes:
        outdated: The one of the two that has to be updated.
    """

    outdated: UpdateNeeded


@dataclass(frozen=True, slots=True)
class CheckInRejected(_Passing):
    """The centre rejected a check-in that the door had taken."""


@dataclass(frozen=True, slots=True)
class CheckInUndone(_Passing):
    """A check-in was undone at the moment when the same person was checked in again."""


@dataclass(frozen=True, slots=True)
class NoPassIssued(_Passing):
    """The connection was lost at the end, and it is certain by now that no pass was issued."""


UnavailableCause = (
    StorageFault
    | ConnectionsInUse
    | FileMixedUp
    | FolderNotMade
    | NoAnswerInTime
    | TooManyWaiting
    | RosterNotRead
    | NoSharedProtocol
    | CheckInRejected
    | CheckInUndone
    | NoPassIssued
)
"""The reasons why the database cannot be reached or cannot answer now."""


@dataclass(frozen=True, slots=True)
class NotPrepared:
    """The database is empty, or was never prepared for this program."""

    database: str


@dataclass(frozen=True, slots=True)
class LacksTables:
    """Tables or columns that this program needs do not exist."""

    database: str


@dataclass(frozen=True, slots=True)
class RevisionBehind:
    """The database is older than this program.

    Attributes:
        database: Its name for people.
        revision: The database's revision.
        needed: This program's revision.
    """

    database: str
    revision: str
    needed: str


@dataclass(frozen=True, slots=True)
class RevisionAhead:
    """The database is newer than this program.

    Attributes:
        database: Its name for people.
        revision: The database's revision.
        known: The newest that this program knows.
    """

    database: str
    revision: str
    known: str


@dataclass(frozen=True, slots=True)
class RevisionForeign:
    """The revision is another program's."""

    database: str
    revision: str


@dataclass(frozen=True, slots=True)
class SeveralRevisions:
    """The database's table alembic_version names several revisions.

    Attributes:
        database: Its name for people.
        revisions: Sorted.
    """

    database: str
    revisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotAsItsRevision:
    """The tables do not match the database's revision; an upgrade was stopped.

    Attributes:
        database: Its name for people.
        detail: The driver's message.
    """

    database: str
    detail: str


@dataclass(frozen=True, slots=True)
class RowsMissing:
    """Rows refer to rows that do not exist; an upgrade was stopped.

    Attributes:
        table: The table whose rows refer.
        missing_from: The table without those rows.
    """

    table: str
    missing_from: str


UnfitCause = (
    NotPrepared
    | LacksTables
    | RevisionBehind
    | RevisionAhead
    | RevisionForeign
    | SeveralRevisions
    | NotAsItsRevision
    | RowsMissing
)
"""The reasons why the database is not what this program expects."""
