"""The options of the program: their values, and where these come from."""

from enum import Enum, StrEnum, auto


class OptionSource(StrEnum):
    """Where the value of an option comes from; the first of these that has one."""

    ENVIRONMENT = "ENVIRONMENT"
    DOTENV = "DOTENV"
    FILE = "FILE"
    DEFAULT = "DEFAULT"


class Concealed(Enum):
    """A value that nobody is shown."""

    ADDRESS = auto()
    """An address that cannot be understood, so a password in it could not be left out."""


OptionValue = str | int | float | bool
"""The value of an option, as a settings file holds it."""
