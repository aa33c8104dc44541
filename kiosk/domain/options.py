"""The options of the program: their values, and where these come from."""

from enum import Enum, StrEnum, auto


class OptionSource(StrEnum):
    """The places an option's value comes from, in their order: the first that has one counts."""

    ENVIRONMENT = "ENVIRONMENT"
    DOTENV = "DOTENV"
    FILE = "FILE"
    DEFAULT = "DEFAULT"


class Concealed(Enum):
    """A value that is never shown."""

    ADDRESS = auto()
    """An address that cannot be parsed, so a password in it could not be left out."""


OptionValue = str | int | float | bool
"""The value of an option, as a settings file holds it."""
