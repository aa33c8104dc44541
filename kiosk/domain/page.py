"""A page of a long list: what is shown, and where the next one begins."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row, Place]):
    """Some rows of a list, in its order.

    Attributes:
        rows: The rows, at most as many as were asked for.
        following: Where the next page begins, to be handed back; None at the list's end.
    """

    rows: tuple[Row, ...]
    following: Place | None
