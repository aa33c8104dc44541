"""Checks several values together, so that a form shows all their faults at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.refusal import Refusal, Several

T = TypeVar("T")


class Faults:
    """The refusals of several values, in the order in which they are found."""

    def __init__(self) -> None:
        self._found: list[Refusal] = []

    def clean(self, value: T, cleaner: Callable[[T], T]) -> T:
        """Returns a value as it is stored; when it is refused, keeps the refusal and returns it unchanged."""
        try:
            return cleaner(value)
        except Refused as refused:
            self._keep(refused)
            return value

    def check(self, check: Callable[[], object]) -> None:
        """Runs a check and keeps its refusal, if it refuses."""
        try:
            check()
        except Refused as refused:
            self._keep(refused)

    def refuse(self) -> None:
        """Raises the refusals that were kept, if there are any.

        Raises:
            Refused: The reason, or Several with all of them.
        """
        if len(self._found) == 1:
            raise Refused(self._found[0])
        if self._found:
            raise Refused(Several(tuple(self._found)))

    def _keep(self, refused: Refused) -> None:
        self._found.append(refused.reason)


@contextmanager
def collected_faults() -> Iterator[Faults]:
    """Checks several values, and refuses them together at the end of the block.

    Raises:
        Refused: The reason, or Several reasons when more than one value was refused.
    """
    faults = Faults()
    yield faults
    faults.refuse()
