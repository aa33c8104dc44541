"""Refusals of the program's options: of their values, and of the places they come from."""

from dataclasses import dataclass
from enum import StrEnum


class AboutProgramOption:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


class OptionRule(StrEnum):
    """A rule for an option's value that has no limits of its own."""

    WHOLE_NUMBER = "WHOLE_NUMBER"
    NUMBER = "NUMBER"
    TRUE_OR_FALSE = "TRUE_OR_FALSE"
    NOT_EMPTY = "NOT_EMPTY"
    URL_WITH_CODE = "URL_WITH_CODE"
    CAN_BE_SHOWN = "CAN_BE_SHOWN"  # a name that is neither blank nor holds control characters
    POOL_MAX_NOT_BELOW_MIN = "POOL_MAX_NOT_BELOW_MIN"


@dataclass(frozen=True, slots=True)
class OptionBreaksRule(AboutProgramOption):
    """An option's value breaks a rule.

    Attributes:
        option: Its field in Settings.
        rule: Which one.
    """

    option: str
    rule: OptionRule


@dataclass(frozen=True, slots=True)
class OptionOutOfRange(AboutProgramOption):
    """An option's number is too small or too large."""

    option: str
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class OptionTooLong(AboutProgramOption):
    """An option's text has more than `most` characters."""

    option: str
    most: int


@dataclass(frozen=True, slots=True)
class OptionNotAllowed(AboutProgramOption):
    """An option takes one of a few values only."""

    option: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotATimeZone(AboutProgramOption):
    """An option names no time zone."""

    option: str
    text: str


@dataclass(frozen=True, slots=True)
class OptionNotTaken(AboutProgramOption):
    """An option's value is wrong in a way that only the library that reads options can explain.

    Attributes:
        option: Its field in Settings.
        detail: The library's reason, in English.
    """

    option: str
    detail: str


OptionProblem = (
    OptionBreaksRule | OptionOutOfRange | OptionTooLong | OptionNotAllowed | NotATimeZone | OptionNotTaken
)
"""The faults of one option's value."""


@dataclass(frozen=True, slots=True)
class OptionsWrong(AboutProgramOption):
    """Options of the environment, the `.env` file or the settings file have invalid values."""

    problems: tuple[OptionProblem, ...]


@dataclass(frozen=True, slots=True)
class SettingsFileUnreadable(AboutProgramOption):
    """The settings file cannot be read, or is not TOML.

    Attributes:
        path: The file.
        detail: The system's or the parser's reason.
    """

    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class DotenvUnreadable(AboutProgramOption):
    """The `.env` file of the working directory cannot be read.

    Attributes:
        folder: The working directory.
        detail: The system's reason.
    """

    folder: str
    detail: str


@dataclass(frozen=True, slots=True)
class OptionUnknown(AboutProgramOption):
    """The settings file has an option that does not exist.

    Attributes:
        path: The file.
        name: As it stands there.
        near: The option that is probably meant, or None.
    """

    path: str
    name: str
    near: str | None


@dataclass(frozen=True, slots=True)
class VariableMisspelt(AboutProgramOption):
    """A KIOSK_ variable of the environment or the `.env` file is probably a slip.

    Attributes:
        name: As it stands there.
        near: The option that is probably meant.
    """

    name: str
    near: str


ProgramOptionRefusal = (
    OptionProblem
    | OptionsWrong
    | SettingsFileUnreadable
    | DotenvUnreadable
    | OptionUnknown
    | VariableMisspelt
)
