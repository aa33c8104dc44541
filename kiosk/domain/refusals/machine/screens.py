"""Refusals to show a window where none can be shown."""

from dataclasses import dataclass


class AboutScreen:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoScreen(AboutScreen):
    """Neither DISPLAY nor WAYLAND_DISPLAY is set."""


@dataclass(frozen=True, slots=True)
class ScreenDoesNotAnswer(AboutScreen):
    """The screen does not answer or does not let this user in.

    Attributes:
        display: As DISPLAY names it.
    """

    display: str


@dataclass(frozen=True, slots=True)
class WindowsNotInstalled(AboutScreen):
    """PySide6 is not installed."""


@dataclass(frozen=True, slots=True)
class WindowLibraryMissing(AboutScreen):
    """A system library that Qt needs is missing.

    Attributes:
        detail: The loader's reason.
    """

    detail: str


ScreenRefusal = NoScreen | ScreenDoesNotAnswer | WindowsNotInstalled | WindowLibraryMissing
