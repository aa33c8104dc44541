"""Measurements of the pages of events, today, groups, kiosks and reports, and of a busy event's export."""

import time
from functools import partial
from zoneinfo import ZoneInfo

from benchmarks._crowded import STARTS_AT
from benchmarks._measurement import SEARCH, VIEW, Ground, Measurement, timed
from kiosk.domain.event_list import EventFilter, When
from kiosk.domain.report import FileFormat, ReportKind, ReportRequest
from kiosk.services.events.deletions import event_loss
from kiosk.services.events.edits import edit_event
from kiosk.services.events.groups import event_in_group, list_groups
from kiosk.services.events.lists import list_event_page, view_today
from kiosk.services.live.kiosks import list_kiosks, report_presence
from kiosk.services.reports.files import write_report
from kiosk.services.reports.report import ReportContext
from kiosk.ui.common.offscreen import unseen_application
from kiosk.ui.paper.attendance_sheet import write_report_sheet

ZONE = ZoneInfo("Europe/Bucharest")
_PAGE = 100


def _open_events(wanted: EventFilter, ground: Ground) -> None:
    list_groups(ground.store)
    list_event_page(ground.store, wanted, now=STARTS_AT, limit=_PAGE)


def _search(text: str, ground: Ground) -> None:
    list_event_page(ground.store, EventFilter(text=text), now=STARTS_AT, limit=_PAGE)


def _open_form(ground: Ground) -> None:
    event_in_group(ground.store, ground.busy.id)
    list_groups(ground.store)


def _save(ground: Ground) -> None:
    event, _ = event_in_group(ground.store, ground.busy.id)
    edit_event(ground.store, event, event)


def _open_kiosks(ground: Ground) -> None:
    report_presence(ground.store, "Door A", ground.busy.id)
    list_kiosks(ground.store)


def _export(file_format: FileFormat, ground: Ground, times: int) -> list[float]:
    """Measures the export of the busiest event, from the press to the finished file."""
    taken = []
    with unseen_application():
        for _ in range(times):
            began_at = time.perf_counter()
            write_report(
                ground.store,
                ReportContext(ZONE, STARTS_AT),
                ReportRequest(ReportKind.EVENT, ground.busy.id),
                file_format,
                ground.folder / f"busy.{file_format}",
                replaces=True,
                write_sheet=write_report_sheet,
                on_progress=lambda *_: None,
            )
            taken.append(time.perf_counter() - began_at)
    return taken


MEASUREMENTS = [
    Measurement(
        "today opens", timed(lambda on: view_today(on.store, now=STARTS_AT, zone=ZONE)), to_reach=VIEW
    ),
    *(
        Measurement(
            f"events page opens, {when.lower()}",
            timed(partial(_open_events, EventFilter(when=when))),
            to_reach=VIEW,
        )
        for when in When
    ),
    *(
        Measurement(f"search in events, {kind}", timed(partial(_search, text)), to_reach=SEARCH)
        for kind, text in (("a word", "evening"), ("one letter", "e"), ("nobody", "zzzzzz"))
    ),
    Measurement("an event's form opens", timed(_open_form), to_reach=VIEW),
    Measurement("an event is saved", timed(_save), to_reach=VIEW),
    Measurement(
        "what goes with an event is counted",
        timed(lambda on: event_loss(on.store, on.busy.id)),
        to_reach=VIEW,
    ),
    Measurement("kiosks page opens", timed(_open_kiosks), to_reach=VIEW),
    *(
        Measurement(
            f"the busiest event exported as {file_format}",
            partial(_export, file_format),
            times=1,
            unit="s",
            to_reach={"max": 120.0},
        )
        for file_format in (FileFormat.CSV, FileFormat.XLSX, FileFormat.JSON)
    ),
]
