"""The texts of the staff page, which opens over a door's screen."""

import math
from datetime import timedelta

from kiosk.domain.errors import Refused
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.numbers import number

_MINUTE = 60


def pin_to_close() -> str:
    """Asks for the PIN that closes the kiosk."""
    return _("Type this machine's PIN to close the kiosk.")


def pin_for_camera() -> str:
    """Asks for the PIN before the camera is chosen."""
    return _("Type this machine's PIN to choose the camera.")


def pin_for_choices() -> str:
    """Asks for the PIN after somebody held the corner of the screen."""
    return _("Type this machine's PIN.")


def password_line() -> str:
    """Explains why a password is asked for instead of a PIN."""
    return _(
        "No PIN is set on this machine, so an organizer's password is asked for. A PIN is set at the desk"
        " under Settings, or by “kiosk pin” in a terminal. It holds at once."
    )


def nobody_line() -> str:
    """Explains what to do where neither a PIN nor a password exists."""
    return _(
        "No PIN is set on this machine, and no organizer has a password. “kiosk pin” in a terminal on this"
        " machine sets a PIN. It holds at once."
    )


def unreadable_line() -> str:
    """Explains what to do about a damaged PIN."""
    return _(
        "This machine's PIN cannot be read, so an organizer's password is asked for. Set the PIN again:"
        " “kiosk pin” in a terminal on this machine."
    )


def choices_line() -> str:
    """Asks which of the choices is wanted."""
    return _("What would you like to do?")


def no_answer() -> str:
    """States that no password can be checked now."""
    return _(
        "The database does not answer, so no password can be checked now. Try again, or type “kiosk pin” in"
        " a terminal on this machine: it sets a PIN that works without the database."
    )


def fault_words(error: Exception) -> str:
    """Explains why a person may not pass, without names of servers or files.

    Args:
        error: The error that the check of the password raised.
    """
    return fault(error, Audience.ORGANIZER) if isinstance(error, Refused) else no_answer()


def wrong_pin(tries_left: int | None) -> str:
    """States that it was not the PIN.

    Args:
        tries_left: The number of tries left before a pause; None while that does not matter.
    """
    if tries_left is None:
        return _("That is not the PIN. Try again.")
    return ngettext(
        "That is not the PIN. {count} try left", "That is not the PIN. {count} tries left", tries_left
    ).format(count=number(tries_left))


def pause_words(wait: timedelta) -> str:
    """Returns the time during which no PIN is accepted: "Try again in 24 s", "Try again in 4:05"."""
    seconds = math.ceil(wait.total_seconds())
    if seconds < _MINUTE:
        return _("Try again in {seconds} s").format(seconds=seconds)
    minutes, rest = divmod(seconds, _MINUTE)
    return _("Try again in {time}").format(time=f"{minutes}:{rest:02}")


def back_words(seconds: int) -> str:
    """Returns the time until the page goes back by itself."""
    return _("Goes back by itself in {seconds} s").format(seconds=seconds)


def dots_words(typed: int, of: int) -> str:
    """Returns the number of typed digits for screen readers, never the digits."""
    return _("{typed} of {of} digits typed").format(typed=typed, of=of)


def notice_title() -> str:
    """Returns the heading of the notice at a door's start."""
    return _("For staff: no PIN is set on this machine")


def notice_line() -> str:
    """Explains at a door's start what closes it while no PIN is set."""
    return _(
        "Until one is, closing this kiosk asks for an organizer's password. Set a PIN at the desk under"
        " Settings, or with “kiosk pin” in a terminal. Tap to hide this."
    )


def unreadable_title() -> str:
    """Returns the heading of the notice about a damaged PIN."""
    return _("For staff: this machine's PIN cannot be read")


def unreadable_notice() -> str:
    """Explains at a door's start what closes it while the PIN cannot be read."""
    return _(
        "Until it is set again, closing this kiosk asks for an organizer's password. Type"
        " “kiosk pin” in a terminal. Tap to hide this."
    )


def darkness_title() -> str:
    """Returns the heading of the notice about a screen that may turn itself off."""
    return _("For staff: this screen may turn itself off")


def screen_may_go_dark() -> str:
    """Explains what to do when the screen may turn itself off."""
    return _(
        "This machine may turn its screen off while the door is open: nothing here could be asked to leave it"
        " on. Turn off the screen saver and power saving in the system's settings."
    )
