"""Several values checked at once, so that a form shows everything that is wrong with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from kiosk.domain.errors import Refused

T = TypeVar("T")


class Faults:
    """The refusals of several values, as they are found."""

    def __init__(self) -> None:
        self._found: list[Refused] = []

    def clean(self, value: T, cleaner: Callable[[T], T]) -> T:
        """Returns a value as it is stored; as it came when it is refused, which is kept."""
        try:
            return cleaner(value)
        except Refused as refused:
            self._found.append(refused)
            return value

    def check(self, check: Callable[[], object]) -> None:
        """Keeps the refusal of a check, if it refuses."""
        try:
            check()
        except Refused as refused:
            self._found.append(refused)

    def refuse(self) -> None:
        """Does nothing when nothing was refused.

        Raises:
            Refused: The first refusal, with the others.
        """
        if self._found:
            first, *others = self._found
            raise Refused(str(first), field=first.field, others=others) from first


@contextmanager
def collected_faults() -> Iterator[Faults]:
    """Checks several values, and refuses them together at the end of the block.

    Raises:
        Refused: At least one of them was refused; `Refused.faults` has them all.
    """
    faults = Faults()
    yield faults
    faults.refuse()
