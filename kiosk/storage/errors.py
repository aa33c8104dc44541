"""Which database errors are the environment's fault, and the sentence for each.

Judged by SQLAlchemy's classes with SQLSTATE or SQLite's result code, not by a driver's classes.
What is not recognised here is ours, and propagates.
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

_TRY_AGAIN = "Nothing of this was saved; try again in a moment."
_UNFIT = "lacks tables or columns this program needs:"


class _Lasting(str):
    """The end of a sentence about a fault that stays until somebody repairs it."""

    __slots__ = ()


_DAMAGED = _Lasting("is damaged: its administrator should look at the server's log and the last backup.")
_SILENT = f"does not answer, though the connection to it is open. {_TRY_AGAIN}"
_PERHAPS_SAVED = "was lost at the moment of saving: this may be saved or not. Look before you do it again."

# SQLite's primary result codes (https://sqlite.org/rescode.html) and what to tell people.
_BY_SQLITE_CODE = {
    sqlite3.SQLITE_PERM: _Lasting(
        "may not be opened: ask for the right to read and write it and its folder."
    ),
    sqlite3.SQLITE_BUSY: f"is busy: another program is writing to it. {_TRY_AGAIN}",
    sqlite3.SQLITE_LOCKED: f"is busy: another program is writing to it. {_TRY_AGAIN}",
    sqlite3.SQLITE_NOMEM: f"could not be read: the machine is out of memory. {_TRY_AGAIN}",
    sqlite3.SQLITE_READONLY: _Lasting(
        "cannot be written to: the file or its folder is read-only."
        " Ask for the right to write there, or choose another place with KIOSK_DATABASE_URL."
    ),
    sqlite3.SQLITE_INTERRUPT: f"was interrupted. {_TRY_AGAIN}",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk reports an error."
    " Check the disk, its cable and its free space.",
    sqlite3.SQLITE_CORRUPT: _Lasting(
        "is damaged. Stop the program, keep a copy of the file and restore the last backup."
    ),
    sqlite3.SQLITE_FULL: _Lasting(
        "cannot grow: the disk is full. Free some space; nothing of this was saved."
    ),
    sqlite3.SQLITE_CANTOPEN: _Lasting(
        "cannot be opened: its folder is missing or may not be written to."
        " Check the path, or choose another with KIOSK_DATABASE_URL."
    ),
    sqlite3.SQLITE_PROTOCOL: f"is busy: its lock could not be had. {_TRY_AGAIN}",
    sqlite3.SQLITE_AUTH: _Lasting("may not be used: access was denied."),
    sqlite3.SQLITE_NOTADB: _Lasting(
        "is not a database: another kind of file is there. Choose another path with KIOSK_DATABASE_URL."
    ),
}

# By SQLSTATE (PostgreSQL, appendix A): whole codes first, then classes.
_BY_SQLSTATE = {
    "25006": _Lasting(
        "takes no writes now: it is a read-only copy or in recovery."
        " Point KIOSK_DATABASE_URL at the primary server."
    ),
    "25P03": f"closed a transaction that stood still too long. {_TRY_AGAIN}",
    "25P04": f"closed a transaction that took too long. {_TRY_AGAIN}",
    "40001": f"was changed by others at the same moment. {_TRY_AGAIN}",
    "40P01": f"was changed by others at the same moment. {_TRY_AGAIN}",
    "42501": _Lasting(
        "does not let this program's account do that: ask its administrator for the missing right."
    ),
    "53100": _Lasting(
        "cannot grow: the server's disk is full. Nothing of this was saved; tell its administrator."
    ),
    "53300": "takes no more connections now: too many programs use it. Try again in a moment.",
    "55P03": f"is busy: another program holds a lock for too long. {_TRY_AGAIN}",
    "57014": f"took too long to answer. {_TRY_AGAIN}",
    "57P01": f"is being stopped or restarted. {_TRY_AGAIN}",
    "57P02": f"is being stopped or restarted. {_TRY_AGAIN}",
    "57P03": "is starting up or shutting down. Try again in a moment.",
    "3D000": _Lasting(
        "does not exist on the server: check the name in KIOSK_DATABASE_URL or have it created."
    ),
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
_BY_SQLSTATE_CLASS = {
    "08": f"lost its connection. {_TRY_AGAIN}",
    "28": _Lasting("refused the user name or password: check them in KIOSK_DATABASE_URL."),
    "53": f"has run out of room or memory on its server. {_TRY_AGAIN}",
    "57": f"is being stopped or restarted. {_TRY_AGAIN}",
    "58": _Lasting("reports an error of its server's disk or system: tell its administrator."),
}
_UNFIT_SQLSTATES = {"42P01", "42703", "42704", "42883", "3F000"}
_CLASH_SQLSTATES = {"42701", "42710", "42P07"}
_TAKEN_SQLSTATE = "23505"
_CLASH_SQLITE = re.compile(r"already exists|duplicate column name|no such |has no column named")
_UNFIT_SQLITE = re.compile(r"no such (table|column)|has no column named")

# While connecting there is no SQLSTATE, only libpq's or the server's words. What is not
# recognised falls through to "cannot be reached", which is true of all of them.
_BY_CONNECT_WORDS = (
    (
        re.compile(r"password|authentication|no pg_hba\.conf entry|role \".*\" does not exist"),
        _BY_SQLSTATE_CLASS["28"],
    ),
    (re.compile(r"database \".*\" does not exist"), _BY_SQLSTATE["3D000"]),
    (re.compile(r"permission denied for database"), _BY_SQLSTATE["42501"]),
    (re.compile(r"too many (clients|connections)|remaining connection slots"), _BY_SQLSTATE["53300"]),
    (re.compile(r"starting up|shutting down|not yet accepting"), _BY_SQLSTATE["57P03"]),
    (
        re.compile(r"resolve|name or service not known|getaddrinfo|nodename nor servname", re.IGNORECASE),
        "cannot be found: nobody knows the server's name. Check it in KIOSK_DATABASE_URL, and the network.",
    ),
    (
        re.compile(r"SSL|certificate", re.IGNORECASE),
        "cannot be reached safely: no encrypted connection was agreed on. Check sslmode and certificates.",
    ),
)
_UNREACHABLE = (
    "cannot be reached: its server does not answer. Check that it runs, and the network; then try again."
)


def explain(
    error: SQLAlchemyError, name: str, *, is_saving: bool = False
) -> StorageUnavailable | StorageUnfit | None:
    """Returns the error for people, or None when the fault is ours and the error should propagate.

    Args:
        error: What SQLAlchemy raised.
        name: The database's name for people.
        is_saving: True when changes were being committed: a connection lost then leaves it open
            whether they are saved.
    """
    if isinstance(error, PoolTimeoutError):
        return StorageUnavailable(
            f"The database ({name}) is busy: all its connections are in use. {_TRY_AGAIN}"
        )
    if not isinstance(error, DBAPIError):
        return None
    if _is_unfit(error):
        return behind(f"The database ({name}) {_UNFIT}")
    is_away = error.connection_invalidated or error.statement is None  # it was not asked yet
    if is_saving and error.connection_invalidated:
        return StorageUnavailable(f"The database ({name}) {_PERHAPS_SAVED}", is_away=True)
    ending = _sqlite_ending(error) if isinstance(error.orig, sqlite3.Error) else _postgresql_ending(error)
    if ending is None:
        return None
    return StorageUnavailable(
        f"The database ({name}) {ending}", is_lasting=isinstance(ending, _Lasting), is_away=is_away
    )


def behind(reason: str) -> StorageUnfit:
    """The error of a database that an upgrade mends.

    Args:
        reason: What is the matter with it, up to a colon.
    """
    return StorageUnfit(
        f"{reason} run `kiosk db upgrade`.",
        at_desk=f"{reason} close the desk and open it again, and it offers to bring the database up to date.",
    )


def own_fault(error: StatementError) -> BaseException:
    """What a type or a parameter raised itself, out of SQLAlchemy's wrapping; else the error."""
    if isinstance(error, DBAPIError) or error.orig is None:
        return error
    return error.orig


