"""The values that people type, by name: a refusal names the one that it is about."""

from enum import Enum, auto


class Field(Enum):
    """A value that a form or a command asks for."""

    EVENT_TITLE = auto()
    EVENT_CODE = auto()
    LOCATION = auto()
    START = auto()
    DURATION = auto()
    OPENS_BEFORE = auto()
    CAPACITY = auto()
    WEEKDAYS = auto()
    SERIES_END = auto()
    GROUP_NAME = auto()
    GROUP_DESCRIPTION = auto()
    PERSON_NAME = auto()
    EMAIL = auto()
    PASSWORD = auto()
    NEW_PASSWORD = auto()
    PASSWORD_AGAIN = auto()
    PIN = auto()
    REASON = auto()
    KIOSK_NAME = auto()
