"""Event codes: an organizer's choice checked, or one minted that no event has in any letter case."""

from uuid import UUID

from kiosk.domain.codes import clean_event_code, folded_code, mint_event_code
from kiosk.domain.errors import Refused
from kiosk.services.access import sees_event
from kiosk.storage.store import Store
from kiosk.storage.transaction import Transaction

_MINTING_TRIES = 20  # of 729 million codes; a second try is already unlikely


def choose_code(transaction: Transaction, chosen: str | None, *, of_event: UUID | None = None) -> str:
    """The code an event gets.

    Args:
        transaction: Where codes may be taken.
        chosen: What the organizer typed, or None for a minted one.
        of_event: The event that changes its code: it may keep it in another letter case.

    Raises:
        Refused: It cannot be a code, or another event has it.
    """
    if chosen is None:
        return mint_free_code(transaction.events.folded_codes())
    code = cleaned_code(chosen)
    # The database's index tells WS001 from ws001; a door does not.
    taken = transaction.events.by_code(code)
    if taken is not None and taken.id != of_event:
        whose = repr(taken.title) if sees_event(transaction, taken.id) else "another organizer's event"
        raise Refused(f"The code {code} is taken by {whose}. Choose another.")
    return code


def propose_code(store: Store) -> str:
    """A code that no event has, for an organizer to take or not; it is not kept for them."""
    with store.read() as transaction:
        return choose_code(transaction, None)


def check_code(store: Store, chosen: str, *, of_event: UUID | None = None) -> str:
    """An organizer's choice of code as it would be stored; it is not kept for them.

    Args:
        store: The database.
        chosen: What they typed.
        of_event: The event whose code is to be changed.

    Raises:
        Refused: It cannot be a code, or another event has it.
    """
    with store.read() as transaction:
        return choose_code(transaction, chosen, of_event=of_event)


def cleaned_code(chosen: str) -> str:
    """An organizer's choice of code as it is stored.

    Raises:
        Refused: It cannot be a code.
    """
    try:
        return clean_event_code(chosen)
    except ValueError as error:
        raise Refused(str(error)) from error


def mint_free_code(taken: set[str]) -> str:
    """A new code.

    Args:
        taken: Codes it may not be, as folded_code gives them.

    Raises:
        Refused: None was found that is free.
    """
    for _ in range(_MINTING_TRIES):
        code = mint_event_code()
        if folded_code(code) not in taken:
            return code
    raise Refused("No free event code was found. Choose one yourself.")
