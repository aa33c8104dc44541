"""The options that cannot be changed at the desk or the door, each with the reason."""

from kiosk.services.settings.options import CHANGEABLE_OPTIONS, list_options
from kiosk.wording.options import set_elsewhere


def options_set_elsewhere() -> dict[str, str]:
    """Returns the options that cannot be changed here because they are set elsewhere: the reasons by name.

    Raises:
        Refused: The settings cannot be read.
    """
    return {
        each.name: set_elsewhere(each.variable, each.source)
        for each in list_options()
        if each.name in CHANGEABLE_OPTIONS and not each.is_changeable
    }
