"""Makes and expects faults of the database in tests: by the fact, not by its words."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import (
    FileTrouble,
    NoAnswerInTime,
    ServerTrouble,
    StorageFault,
    UnavailableCause,
    UnfitCause,
)

DATABASE = "PostgreSQL kiosk on db.example"


def no_answer() -> StorageUnavailable:
    """Returns the fault of a database that did not answer in time."""
    return StorageUnavailable(NoAnswerInTime())


def faulty(trouble: FileTrouble | ServerTrouble, *, is_away: bool = False) -> StorageUnavailable:
    """Returns a fault that a database reports."""
    return StorageUnavailable(StorageFault(trouble, DATABASE, is_away=is_away))


@contextmanager
def unavailable(
    *expected: FileTrouble | ServerTrouble | UnavailableCause | type,
) -> Iterator[pytest.ExceptionInfo[StorageUnavailable]]:
    """Expects StorageUnavailable in a with block.

    Args:
        expected: What may be its cause: a trouble, a fact, or a fact's class.
    """
    with pytest.raises(StorageUnavailable) as raised:
        yield raised
    cause = raised.value.cause
    trouble = cause.trouble if isinstance(cause, StorageFault) else None
    assert any(
        isinstance(cause, each) if isinstance(each, type) else each in {cause, trouble} for each in expected
    ), cause


@contextmanager
def unfit(expected: UnfitCause | type[UnfitCause]) -> Iterator[pytest.ExceptionInfo[StorageUnfit]]:
    """Expects StorageUnfit in a with block.

    Args:
        expected: Its cause, or the class of its cause.
    """
    with pytest.raises(StorageUnfit) as raised:
        yield raised
    cause = raised.value.cause
    assert isinstance(cause, expected) if isinstance(expected, type) else cause == expected, cause
