"""The options of the program in words: their values, and where these come from."""

from typing import assert_never

from kiosk.domain.options import Concealed, OptionSource, OptionValue
from kiosk.wording.catalogue import _, pgettext


def option_source(source: OptionSource) -> str:
    """Returns the source of an option's value."""
    match source:
        case OptionSource.ENVIRONMENT:
            return _("set in the environment of this machine")
        case OptionSource.DOTENV:
            return _("set in the file .env")
        case OptionSource.FILE:
            return _("set in the settings file")
        case OptionSource.DEFAULT:
            return _("by default")
        case _:
            assert_never(source)


def set_elsewhere(variable: str, source: OptionSource) -> str:
    """Explains why an option cannot be changed at the desk or the door.

    Args:
        variable: Its name in the environment.
        source: The source of its value.
    """
    match source:
        case OptionSource.ENVIRONMENT:
            text = _("{variable} is set in the environment of this machine, so it cannot be changed here.")
        case OptionSource.DOTENV:
            text = _("{variable} is set in the file .env, so it cannot be changed here.")
        case OptionSource.FILE | OptionSource.DEFAULT:
            text = _("{variable} can only be changed in the settings file.")
        case _:
            assert_never(source)
    return text.format(variable=variable)


def option_value(value: OptionValue | Concealed | None) -> str:  # noqa: PLR0911 -- one case a kind of value
    """Returns the value of an option."""
    match value:
        case None:
            return pgettext("value of an option", "none")
        case Concealed.ADDRESS:
            return concealed_address()
        case True:
            return pgettext("value of an option", "on")
        case False:
            return pgettext("value of an option", "off")
        case float():
            return f"{value:g}"
        case int():
            return str(value)
        case str():
            return value or pgettext("value of an option", "none")
        case _:
            assert_never(value)


def concealed_address() -> str:
    """Returns the text in place of an address that is not shown."""
    return _("an address that cannot be understood")


def option_line(meaning: str, variable: str, source: OptionSource) -> str:
    """Returns an option's purpose, its name in the environment, and the source of its value."""
    return _("{meaning} ({variable}, {source})").format(
        meaning=meaning, variable=variable, source=option_source(source)
    )
