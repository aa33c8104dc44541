"""A whole database that is copied into another one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableCopied:
    """A table whose rows are all in both databases.

    Attributes:
        table: Its name.
        rows: How many rows.
    """

    table: str
    rows: int
