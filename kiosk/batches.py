"""Takes many things a part at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yields all items in lists of this length, of which the last may be shorter."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part
