"""Several values checked at once, so that a form shows everything that is wrong with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.refusal import Refusal, Several

T = TypeVar("T")


class Faults:
    """The refusals of several values, as they are found."""

    def __init__(self) -> None:
        self._found: list[Refusal] = []

    def clean(self, value: T, cleaner: Callable[[T], T]) -> T:
        """Returns a value as it is stored; as it came when it is refused, which is kept."""
        try:
            return cleaner(value)
        except Refused as refused:
            self._keep(refused)
            return value

    def check(self, check: Callable[[], object]) -> None:
        """Keeps the refusal of a check, if it refuses."""
        try:
            check()
        except Refused as refused:
            self._keep(refused)

    def refuse(self) -> None:
        """Raises what was kept, if anything was.

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
