"""The values that people type, by name: a refusal names the one that it is about."""

from enum import Enum, auto

from kiosk.domain.event import EventField


class Field(Enum):
    """A value that a form or a command asks for, besides those of an event, which EventField lists."""

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


AnyField = Field | EventField
"""A value that a form or a command asks for."""
