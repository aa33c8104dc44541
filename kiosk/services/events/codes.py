"""Event codes: an organizer's choice checked, or one minted that no event has in any letter case."""

from collections.abc import Callable
from uuid import UUID

from kiosk.domain.codes import clean_event_code, folded_code, mint_event_code
from kiosk.domain.errors import Refused
from kiosk.domain.field import FieldName
from kiosk.services.accounts.permissions import sees_event
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

_MINTING_TRIES = 20  # of 729 million codes; a second try is already unlikely


def choose_code(transaction: Transaction, chosen: str | None, *, of_event: UUID | None = None) -> str:
    """The code an event gets; nobody else gets it, in any letter case, until the transaction ends.

    Args:
        transaction: Where codes may be taken; a writing one that has what else it locks.
        chosen: What the organizer typed, or None for a minted one.
        of_event: The event that changes its code: it may keep it in another letter case.

    Raises:
        Refused: It cannot be a code, or another event has it.
    """
    if chosen is None:
        return _mint(lambda code: not transaction.event_codes.claim([code]))
    code = cleaned_code(chosen)
    # The database's index tells WS001 from ws001; a door does not.
    owner = transaction.event_codes.claim([code], of_event=of_event).get(code)
    if owner is not None:
        raise _taken(transaction, code, owner)
    return code


def propose_code(store: Store) -> str:
    """A code that no event has, for an organizer to take or not; it is not kept for them."""
    with store.read() as transaction:
        return mint_free_code(transaction.event_codes.folded())


def check_code(store: Store, chosen: str, *, of_event: UUID | None = None) -> str:
    """An organizer's choice of code as it would be stored; it is not kept for them.

    Args:
        store: The database.
        chosen: What they typed.
        of_event: The event whose code is to be changed.

    Raises:
        Refused: It cannot be a code, or another event has it.
    """
    code = cleaned_code(chosen)
    with store.read() as transaction:
        owner = transaction.events.by_code(code)
        if owner is not None and owner.id != of_event:
            raise _taken(transaction, code, owner.id)
    return code


def cleaned_code(chosen: str, field: FieldName = FieldName.CODE) -> str:
    """Returns an organizer's choice of code as it is stored.

    Args:
        chosen: What they typed.
        field: The field they typed it into.

    Raises:
        Refused: It cannot be a code.
    """
    try:
        return clean_event_code(chosen)
    except ValueError as error:
        raise Refused(str(error), field=field) from error


def mint_free_code(taken: set[str]) -> str:
    """A new code.

    Args:
        taken: Codes it may not be, as folded_code gives them.

    Raises:
        Refused: None was found that is free.
    """
    return _mint(lambda code: folded_code(code) not in taken)


def _mint(is_free: Callable[[str], bool]) -> str:
    for _ in range(_MINTING_TRIES):
        code = mint_event_code()
        if is_free(code):
            return code
    raise Refused("No free event code was found. Choose one yourself.")


def _taken(transaction: Transaction, code: str, event_id: UUID) -> Refused:
    owner = transaction.events.get(event_id) if sees_event(transaction, event_id) else None
    whose = "another organizer's event" if owner is None else repr(owner.title)
    return Refused(f"The code {code} is taken by {whose}. Choose another.", field=FieldName.CODE)
