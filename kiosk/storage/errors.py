"""Recognizes the database errors that the environment causes, and returns the fact for each.

They are recognized by SQLAlchemy's classes with SQLSTATE or SQLite's result code, not by a driver's classes.
Every other error is a fault of this program, and propagates.
"""

import re
import sqlite3

from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import (
    ConnectionsInUse,
    FileTrouble,
    LacksTables,
    ServerTrouble,
    StorageFault,
)

# SQLite's primary result codes (https://sqlite.org/rescode.html).
_BY_SQLITE_CODE = {
    sqlite3.SQLITE_PERM: FileTrouble.MAY_NOT_BE_OPENED,
    sqlite3.SQLITE_BUSY: FileTrouble.BUSY,
    sqlite3.SQLITE_LOCKED: FileTrouble.BUSY,
    sqlite3.SQLITE_NOMEM: FileTrouble.OUT_OF_MEMORY,
    sqlite3.SQLITE_READONLY: FileTrouble.READ_ONLY,
    sqlite3.SQLITE_INTERRUPT: FileTrouble.INTERRUPTED,
    sqlite3.SQLITE_IOERR: FileTrouble.DISK_ERROR,
    sqlite3.SQLITE_CORRUPT: FileTrouble.DAMAGED,
    sqlite3.SQLITE_FULL: FileTrouble.DISK_FULL,
    sqlite3.SQLITE_CANTOPEN: FileTrouble.CANNOT_BE_OPENED,
    sqlite3.SQLITE_PROTOCOL: FileTrouble.LOCK_REFUSED,
    sqlite3.SQLITE_AUTH: FileTrouble.ACCESS_DENIED,
    sqlite3.SQLITE_NOTADB: FileTrouble.NOT_A_DATABASE,
}

# By SQLSTATE (PostgreSQL, appendix A): whole codes first, then classes.
_BY_SQLSTATE = {
    "25006": ServerTrouble.READ_ONLY,
    "25P03": ServerTrouble.TRANSACTION_STOOD_STILL,
    "25P04": ServerTrouble.TRANSACTION_TOOK_TOO_LONG,
    "40001": ServerTrouble.CHANGED_BY_OTHERS,
    "40P01": ServerTrouble.CHANGED_BY_OTHERS,
    "42501": ServerTrouble.RIGHT_MISSING,
    "53100": ServerTrouble.DISK_FULL,
    "53300": ServerTrouble.TOO_MANY_CONNECTIONS,
    "55P03": ServerTrouble.LOCKED_TOO_LONG,
    "57014": ServerTrouble.ANSWER_TOOK_TOO_LONG,
    "57P01": ServerTrouble.STOPPING,
    "57P02": ServerTrouble.STOPPING,
    "57P03": ServerTrouble.STARTING_OR_STOPPING,
    "3D000": ServerTrouble.DATABASE_MISSING,
    "XX001": ServerTrouble.DAMAGED,
    "XX002": ServerTrouble.DAMAGED,
}
_BY_SQLSTATE_CLASS = {
    "08": ServerTrouble.CONNECTION_LOST,
    "28": ServerTrouble.LOGIN_REFUSED,
    "53": ServerTrouble.OUT_OF_RESOURCES,
    "57": ServerTrouble.STOPPING,
    "58": ServerTrouble.SYSTEM_ERROR,
}
_UNFIT_SQLSTATES = {"42P01", "42703", "42704", "42883", "3F000"}
_CLASH_SQLSTATES = {"42701", "42710", "42P07"}
_TAKEN_SQLSTATE = "23505"
_CLASH_SQLITE = re.compile(r"already exists|duplicate column name|no such |has no column named")
_UNFIT_SQLITE = re.compile(r"no such (table|column)|has no column named")

