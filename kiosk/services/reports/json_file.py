"""Writes reports as one JSON document: every value, and instants in ISO 8601 with their offsets."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.domain.check_in.attendance import AttendanceRow
from kiosk.domain.event import Event, EventField
from kiosk.services.history.audit import json_value
from kiosk.services.reports.report import Report
from kiosk.services.reports.table import clock_flag

# Title, code and times are written by themselves; the rules for the door are left out.
_OTHERWISE = {EventField.TITLE, EventField.CODE, EventField.START, EventField.DURATION}
_LEFT_OUT = {
    EventField.OPENS_BEFORE,
    EventField.IGNORES_SCHEDULE,
    EventField.CAPACITY,
    EventField.HAS_GUEST_LIST,
}
_AS_IT_IS = tuple(field.value for field in EventField if field not in _OTHERWISE | _LEFT_OUT)

_Plain = dict[str, object]


def write_json(report: Report, path: Path, on_progress: Callable[[int], None]) -> None:
    """Writes every row of a report, under its event.

    Args:
        report: Open.
        path: The file to write.
        on_progress: Called with the number of rows written so far.

    Raises:
        OSError: The file cannot be written.
    """
    zone = report.setting.zone
    head: _Plain = {
        "report": report.kind,
        "name": report.name,
        "key": report.key,
        "time_zone": zone.key,
        "made_at": report.setting.made_at.isoformat(),
        "rows": report.total,
    }
    written = 0
    # Written piece by piece: a document of a million rows is never in memory.
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{_json_text(head)[:-1]}, "events": [')
        for number, section in enumerate(report.sections()):
            file.write(
                f'{"," if number else ""}\n {_json_text(_event(section.event, zone))[:-1]}, "attendance": ['
            )
            for place, row in enumerate(section.rows):
                file.write(f"{',' if place else ''}\n  {_json_text(_row(row, zone))}")
                written += 1
                on_progress(written)
            file.write("]}")
        file.write("\n]}\n")


def _json_text(document: _Plain) -> str:
    return json.dumps(document, ensure_ascii=False)


def _event(event: Event, zone: ZoneInfo) -> _Plain:
    return {
        "id": str(event.id),
        "code": event.code,
        "title": event.title,
        "group": event.group_name,
        **{name: json_value(getattr(event, name)) for name in _AS_IT_IS},
        "starts_at": _local(event.start_at, zone),
        "ends_at": _local(event.ends_at, zone),
        "starts_at_utc": event.start_at.isoformat(),
        "ends_at_utc": event.ends_at.isoformat(),
    }


def _row(row: AttendanceRow, zone: ZoneInfo) -> _Plain:
    return {
        "participant_id": None if row.participant_id is None else str(row.participant_id),
        "name": row.name,
        "email": row.email,
        "method": row.method,
        "kiosk": row.kiosk,
        "clock": clock_flag(row),
        "checked_in_at": _local(row.at, zone),
        "checked_in_at_utc": row.at.isoformat(),
    }


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat()
