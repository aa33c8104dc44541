"""What is said of an option that cannot be changed where it is shown."""

from kiosk.services.settings.options import CHANGEABLE, Option, Source, list_options

SOURCES = {
    Source.ENVIRONMENT: "set in the environment of this machine",
    Source.DOTENV: "set in the file .env",
    Source.FILE: "set in the settings file",
    Source.DEFAULT: "by default",
}
"""Where an option's value comes from."""


def set_elsewhere(option: Option) -> str:
    """Why an option cannot be changed here."""
    return f"{option.variable} is {SOURCES[option.source]}, so it cannot be changed here."


def options_set_elsewhere() -> dict[str, str]:
    """Of those options that could be changed but for what is set elsewhere, why not, by their names.

    Raises:
        Refused: The settings cannot be read.
    """
    return {
        each.name: set_elsewhere(each)
        for each in list_options()
        if each.name in CHANGEABLE and not each.is_changeable
    }
