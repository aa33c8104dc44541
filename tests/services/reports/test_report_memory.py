"""A report is written without its whole table in memory."""

import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.domain.check_in.scan import Method
from kiosk.domain.event import Event
from kiosk.services.reports.csv_file import write_csv
from kiosk.services.reports.json_file import write_json
from kiosk.services.reports.xlsx_file import write_xlsx
from tests.services.reports.exports import add_person_in, csv_rows, of_event, written
from tests.services.world import NOW, World


@pytest.fixture
def crowd(world: World) -> tuple[Event, Event]:
    """Returns an event with 400 check-ins and one with 4,000."""
    small, large = world.event, world.make_event("LARGE")
    with world.store.write() as transaction:
        for number in range(4_000):
            person = add_person_in(transaction, f"Participant {number:05}", f"p{number}@example.org")
            for event in (small, large) if number < 400 else (large,):
                transaction.attendance.add(
                    attendance_id=uuid4(),
                    event_id=event.id,
                    participant_id=person,
                    at=NOW + timedelta(seconds=number),
                    method=Method.CAMERA,
                    kiosk="Door A",
                )
    return small, large


def test_ten_times_the_rows_need_no_more_memory(
    world: World, crowd: tuple[Event, Event], tmp_path: Path
) -> None:
    small, large = crowd
    for write, ending in ((write_csv, "csv"), (write_json, "json"), (write_xlsx, "xlsx")):
        export = partial(written, world, write=write, path=tmp_path / f"event.{ending}")
        export(of_event(small))  # imports and caches of the first run do not count
        few, many = (peak(partial(export, of_event(event))) for event in (small, large))
        assert many < few + 400_000, ending
    assert len(csv_rows(tmp_path / "event.csv")) == 4_000
    held = peak(lambda: csv_rows(tmp_path / "event.csv"))
    assert held > 2_000_000  # control: all rows in memory would have been noticed


def peak(act: Callable[[], object]) -> int:
    """Returns the most bytes that Python held at once during the call."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
