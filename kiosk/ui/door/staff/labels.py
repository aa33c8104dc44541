"""The texts of the staff page. Pure: the same arguments give the same words."""

import math
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from kiosk.domain.errors import Refused
from kiosk.services.accounts.staff_pin import PinCheck
from kiosk.ui.door.staff.purpose import Purpose
from kiosk.wording.audience import Audience
from kiosk.wording.faults import fault

translate = QCoreApplication.translate  # the one name that Qt's lupdate finds outside classes

_MINUTE = 60


def pin_line(purpose: Purpose) -> str:
    """Says what the PIN is asked for."""
    match purpose:
        case Purpose.CLOSE:
            return translate("staff", "Type this machine's PIN to close the kiosk.")
        case Purpose.CAMERA:
            return translate("staff", "Type this machine's PIN to choose the camera.")
        case Purpose.CHOOSE:
            return translate("staff", "Type this machine's PIN.")


def password_line() -> str:
    """Says why a password is asked for instead of a PIN."""
    return translate(
        "staff",
        "No PIN is set on this machine, so an organizer's password is asked for. A PIN is set at the desk"
        " under Settings, or by “kiosk pin” in a terminal. It holds at once.",
    )


def nobody_line() -> str:
    """Says what to do where neither a PIN nor a password exists."""
    return translate(
        "staff",
        "No PIN is set on this machine, and no organizer has a password. “kiosk pin” in a terminal on this"
        " machine sets a PIN. It holds at once.",
    )


def unreadable_line() -> str:
    """Says what to do about a damaged PIN."""
    return translate(
        "staff",
        "This machine's PIN cannot be read, so an organizer's password is asked for. Set the PIN again:"
        " “kiosk pin” in a terminal on this machine.",
    )


def choices_line() -> str:
    """Asks what is wanted."""
    return translate("staff", "What would you like to do?")


def no_answer() -> str:
    """Says that no password can be checked now."""
    return translate(
        "staff",
        "The database does not answer, so no password can be checked now. Try again, or type “kiosk pin” in"
        " a terminal on this machine: it sets a PIN that works without the database.",
    )


def fault_words(error: Exception) -> str:
    """Says why somebody may not pass; no name of a server or a file is in it.

    Args:
        error: What checking the password raised.
    """
    return fault(error, Audience.ORGANIZER) if isinstance(error, Refused) else no_answer()


def wrong_pin(check: PinCheck) -> str:
    """Says that it was not the PIN, and how many tries are left once that matters."""
    match check.tries_left:
        case None:
            return translate("staff", "That is not the PIN. Try again.")
        case 1:
            return translate("staff", "That is not the PIN. 1 try left")
        case left:
            return translate("staff", "That is not the PIN. {left} tries left").format(left=left)


def pause_words(wait: timedelta) -> str:
    """Says how long no PIN is taken: "Try again in 24 s", "Try again in 4:05"."""
    seconds = math.ceil(wait.total_seconds())
    if seconds < _MINUTE:
        return translate("staff", "Try again in {seconds} s").format(seconds=seconds)
    return translate("staff", "Try again in {minutes}:{seconds:02}").format(
        minutes=seconds // _MINUTE, seconds=seconds % _MINUTE
    )


def back_words(seconds: int) -> str:
    """Says when the page goes back by itself."""
    return translate("staff", "Goes back by itself in {seconds} s").format(seconds=seconds)


def dots_words(typed: int, of: int) -> str:
    """Says to those who listen how many digits are typed, never which."""
    return translate("staff", "{typed} of {of} digits typed").format(typed=typed, of=of)


def notice_title() -> str:
    """Heads the notice at a door's start."""
    return translate("staff", "For staff: no PIN is set on this machine")


def notice_line() -> str:
    """Says at a door's start what closes it while no PIN is set."""
    return translate(
        "staff",
        "Until one is, closing this kiosk asks for an organizer's password. Set a PIN at the desk under"
        " Settings, or with “kiosk pin” in a terminal. Tap to hide this.",
    )


def unreadable_title() -> str:
    """Heads the notice about a damaged PIN."""
    return translate("staff", "For staff: this machine's PIN cannot be read")


def unreadable_notice() -> str:
    """Says at a door's start what closes it while the PIN cannot be read."""
    return translate(
        "staff",
        "Until it is set again, closing this kiosk asks for an organizer's password. Type"
        " “kiosk pin” in a terminal. Tap to hide this.",
    )


def darkness_title() -> str:
    """Heads the notice about a screen that nothing keeps on."""
    return translate("staff", "For staff: this screen may turn itself off")
