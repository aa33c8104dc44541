"""The staff's gate of a door, and the PIN or password that opens it on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from kiosk.app.stores import opened_database
from kiosk.domain.clock import utc_now
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.ui.door.staff.gate import StaffGate
    from kiosk.ui.door.window import DoorWindow


@contextmanager
def opened_gate(settings: Settings, window: "DoorWindow", pin: str | None) -> Iterator["StaffGate"]:
    """Guards a door's window until the end.

    It needs no event and no database: an organizer's password is checked over separate connections.

    Args:
        settings: Every option.
        window: The door's window.
        pin: The PIN that opens the gate while no staff PIN is set on this machine, or None.
    """
    from kiosk.services.accounts.staff_pin import staff_pin
    from kiosk.ui.door.staff.gate import Keys, StaffGate

    keys = Keys(staff_pin(for_this_run=pin), partial(_sign_in, settings), partial(_somebody_enters, settings))
    gate = StaffGate(window, keys, kiosk_name=settings.name)
    try:
        yield gate
    finally:
        gate.shutdown()


def _sign_in(settings: Settings, email: str, password: str) -> None:
    from kiosk.services.accounts import accounts

    with opened_database(settings) as database:
        accounts.sign_in(database, email, password, now=utc_now())


def _somebody_enters(settings: Settings) -> bool:
    from kiosk.services.accounts.first_run import somebody_enters

    with opened_database(settings) as database:
        return somebody_enters(database)
