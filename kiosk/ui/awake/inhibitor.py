"""Asking one program of the system to leave the screen on."""

from typing import Protocol

APPLICATION = "Kiosk"
REASON = "The check-in door is open"
"""Desktops show these two to whoever asks them why the screen stays on."""


class NotHeldError(Exception):
    """The program that was asked does not exist here, refused, or did not answer in time."""


class Inhibitor(Protocol):
    """One program that can be asked. A thread of its own calls all of this and may be kept waiting.

    Attributes:
        name: Names the program in the log.
        is_for_screen: True when its consent alone keeps the screen on.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 -- see the class

    @property
    def is_for_screen(self) -> bool: ...  # noqa: D102 -- see the class

    def ask(self) -> None:
        """Asks it to leave the screen on until `give_back`, or until this process ends in any way.

        Raises:
            NotHeldError: It did not consent. Nothing is left behind.
        """

    def is_held(self) -> bool:
        """True while what it consented to holds: it may have been restarted and have forgotten."""

    def give_back(self) -> None:
        """Lets it blank the screen again. Never raises; without an earlier consent it does nothing."""
