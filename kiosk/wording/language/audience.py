"""The audiences of texts."""

from enum import Enum, auto


class Audience(Enum):
    """The people who read a text.

    A guest reads no command, no host name and no address of a database. An organizer reads what to do at
    the desk. A technician at a terminal reads which command or option helps.
    """

    GUEST = auto()
    ORGANIZER = auto()
    TECHNICIAN = auto()
