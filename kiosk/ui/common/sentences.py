"""Faults as an organizer reads them."""

from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault


def sentence(error: Exception) -> str:
    """Returns what an exception says to an organizer."""
    return fault(error, Audience.ORGANIZER)
