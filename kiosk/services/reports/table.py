"""The columns of a report in every kind of table.

Their titles, and the words walk-in and participant, are English in every language, because programs read
them: read_csv uses these titles, and the import of people uses `Name` and `E-mail`.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.attendance import AttendanceRow
from kiosk.domain.check_in.link import flagged_clock_error
from kiosk.domain.event import Event

WALK_IN = "walk-in"
PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column.

    Attributes:
        title: The text in its head.
        width: In characters, where a table has widths.
    """

    title: str
    width: int


REPORT_COLUMNS = (
    ReportColumn("Name", 28),
    ReportColumn("E-mail", 30),
    ReportColumn("Kind", 12),
    ReportColumn("Method", 10),
    ReportColumn("Kiosk", 16),
    ReportColumn("Checked in", 20),
    ReportColumn("Time zone", 28),
    ReportColumn("Checked in (UTC)", 20),
    ReportColumn("Event", 32),
    ReportColumn("Code", 12),
    ReportColumn("Group", 24),
    ReportColumn("Starts", 20),
    ReportColumn("Ends", 20),
    ReportColumn("Starts (UTC)", 20),
    ReportColumn("Ends (UTC)", 20),
    ReportColumn("Clock", 20),
)
"""Columns in the order of `cells`. A time without (UTC) is the venue's wall clock; when clocks go back
and an hour is repeated, the offset in `Time zone` shows which one it is."""

Cell = str | datetime | None
"""A text, an instant with the zone it is shown in, or nothing."""


def cells(event: Event, row: AttendanceRow, zone: ZoneInfo) -> tuple[Cell, ...]:
    """Returns one check-in as cells."""
    at = row.at.astimezone(zone)
    return (
        row.name,
        row.email,
        WALK_IN if row.participant_id is None else PARTICIPANT,
        row.method,
        row.kiosk,
        at,
        named_zone(at),
        row.at,
        event.title,
        event.code,
        event.group_name,
        event.start_at.astimezone(zone),
        event.ends_at.astimezone(zone),
        event.start_at,
        event.ends_at,
        clock_flag(row),
    )


def clock_flag(row: AttendanceRow) -> str | None:
    """Returns `was off by 7200 s` for a check-in at a kiosk with a wrong clock: its times are corrected."""
    error = flagged_clock_error(row.clock_offset_ms)
    return None if error is None else f"was off by {error.total_seconds():.0f} s"


def named_zone(at: datetime) -> str:
    """Returns the zone of an aware instant and its offset then: `Europe/Bucharest, UTC+02:00`."""
    return f"{at.tzinfo}, UTC{at.isoformat()[-6:]}"


def is_utc(at: datetime) -> bool:
    """True for an instant of a (UTC) column."""
    return at.tzinfo is UTC
