"""Faults of a SQLite database's file in words."""

from typing import assert_never

from kiosk.domain.faults.storage import FileTrouble
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def file_trouble(trouble: FileTrouble, database: str, audience: Audience) -> str:
    """Explains what is wrong with a database's file and what helps.

    Args:
        trouble: The fact.
        database: The database's name for people.
        audience: An organizer or a technician.
    """
    text = _for_technician(trouble) if audience is Audience.TECHNICIAN else _for_organizer(trouble)
    return text.format(database=database)


def _for_organizer(trouble: FileTrouble) -> str:
    match trouble:
        case FileTrouble.READ_ONLY:
            return _(
                "The database ({database}) cannot be written to: the file or its folder is read-only. Ask"
                " your technician for the right to write there."
            )
        case FileTrouble.CANNOT_BE_OPENED:
            return _(
                "The database ({database}) cannot be opened: its folder is missing or may not be written"
                " to. Ask your technician to check the path."
            )
        case FileTrouble.NOT_A_DATABASE:
            return _(
                "The database ({database}) is not a database: another kind of file is there. Ask your"
                " technician to choose another path."
            )
        case _:  # the others have the same text for both
            return _for_technician(trouble)


def _for_technician(trouble: FileTrouble) -> str:
    match trouble:
        case FileTrouble.MAY_NOT_BE_OPENED:
            return _(
                "The database ({database}) may not be opened: ask for the right to read and write it and"
                " its folder."
            )
        case FileTrouble.BUSY:
            return _(
                "The database ({database}) is busy: another program is writing to it. Nothing of this was"
                " saved; try again in a moment."
            )
        case FileTrouble.LOCK_REFUSED:
            return _(
                "The database ({database}) is busy: its lock could not be taken. Nothing of this was saved;"
                " try again in a moment."
            )
        case FileTrouble.OUT_OF_MEMORY:
            return _(
                "The database ({database}) could not be read: the machine is out of memory. Nothing of this"
                " was saved; try again in a moment."
            )
        case FileTrouble.READ_ONLY:
            return _(
                "The database ({database}) cannot be written to: the file or its folder is read-only. Ask"
                " for the right to write there, or choose another place with KIOSK_DATABASE_URL."
            )
        case FileTrouble.INTERRUPTED:
            return _(
                "The database ({database}) was interrupted. Nothing of this was saved; try again in a moment."
            )
        case FileTrouble.DISK_ERROR:
            return _(
                "The database ({database}) cannot be read or written: the disk reports an error. Check the"
                " disk, its cable and its free space."
            )
        case FileTrouble.DAMAGED:
            return _(
                "The database ({database}) is damaged. Stop the program, keep a copy of the file and"
                " restore the last backup."
            )
        case FileTrouble.DISK_FULL:
            return _(
                "The database ({database}) cannot grow: the disk is full. Free some space; nothing of this"
                " was saved."
            )
        case FileTrouble.CANNOT_BE_OPENED:
            return _(
                "The database ({database}) cannot be opened: its folder is missing or may not be written"
                " to. Check the path, or choose another with KIOSK_DATABASE_URL."
            )
        case FileTrouble.ACCESS_DENIED:
            return _("The database ({database}) may not be used: access was denied.")
        case FileTrouble.NOT_A_DATABASE:
            return _(
                "The database ({database}) is not a database: another kind of file is there. Choose another"
                " path with KIOSK_DATABASE_URL."
            )
        case FileTrouble.GONE:
            return _(
                "The database ({database}) is gone. Was the file moved or deleted, or its disk taken out?"
                " Put it back, and the program goes on by itself. Nothing of this was saved."
            )
        case FileTrouble.REPLACED:
            return _(
                "The database ({database}) was replaced by another file at this moment. Nothing of this was"
                " saved; try again."
            )
        case _:
            assert_never(trouble)