def sqlstate(error: DBAPIError) -> str | None:
    """PostgreSQL's five-character code, or None when there is none (SQLite, or no server yet)."""
    code = getattr(error.orig, "sqlstate", None)
    return code if isinstance(code, str) else None


def is_taken(error: DBAPIError) -> bool:
    """True when a unique index has the value already."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return sqlstate(error) == _TAKEN_SQLSTATE or code == sqlite3.SQLITE_CONSTRAINT_UNIQUE


def is_clash(error: DBAPIError) -> bool:
    """True when a revision found something that should not be there yet, or missed what should."""
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


def _sqlite_ending(error: DBAPIError) -> str | None:
    code = _sqlite_code(error)
    return None if code is None else _BY_SQLITE_CODE.get(code)


def _is_silence(error: DBAPIError) -> bool:
    from kiosk.storage.connection.deadline import SilentServerError  # noqa: PLC0415 -- SQLite needs no driver

    return isinstance(error.orig, SilentServerError)


def _postgresql_ending(error: DBAPIError) -> str | None:
    code = sqlstate(error)
    if code is not None:
        return _BY_SQLSTATE.get(code) or _BY_SQLSTATE_CLASS.get(code[:2])
    if error.connection_invalidated:
        return _SILENT if _is_silence(error) else _BY_SQLSTATE_CLASS["08"]
    if isinstance(error, OperationalError | InterfaceError):
        words = str(error.orig)
        return next((ending for pattern, ending in _BY_CONNECT_WORDS if pattern.search(words)), _UNREACHABLE)
    return None
