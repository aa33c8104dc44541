"""Pages of a sorted list: which rows come after the last one of a page, and where a page ends."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, func, literal, select, tuple_

from kiosk.domain.page import ListPage
from kiosk.storage.column_types import FAR_FUTURE, FAR_PAST

_Row = TypeVar("_Row")
_Cursor = TypeVar("_Cursor")
_Sorted = TypeVar("_Sorted", bound=str | datetime | None)


def comes_after(
    by: Column[_Sorted], row_id: Column[UUID], last: _Sorted, last_id: UUID, *, is_descending: bool = False
) -> ColumnElement[bool]:
    """Returns the condition that a row comes after the last one of a page.

    Args:
        by: What the list is sorted by.
        row_id: The id in the same table; it sorts rows that are equal in `by`, in the same direction.
        last: The last row's value in `by`, as it was read.
        last_id: The last row's id.
        is_descending: True when the list begins with the greatest.
    """
    here = tuple_(by, row_id)
    there = tuple_(as_stored(by, row_id, last, last_id), literal(last_id, row_id.type))
    return here < there if is_descending else here > there


def as_stored(
    by: Column[_Sorted], row_id: Column[UUID], last: _Sorted, last_id: UUID
) -> ColumnElement[_Sorted]:
    """Returns the value of the last row of a page, as the database compares it.

    Instants outside Python's years are all read as FAR_PAST or FAR_FUTURE; their stored values differ.

    Args:
        by: What the list is sorted by.
        row_id: The id in the same table.
        last: The last row's value in `by`, as it was read.
        last_id: The last row's id.
    """
    read = literal(last, by.type)
    if not isinstance(last, datetime) or FAR_PAST < last < FAR_FUTURE:
        return read
    rows = row_id.table.alias()
    stored = select(rows.c[by.name]).where(rows.c[row_id.name] == last_id).scalar_subquery()
    return func.coalesce(stored, read)


def page_of(
    rows: Sequence[_Row], limit: int, cursor_of: Callable[[_Row], _Cursor]
) -> ListPage[_Row, _Cursor]:
    """Returns a page of rows, with where the next one begins.

    Args:
        rows: As a query with `limit + 1` returns them: the last one only shows that there are more.
        limit: Rows of a page.
        cursor_of: Returns the cursor of a row.
    """
    following = cursor_of(rows[limit - 1]) if len(rows) > limit else None
    return ListPage(tuple(rows[:limit]), following)
