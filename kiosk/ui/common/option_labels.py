"""The options that cannot be changed at the desk or the door, each with why."""

from kiosk.services.settings.options import CHANGEABLE, list_options
from kiosk.wording.options import set_elsewhere


def options_set_elsewhere() -> dict[str, str]:
    """Returns why options that could be changed here cannot, by their names: they are set elsewhere.

    Raises:
        Refused: The settings cannot be read.
    """
    return {
        each.name: set_elsewhere(each.variable, each.source)
        for each in list_options()
        if each.name in CHANGEABLE and not each.is_changeable
    }
