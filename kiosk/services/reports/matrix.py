"""Writes a group's matrix: who came to which of its events, and the rates."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kiosk.domain.event import Event
from kiosk.domain.report import Turnout
from kiosk.services.reports.report import Report
from kiosk.services.reports.sheet import Percentage, WorkbookSheet

FIRST_HEADINGS = ("Name", "E-mail")
LAST_HEADINGS = ("Events attended", "Rate")
HEAD_ROWS = 3


def write_matrix(sheet: WorkbookSheet, report: Report, on_progress: Callable[[], None]) -> None:
    """Writes the matrix: one row for each person, one column for each event.

    A cell is 1 where the person came, 0 where they were on the guest list and did not. A person's rate
    is of the events held: those that have begun, or have a check-in already. An event's rate is of all
    the people in the matrix.

    Args:
        sheet: An empty sheet.
        report: A group's report.
        on_progress: Called after each person.
    """
    turnouts = report.turnouts()
    held = [each for each in report.events if _is_held(each, turnouts[each.id], report.setting.made_at)]
    sheet.set_widths([28, 30, *(14 for _ in report.events), 14, 8])
    sheet.add_head([*FIRST_HEADINGS, *(event.title for event in report.events), *LAST_HEADINGS])
    sheet.add(["Code", None, *(event.code for event in report.events)])
    starts = [event.start_at.astimezone(report.setting.zone) for event in report.events]
    sheet.add([f"Starts ({report.setting.zone.key})", None, *starts])
    people = 0
    for person in report.presences():
        people += 1
        marks = [
            1 if event.id in person.came_to else 0 if event.id in person.missed else None
            for event in report.events
        ]
        rate = Percentage(len(person.came_to) / len(held)) if held else None
        sheet.add([person.name, person.email, *marks, len(person.came_to), rate])
        on_progress()
    _write_foot(sheet, report.events, turnouts, people)
    sheet.freeze(
        rows=HEAD_ROWS,
        columns=len(FIRST_HEADINGS),
        width=len(FIRST_HEADINGS) + len(report.events) + len(LAST_HEADINGS),
    )


def _write_foot(
    sheet: WorkbookSheet, events: tuple[Event, ...], turnouts: dict[UUID, Turnout], people: int
) -> None:
    came = [turnouts[event.id] for event in events]
    named = sum(each.participants for each in came)
    walk_ins = sum(each.walk_ins for each in came)
    rates = [Percentage(each.participants / people) if people else None for each in came]
    sheet.add(["Participants", None, *(each.participants for each in came), named], is_strong=True)
    sheet.add(["Walk-ins", None, *(each.walk_ins for each in came), walk_ins], is_strong=True)
    sheet.add(["Check-ins", None, *(each.check_ins for each in came), named + walk_ins], is_strong=True)
    sheet.add(["Rate", None, *rates], is_strong=True)


def _is_held(event: Event, turnout: Turnout, now: datetime) -> bool:
    return event.start_at <= now or turnout.check_ins > 0
