"""The options of the program: their values, where these come from, and how they are typed."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class SwitchForm:
    """The option is on or off."""


@dataclass(frozen=True, slots=True)
class WholeNumberForm:
    """The option is a whole number within limits."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class DecimalForm:
    """The option is a number with a fraction, within limits."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """The option is one of a few values."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextForm:
    """The option is a text.

    Attributes:
        may_be_missing: True when an empty text means that the option has no value.
    """

    may_be_missing: bool


OptionForm = SwitchForm | WholeNumberForm | DecimalForm | ChoiceForm | TextForm
"""The ways in which the value of an option is entered."""
