"""Copies a whole database into an empty one, for a venue that grows from one file to a server."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Table, func, select

from kiosk.batches import batches
from kiosk.domain.copying import TableCopied
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.copies import CopyDiffers, TargetNotEmpty
from kiosk.storage.schema.tables import change_log, installation, metadata, outbox
from kiosk.storage.tables.installation import Installation
from kiosk.storage.tables.upsert import insert_all_new

COPIED_AT_ONCE = 1_000
"""Rows of one transaction of the target."""

_LEFT_OUT = {outbox.name, change_log.name}
"""Tables of doors with a database of their own: the file of one laptop has no rows in them."""

_COPY_OF = "copy_of"
"""The key in the target that holds the id of its source."""

_ID = "database_id"
"""The key in the source that holds its id, so that a copy which was interrupted may go on."""

Writing = Callable[[], AbstractContextManager[Connection]]


def identify(source: Connection) -> str:
    """Returns the id of a database; makes it when there is none."""
    known = Installation(source).get(_ID)
    if known is None:
        known = str(uuid4())
        Installation(source).set(_ID, known)
    return known


def copy_rows(
    source: Connection, source_id: str, writing: Writing, report: Callable[[TableCopied], None]
) -> None:
    """Copies every row, with its id and its instants, and compares the numbers of rows at the end.

    A copy that was interrupted goes on when it is started again: rows that are there already stay.

    Args:
        source: A transaction of the source, which sees one state of it.
        source_id: The source's id.
        writing: Begins a transaction of the target.
        report: Called after each table.

    Raises:
        Refused: The target holds other data, or has another number of rows at the end.
    """
    with writing() as target:
        _claim(target, source_id)
    for table in metadata.sorted_tables:
        if table.name not in _LEFT_OUT:
            report(_copy_table(source, table, writing))


def _claim(target: Connection, source_id: str) -> None:
    claimed = Installation(target).get(_COPY_OF)
    if claimed == source_id:
        return
    tables = [table for table in metadata.sorted_tables if table.name not in {*_LEFT_OUT, installation.name}]
    if claimed is not None or any(_count(target, table) for table in tables):
        raise Refused(TargetNotEmpty())
    Installation(target).set(_COPY_OF, source_id)


def _copy_table(source: Connection, table: Table[Any], writing: Writing) -> TableCopied:
    rows = source.execute(select(table), execution_options={"yield_per": COPIED_AT_ONCE})
    for part in batches(rows, COPIED_AT_ONCE):
        with writing() as target:
            insert_all_new(target, table, [dict(row._mapping) for row in part])  # noqa: SLF001 -- SQLAlchemy's public name
    with writing() as target:
        found = _count(target, table)
    wanted = _count(source, table)
    # The target keeps facts of its own beside those of the source.
    if found < wanted or (found > wanted and table is not installation):
        raise Refused(CopyDiffers(table.name, wanted, found))
    return TableCopied(table.name, wanted)


def _count(connection: Connection, table: Table[Any]) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
