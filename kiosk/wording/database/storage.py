"""Faults of the database in words.

A guest reads neither the database's name nor its fault; an organizer reads no command and no KIOSK_ variable.
"""

from typing import assert_never

from kiosk.domain.faults.storage import (
    CheckInRejected,
    CheckInUndone,
    ConnectionsInUse,
    FileMixedUp,
    FileTrouble,
    FolderNotMade,
    LacksTables,
    NoAnswerInTime,
    NoPassIssued,
    NoSharedProtocol,
    NotAsItsRevision,
    NotPrepared,
    RevisionAhead,
    RevisionBehind,
    RevisionForeign,
    RosterNotRead,
    RowsMissing,
    SeveralRevisions,
    StorageFault,
    TooManyWaiting,
    UnavailableCause,
    UnfitCause,
)
from kiosk.wording.database.files import file_trouble
from kiosk.wording.database.servers import server_trouble
from kiosk.wording.database.updates import update_needed
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def storage_unavailable(cause: UnavailableCause, audience: Audience) -> str:
    """Explains why the database cannot be used now, and what helps.

    Args:
        cause: The fact.
        audience: The reader.
    """
    if audience is Audience.GUEST:
        return _for_guest(cause)
    match cause:
        case StorageFault(trouble, database):
            if isinstance(trouble, FileTrouble):
                return file_trouble(trouble, database, audience)
            return server_trouble(trouble, database, audience)
        case ConnectionsInUse(database):
            return _(
                "The database ({database}) is busy: all its connections are in use."
                " Nothing of this was saved; try again in a moment."
            ).format(database=database)
        case FileMixedUp(database, wal, shm):
            return _(
                "The database ({database}) is another file now, while what was written last is still beside"
                " it in {wal}. Close every program that uses it. If it is the same file, moved back, start"
                " again; if it is a backup, move {wal} and {shm} away first. Nothing of this was saved."
            ).format(database=database, wal=wal, shm=shm)
        case FolderNotMade(folder, detail):
            return _folder_not_made(audience).format(folder=folder, detail=detail)
        case NoAnswerInTime():
            return _("The database did not answer in time.")
        case TooManyWaiting():
            return _("The database is slow to answer.")
        case RosterNotRead():
            return _("This door is still reading its list for the first time.")
        case NoSharedProtocol(outdated):
            return update_needed(outdated)
        case CheckInRejected():
            return _("The central database rejected this check-in. The page of kiosks shows why.")
        case CheckInUndone():
            return _("This check-in was undone at the same moment. Try again.")
        case NoPassIssued():
            return _("The database stopped answering at the end. No pass was issued; start again.")
        case _:
            assert_never(cause)


def _for_guest(cause: UnavailableCause) -> str:
    if isinstance(cause, RosterNotRead):
        return _("This kiosk is still reading its list.")
    return _("Check-ins cannot be saved right now.")


def storage_unfit(cause: UnfitCause, audience: Audience) -> str:
    """Explains why the database is not what this program expects, and what helps.

    Args:
        cause: The fact.
        audience: The reader.
    """
    match audience:
        case Audience.GUEST:
            return _("Something is wrong with this kiosk. Ask at the desk.")
        case Audience.ORGANIZER:
            return _unfit_for_organizer(cause)
        case Audience.TECHNICIAN:
            return _unfit_for_technician(cause)
        case _:
            assert_never(audience)


def _folder_not_made(audience: Audience) -> str:
    if audience is Audience.TECHNICIAN:
        return _(
            "The folder {folder} for the database cannot be made: {detail}."
            " Choose another place with KIOSK_DATABASE_URL."
        )
    return _(
        "The folder {folder} for the database cannot be made: {detail}."
        " Ask your technician to choose another place."
    )


def _unfit_for_technician(cause: UnfitCause) -> str:
    match cause:
        case NotPrepared(database):
            return _(
                "The database ({database}) is empty or not yet prepared: run `kiosk db upgrade`."
            ).format(database=database)
        case LacksTables(database):
            return _(
                "The database ({database}) lacks tables or columns this program needs:"
                " run `kiosk db upgrade`."
            ).format(database=database)
        case RevisionBehind(database, revision, needed):
            return _(
                "The database ({database}) is older than this program"
                " (revision {revision}, needed {needed}): run `kiosk db upgrade`."
            ).format(database=database, revision=revision, needed=needed)
        case RevisionForeign(database, revision):
            return _(
                "The database ({database}) is at a revision that is not this program's ({revision}): another"
                " program manages its tables."
                " Give this program a database of its own with KIOSK_DATABASE_URL."
            ).format(database=database, revision=repr(revision))
        case SeveralRevisions(database, revisions):
            return _(
                "The database ({database}) is at several revisions ({revisions}): somebody changed its table"
                " alembic_version. Restore a backup."
            ).format(database=database, revisions=", ".join(revisions))
        case NotAsItsRevision(database, detail):
            return _(
                "The database ({database}) does not match its revision ({detail}); nothing was changed."
                " Choose another with KIOSK_DATABASE_URL, or restore a backup."
            ).format(database=database, detail=detail)
        case RowsMissing(table, missing_from):
            return _(
                "The database's table {table} refers to rows of {other} that are not there; nothing was"
                " changed. Restore a backup, or delete those rows."
            ).format(table=table, other=missing_from)
        case RevisionAhead():
            return _newer(cause)
        case _:
            assert_never(cause)


def _unfit_for_organizer(cause: UnfitCause) -> str:
    match cause:
        case NotPrepared(database):
            return _(
                "The database ({database}) is empty or not yet prepared: close the desk and open it again,"
                " and it offers to bring the database up to date."
            ).format(database=database)
        case LacksTables(database):
            return _(
                "The database ({database}) lacks tables or columns this program needs: close the desk and"
                " open it again, and it offers to bring the database up to date."
            ).format(database=database)
        case RevisionBehind(database, revision, needed):
            return _(
                "The database ({database}) is older than this program"
                " (revision {revision}, needed {needed}): close the desk and open it again, and it offers"
                " to bring the database up to date."
            ).format(database=database, revision=revision, needed=needed)
        case RevisionForeign(database):
            return _(
                "The database ({database}) is at a revision that is not this program's: another program"
                " manages its tables. Ask your technician for a database of this program's own."
            ).format(database=database)
        case SeveralRevisions(database) | NotAsItsRevision(database):
            return _(
                "The database ({database}) does not match its revision; nothing was changed."
                " Ask your technician to look at it or to restore a backup."
            ).format(database=database)
        case RowsMissing(table, missing_from):
            return _(
                "The database's table {table} refers to rows of {other} that are not there; nothing was"
                " changed. Ask your technician to restore a backup."
            ).format(table=table, other=missing_from)
        case RevisionAhead():
            return _newer(cause)
        case _:
            assert_never(cause)


def _newer(cause: RevisionAhead) -> str:
    return _(
        "The database ({database}) is newer than this program (revision {revision}, known {known}):"
        " install the newer program on this machine."
    ).format(database=cause.database, revision=cause.revision, known=cause.known)
