"""Refusals of reports and of what is put on paper."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.domain.faults.storage import UnavailableCause, UnfitCause
    from kiosk.domain.refusals.refusal import Refusal


class AboutReport:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoHistoryOf(AboutReport):
    """No person has the address, so there is no history to show."""

    email: str


@dataclass(frozen=True, slots=True)
class SheetOfOnePerson(AboutReport):
    """A sheet to sign was requested for one person's events."""


@dataclass(frozen=True, slots=True)
class NoEventsToSignFor(AboutReport):
    """A sheet to sign was requested for a group without events."""

    group: str


@dataclass(frozen=True, slots=True)
class TooManySheets(AboutReport):
    """The group has more events than a workbook may have sheets."""

    events: int
    most: int


@dataclass(frozen=True, slots=True)
class TooManyRowsForSheet(AboutReport):
    """The event has more check-ins than a sheet has rows.

    Attributes:
        event: The event's title.
    """

    event: str


@dataclass(frozen=True, slots=True)
class PrinterTookNoPages(AboutReport):
    """The printer accepted no pages. No pass was issued."""


@dataclass(frozen=True, slots=True)
class NobodyToPrintFor(AboutReport):
    """The choice includes no person for whom a pass can be printed."""


@dataclass(frozen=True, slots=True)
class PrintedSheetsVoid(AboutReport):
    """The sheets were printed, but the passes on them could not be issued.

    Attributes:
        cause: Why not.
    """

    cause: "Refusal | UnavailableCause | UnfitCause | str"


ReportRefusal = (
    NoHistoryOf
    | SheetOfOnePerson
    | NoEventsToSignFor
    | TooManySheets
    | TooManyRowsForSheet
    | PrinterTookNoPages
    | NobodyToPrintFor
    | PrintedSheetsVoid
)
