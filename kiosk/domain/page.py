"""A page of a long list, with the position of the next one."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")
Cursor = TypeVar("Cursor")


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row, Cursor]):
    """Some rows of a list, in its order.

    Attributes:
        rows: The rows, at most as many as were asked for.
        following: The position to ask for the next page with; None at the end of the list.
    """

    rows: tuple[Row, ...]
    following: Cursor | None
