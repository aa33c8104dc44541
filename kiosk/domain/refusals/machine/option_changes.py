"""Refusals of changes to the options of the program."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.refusals.refusal import Refusal


class AboutOptionChange:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class OptionNotChangeable(AboutOptionChange):
    """The desk may not change this option.

    Attributes:
        name: Its name in the settings file.
    """

    name: str


@dataclass(frozen=True, slots=True)
class OptionSetInEnvironment(AboutOptionChange):
    """The environment sets this option, which wins over the settings file.

    Attributes:
        variable: Its name in the environment.
    """

    variable: str


@dataclass(frozen=True, slots=True)
class SettingsNotChanged(AboutOptionChange):
    """The settings file could not be read or written, and was not changed.

    Attributes:
        cause: Why not.
    """

    cause: "Refusal"


@dataclass(frozen=True, slots=True)
class SettingsFormNotKept(AboutOptionChange):
    """The file is written in a form of TOML that cannot be changed without spoiling it."""

    path: str


@dataclass(frozen=True, slots=True)
class SettingsFileReadOnly(AboutOptionChange):
    """Somebody made the settings file read-only."""

    path: str


@dataclass(frozen=True, slots=True)
class SettingsFileNotExamined(AboutOptionChange):
    """The mode of the settings file cannot be read.

    Attributes:
        path: The file.
        detail: The reason of the operating system.
    """

    path: str
    detail: str


OptionChangeRefusal = (
    OptionNotChangeable
    | OptionSetInEnvironment
    | SettingsNotChanged
    | SettingsFormNotKept
    | SettingsFileReadOnly
    | SettingsFileNotExamined
)
