"""The numbers of the doors' protocol, and the need of an update when door and centre share none."""

from enum import Enum, auto

PROTOCOLS = (1, 2)
"""The protocols that a door of this program speaks; its database serves the same."""


class UpdateNeeded(Enum):
    """The part that has to be updated before a door can work with its centre again."""

    DOOR = auto()
    CENTRE = auto()
