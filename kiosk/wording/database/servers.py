"""Faults of a PostgreSQL server in words."""

from typing import assert_never

from kiosk.domain.faults.storage import ServerTrouble
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def server_trouble(trouble: ServerTrouble, database: str, audience: Audience) -> str:
    """Explains what is wrong with a database's server and what helps.

    Args:
        trouble: The fact.
        database: The database's name for people.
        audience: An organizer or a technician.
    """
    text = _for_technician(trouble) if audience is Audience.TECHNICIAN else _for_organizer(trouble)
    return text.format(database=database)


def _for_organizer(trouble: ServerTrouble) -> str:
    match trouble:
        case ServerTrouble.NAME_UNKNOWN:
            return _(
                "The database ({database}) cannot be found: nobody knows the server's name. Check the"
                " network; if it works, call your technician."
            )
        case ServerTrouble.NOT_ENCRYPTED:
            return _(
                "The database ({database}) cannot be reached safely: no encrypted connection was agreed on."
                " Call your technician."
            )
        case ServerTrouble.LOGIN_REFUSED:
            return _(
                "The database ({database}) refused this program's user name or password: ask your"
                " technician to check them."
            )
        case ServerTrouble.DATABASE_MISSING:
            return _(
                "The database ({database}) does not exist on the server: ask your technician to check its"
                " name or to create it."
            )
        case ServerTrouble.POOLER_REFUSES:
            return _(
                "The database ({database}) cannot be reached: the connection pooler in front of it refuses"
                " this program. Call your technician."
            )
        case ServerTrouble.READ_ONLY:
            return _(
                "The database ({database}) takes no writes now: it is a read-only copy or in recovery. Call"
                " your technician."
            )
        case _:  # the others have the same text for both
            return _for_technician(trouble)


def _for_technician(trouble: ServerTrouble) -> str:
    match trouble:
        case ServerTrouble.UNREACHABLE:
            return _(
                "The database ({database}) cannot be reached: its server does not answer. Check that it"
                " runs, and the network; then try again."
            )
        case ServerTrouble.NAME_UNKNOWN:
            return _(
                "The database ({database}) cannot be found: nobody knows the server's name. Check it in"
                " KIOSK_DATABASE_URL, and the network."
            )
        case ServerTrouble.NOT_ENCRYPTED:
            return _(
                "The database ({database}) cannot be reached safely: no encrypted connection was agreed on."
                " Check sslmode and certificates."
            )
        case ServerTrouble.LOGIN_REFUSED:
            return _(
                "The database ({database}) refused the user name or password: check them in"
                " KIOSK_DATABASE_URL."
            )
        case ServerTrouble.DATABASE_MISSING:
            return _(
                "The database ({database}) does not exist on the server: check the name in"
                " KIOSK_DATABASE_URL or have it created."
            )
        case ServerTrouble.RIGHT_MISSING:
            return _(
                "The database ({database}) does not let this program's account do that: ask its"
                " administrator for the missing right."
            )
        case ServerTrouble.TOO_MANY_CONNECTIONS:
            return _(
                "The database ({database}) takes no more connections now: too many programs use it. Try"
                " again in a moment."
            )
        case ServerTrouble.POOLER_REFUSES:
            return _(
                "The database ({database}) cannot be reached: the connection pooler in front of it refuses"
                " this program's options. In pgbouncer.ini write ignore_startup_parameters = options."
            )
        case ServerTrouble.STARTING_OR_STOPPING:
            return _("The database ({database}) is starting up or shutting down. Try again in a moment.")
        case ServerTrouble.STOPPING:
            return _(
                "The database ({database}) is being stopped or restarted. Nothing of this was saved; try"
                " again in a moment."
            )
        case ServerTrouble.CONNECTION_LOST:
            return _(
                "The database ({database}) lost its connection. Nothing of this was saved; try again in a"
                " moment."
            )
        case ServerTrouble.SILENT:
            return _(
                "The database ({database}) does not answer, though the connection to it is open. Nothing of"
                " this was saved; try again in a moment."
            )
        case ServerTrouble.PERHAPS_SAVED:
            return _(
                "The database ({database}) was lost at the moment of saving: this may be saved or not. Look"
                " before you do it again."
            )
        case ServerTrouble.READ_ONLY:
            return _(
                "The database ({database}) takes no writes now: it is a read-only copy or in recovery."
                " Point KIOSK_DATABASE_URL at the primary server."
            )
        case ServerTrouble.CHANGED_BY_OTHERS:
            return _(
                "The database ({database}) was changed by others at the same moment. Nothing of this was"
                " saved; try again in a moment."
            )
        case ServerTrouble.LOCKED_TOO_LONG:
            return _(
                "The database ({database}) is busy: another program holds a lock for too long. Nothing of"
                " this was saved; try again in a moment."
            )
        case ServerTrouble.ANSWER_TOOK_TOO_LONG:
            return _(
                "The database ({database}) took too long to answer. Nothing of this was saved; try again in"
                " a moment."
            )
        case ServerTrouble.TRANSACTION_STOOD_STILL:
            return _(
                "The database ({database}) closed a transaction that stood still too long. Nothing of this"
                " was saved; try again in a moment."
            )
        case ServerTrouble.TRANSACTION_TOOK_TOO_LONG:
            return _(
                "The database ({database}) closed a transaction that took too long. Nothing of this was"
                " saved; try again in a moment."
            )
        case ServerTrouble.DISK_FULL:
            return _(
                "The database ({database}) cannot grow: the server's disk is full. Nothing of this was"
                " saved; inform its administrator."
            )
        case ServerTrouble.OUT_OF_RESOURCES:
            return _(
                "The database ({database}) has run out of room or memory on its server. Nothing of this was"
                " saved; try again in a moment."
            )
        case ServerTrouble.SYSTEM_ERROR:
            return _(
                "The database ({database}) reports an error of its server's disk or system: inform its"
                " administrator."
            )
        case ServerTrouble.DAMAGED:
            return _(
                "The database ({database}) is damaged: its administrator should look at the server's log"
                " and the last backup."
            )
        case _:
            assert_never(trouble)
