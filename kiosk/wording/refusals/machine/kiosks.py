"""Refusals to change how the desk lists a kiosk, in words."""

from typing import assert_never

from kiosk.domain.refusals.machine.kiosks import KioskForgotten, KioskNameTaken, KioskRefusal
from kiosk.wording.language.catalogue import _


def kiosk_refusal(reason: KioskRefusal) -> str:
    """Explains why a kiosk's entry cannot be changed, and what helps."""
    match reason:
        case KioskForgotten():
            return _("This kiosk is not in the list any more: somebody removed it.")
        case KioskNameTaken(name):
            return _("Another kiosk is called {name} already. Choose another name.").format(name=name)
        case _:
            assert_never(reason)
