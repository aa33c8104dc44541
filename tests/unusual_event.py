"""Details of an event that all differ from the usual ones, whichever details there are."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from types import NoneType
from typing import Any, TypeVar, get_args

from kiosk.domain.event import EventDetails

Details = TypeVar("Details", bound=EventDetails)


def kind_of(annotation: Any) -> tuple[type, bool]:  # noqa: ANN401 -- a type, or a union of one with None
    """Returns the type of a detail's values, and True when it may be None."""
    kinds = get_args(annotation) or (annotation,)
    (kind,) = (each for each in kinds if each is not NoneType)
    return kind, NoneType in kinds


def with_unusual_details(details: Details) -> Details:
    """Returns details of which each has another value."""
    values: dict[str, Any] = {
        each.name: _other(each.name, kind_of(each.type)[0], getattr(details, each.name))
        for each in fields(EventDetails)
    }
    return replace(details, **values)


def _other(name: str, kind: type, value: Any) -> object:  # noqa: ANN401 -- of whichever type
    if kind is bool:
        return not value
    if kind is str:
        return f"Another {name}" if value is None else f"{value}, changed"
    if value is None:
        assert kind is int, f"there is no example of {kind.__name__}"
        return 7
    return value + {int: 1, timedelta: timedelta(minutes=1), datetime: timedelta(days=1)}[kind]
