"""Event codes: checks an organizer's choice, or generates one that no event has in any letter case."""

from collections.abc import Callable
from uuid import UUID

from kiosk.domain.codes import clean_event_code, folded_code, mint_event_code
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.events.event_codes import CodeTaken, NoFreeCode
from kiosk.services.database import Database
from kiosk.services.permissions import sees_event
from kiosk.services.transactions import reading
from kiosk.storage.transaction import Transaction

_MINTING_TRIES = 20  # of 729 million codes; even a second try is unlikely


def choose_code(transaction: Transaction, chosen: str | None, *, of_event: UUID | None = None) -> str:
    """Returns the code for an event, and reserves it, in any letter case, until the transaction ends.

    Args:
        transaction: A writing one, which has already taken its other locks.
        chosen: What the organizer typed, or None for a generated one.
        of_event: The event whose code changes: it may keep its code in another letter case.

    Raises:
        Refused: It is not a valid code, or another event has it.
    """
    if chosen is None:
        return _mint(lambda code: not transaction.event_codes.lock_codes([code]))
    code = clean_event_code(chosen)
    # WS001 and ws001 differ for the database's index, but not for a door.
    owner = transaction.event_codes.lock_codes([code], of_event=of_event).get(code)
    if owner is not None:
        raise _taken(transaction, code, owner)
    return code


def propose_code(database: Database) -> str:
    """Returns a code that no event has, to propose to an organizer; it is not reserved."""
    with reading(database) as transaction:
        return mint_free_code(transaction.event_codes.folded())


def check_code(database: Database, chosen: str, *, of_event: UUID | None = None) -> str:
    """Returns an organizer's choice of code as it would be stored; it is not reserved.

    Args:
        database: The database.
        chosen: The code as typed.
        of_event: The event whose code is to be changed.

    Raises:
        Refused: It is not a valid code, or another event has it.
    """
    code = clean_event_code(chosen)
    with reading(database) as transaction:
        owner = transaction.events.by_code(code)
        if owner is not None and owner.id != of_event:
            raise _taken(transaction, code, owner.id)
    return code


def mint_free_code(taken: set[str]) -> str:
    """Returns a new code.

    Args:
        taken: The codes that are taken, as folded_code returns them.

    Raises:
        Refused: No free code was found.
    """
    return _mint(lambda code: folded_code(code) not in taken)


def _mint(is_free: Callable[[str], bool]) -> str:
    for _ in range(_MINTING_TRIES):
        code = mint_event_code()
        if is_free(code):
            return code
    raise Refused(NoFreeCode())


def _taken(transaction: Transaction, code: str, event_id: UUID) -> Refused:
    owner = transaction.events.get(event_id) if sees_event(transaction, event_id) else None
    return Refused(CodeTaken(code, by=None if owner is None else owner.title))
