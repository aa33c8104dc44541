"""Rows on their way from the centre to a door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kiosk.storage.schema.roster import RosterTable

RosterRow = tuple[Any, ...]
"""The values of a row in the order of ROSTER_COLUMNS; the first is its id."""


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """Rows of the centre, all read at one moment.

    Attributes:
        seen: The moment, as PostgreSQL's snapshot: later changes are asked for since then.
        protocol: The number of the doors' protocol by which they were read.
        rows: The rows of each table as they are now.
        gone: The ids of rows that are no longer there; empty when `rows` are all that there are.
    """

    seen: str
    protocol: int
    rows: Mapping[RosterTable, Sequence[RosterRow]]
    gone: Mapping[RosterTable, frozenset[UUID]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True when nothing was changed."""
        return not any(self.rows.values()) and not any(self.gone.values())
