"""Where the next page of a list by time goes on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ColumnElement, func, literal, select

from kiosk.storage.schema.types import FAR_FUTURE, FAR_PAST


def placed_at(
    at: Column[datetime], row_id: Column[UUID], last_at: datetime, last_id: UUID
) -> ColumnElement[datetime]:
    """The instant of the last row of a page, as the database compares it.

    Args:
        at: What the list is by.
        row_id: The id in the same table.
        last_at: The instant as it was read.
        last_id: The row's id.
    """
    read = literal(last_at, at.type)
    if FAR_PAST < last_at < FAR_FUTURE:
        return read
    # Instants beyond Python's years read alike; the database still tells which comes after which.
    rows = row_id.table.alias()
    stored = select(rows.c[at.name]).where(rows.c[row_id.name] == last_id).scalar_subquery()
    return func.coalesce(stored, read)