# While connecting there is no SQLSTATE, only the message of libpq or of the server. Every other message
# means UNREACHABLE, which is true of all of them.
_BY_CONNECT_WORDS = (
    (
        re.compile(
            r"password|authentication|no pg_hba\.conf entry|role \".*\" (does not exist|is not permitted)"
        ),
        ServerTrouble.LOGIN_REFUSED,
    ),
    (re.compile(r"database \".*\" does not exist"), ServerTrouble.DATABASE_MISSING),
    (re.compile(r"permission denied for database"), ServerTrouble.RIGHT_MISSING),
    (
        re.compile(r"too many (clients|connections)|remaining connection slots"),
        ServerTrouble.TOO_MANY_CONNECTIONS,
    ),
    (re.compile(r"unsupported startup parameter"), ServerTrouble.POOLER_REFUSES),
    (re.compile(r"starting up|shutting down|not yet accepting"), ServerTrouble.STARTING_OR_STOPPING),
    (
        re.compile(r"resolve|name or service not known|getaddrinfo|nodename nor servname", re.IGNORECASE),
        ServerTrouble.NAME_UNKNOWN,
    ),
    (re.compile(r"SSL|certificate", re.IGNORECASE), ServerTrouble.NOT_ENCRYPTED),
    (re.compile(r"session is read-only|server is in hot standby mode"), ServerTrouble.READ_ONLY),
)


def explain(
    error: SQLAlchemyError, name: str, *, is_saving: bool = False
) -> StorageUnavailable | StorageUnfit | None:
    """Returns the error for people, or None when this program is at fault and the error should propagate.

    Args:
        error: What SQLAlchemy raised.
        name: The database's name for people.
        is_saving: True during the commit: if the connection is lost then, nobody knows whether the changes
            were saved.
    """
    if isinstance(error, PoolTimeoutError):
        return StorageUnavailable(ConnectionsInUse(name))
    if not isinstance(error, DBAPIError):
        return None
    if _is_unfit(error):
        return StorageUnfit(LacksTables(name))
    is_away = error.connection_invalidated or error.statement is None  # None: nothing was sent yet
    if is_saving and error.connection_invalidated:
        return StorageUnavailable(StorageFault(ServerTrouble.PERHAPS_SAVED, name, is_away=True))
    trouble = _file_trouble(error) if isinstance(error.orig, sqlite3.Error) else _server_trouble(error)
    return None if trouble is None else StorageUnavailable(StorageFault(trouble, name, is_away=is_away))


def own_fault(error: StatementError) -> BaseException:
    """Returns the error that a type or a parameter raised, without SQLAlchemy's wrapper; else the error."""
    if isinstance(error, DBAPIError) or error.orig is None:
        return error
    return error.orig


def sqlstate(error: DBAPIError) -> str | None:
    """Returns PostgreSQL's five-character code, or None without one (SQLite, or no server yet)."""
    code = getattr(error.orig, "sqlstate", None)
    return code if isinstance(code, str) else None


def is_taken(error: DBAPIError) -> bool:
    """True when the value is already in a unique index."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return sqlstate(error) == _TAKEN_SQLSTATE or code == sqlite3.SQLITE_CONSTRAINT_UNIQUE


def is_clash(error: DBAPIError) -> bool:
    """True when a revision found something that should not exist yet, or missed something that should."""
    if sqlstate(error) in _UNFIT_SQLSTATES | _CLASH_SQLSTATES:
        return True
    return _sqlite_code(error) == sqlite3.SQLITE_ERROR and bool(_CLASH_SQLITE.search(str(error.orig)))


def _is_unfit(error: DBAPIError) -> bool:
    if sqlstate(error) in _UNFIT_SQLSTATES:
        return True
    return _sqlite_code(error) == sqlite3.SQLITE_ERROR and bool(_UNFIT_SQLITE.search(str(error.orig)))


def _sqlite_code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None  # the low byte is the primary code


def _file_trouble(error: DBAPIError) -> FileTrouble | None:
    code = _sqlite_code(error)
    return None if code is None else _BY_SQLITE_CODE.get(code)


def _is_silence(error: DBAPIError) -> bool:
    from kiosk.storage.connection.deadline import SilentServerError  # noqa: PLC0415 -- SQLite needs no driver

    return isinstance(error.orig, SilentServerError)


def _server_trouble(error: DBAPIError) -> ServerTrouble | None:
    code = sqlstate(error)
    if code is not None:
        return _BY_SQLSTATE.get(code) or _BY_SQLSTATE_CLASS.get(code[:2])
    if error.connection_invalidated:
        return ServerTrouble.SILENT if _is_silence(error) else ServerTrouble.CONNECTION_LOST
    if isinstance(error, OperationalError | InterfaceError):
        words = str(error.orig)
        return next(
            (trouble for pattern, trouble in _BY_CONNECT_WORDS if pattern.search(words)),
            ServerTrouble.UNREACHABLE,
        )
    return None
