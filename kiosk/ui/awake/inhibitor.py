"""The interface to one program of the system that is asked to keep the screen on."""

from typing import Protocol

APPLICATION = "Kiosk"
REASON = "The check-in door is open"
"""Desktops show both to users as the reason why the screen stays on."""


class NotHeldError(Exception):
    """The program that was asked does not exist here, refused, or did not answer in time."""


class Inhibitor(Protocol):
    """One program that can be asked to keep the screen on. One thread calls all methods; they may block.

    Attributes:
        name: The program's name in the log.
        is_for_screen: True when its agreement alone keeps the screen on.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 -- see the class

    @property
    def is_for_screen(self) -> bool: ...  # noqa: D102 -- see the class

    def ask(self) -> None:
        """Asks it to keep the screen on until `give_back`, or until this process ends in any way.

        Raises:
            NotHeldError: It did not agree. No connection or request stays open.
        """

    def is_held(self) -> bool:
        """Returns True while its agreement holds; a restart of the program ends it."""

    def give_back(self) -> None:
        """Lets it turn the screen off again. Never raises; does nothing without an agreement."""
