"""Fields that people type values into: a refusal names the one it is about, a form shows it there."""

from enum import StrEnum


class FieldName(StrEnum):
    """A value that a service can refuse."""

    TITLE = "title"
    START = "start_at"
    DURATION = "duration"
    LOCATION = "location"
    CODE = "code"
    CODE_PREFIX = "prefix"
    CAPACITY = "capacity"
    OPENS_BEFORE = "opens_before"
    WEEKDAYS = "weekdays"
    SERIES_END = "ends"
    NAME = "name"
    NEW_GROUP = "new_group"  # the name of a group that is made with its first event
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105 -- a field's name: the password somebody has now
    NEW_PASSWORD = "new"  # noqa: S105 -- same
    PASSWORD_AGAIN = "again"  # noqa: S105 -- same
    REASON = "reason"
