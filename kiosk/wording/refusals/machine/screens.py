"""Refusals to show a window in words."""

from typing import assert_never

from kiosk.domain.refusals.machine.screens import (
    NoScreen,
    ScreenDoesNotAnswer,
    ScreenRefusal,
    WindowLibraryMissing,
    WindowsNotInstalled,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def screen_refusal(reason: ScreenRefusal, audience: Audience) -> str:
    """Explains why no window can be shown, and what helps.

    Args:
        reason: The fact.
        audience: Only a technician reads commands and the names of libraries.
    """
    if audience is not Audience.TECHNICIAN:
        return _("No window can be shown here. Ask your technician to look.")
    match reason:
        case NoScreen():
            return _(
                "There is no screen to show the kiosk on: neither DISPLAY nor WAYLAND_DISPLAY is set."
                " Start it from the desktop of the machine at the door."
                " Commands that need no window work all the same; `kiosk --help` lists them."
            )
        case ScreenDoesNotAnswer(display):
            return _(
                "The screen {display} does not answer or does not let this user in."
                " Start the kiosk from the desktop of the machine at the door."
                " Commands that need no window work all the same; `kiosk --help` lists them."
            ).format(display=display)
        case WindowsNotInstalled():
            return _("PySide6 is not installed. Start the program with script/run, which installs it.")
        case WindowLibraryMissing(detail):
            return _(
                "A system library that windows need is missing ({detail}). On Debian and Ubuntu: sudo apt-get"
                " install libegl1 libgl1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
                " libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
            ).format(detail=detail)
        case _:
            assert_never(reason)
