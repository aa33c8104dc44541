"""A whole door without a window: takes scans as JSON lines and prints what its screen would show.

A line of standard input is `{"id": UUID, "text": CODE}`, with null for a walk-in. A line of output is
`{"open": true}` once, then `{"id": UUID, "outcome": OUTCOME, "saved_here": BOOLEAN}`, or
`{"id": UUID, "failure": SENTENCE}`: the person was not shown a yes.
"""

import json
import sys
import threading
from typing import Any
from uuid import UUID

from kiosk.app.door_database import opened_door_database
from kiosk.domain.check_in.scan import Method, Scan
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import EXPECTED_FAULTS, StorageUnavailable
from kiosk.logs import start_logging
from kiosk.services.check_in.event_door import EventDoor
from kiosk.settings import load_settings
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience

LOOK_SECONDS = 0.05
"""Seconds between two looks at whether the door's event is there."""


def main() -> None:
    """Runs the door of the event that is named by the first argument, until standard input ends."""
    code = sys.argv[1]
    settings = load_settings()
    start_logging(settings.log_dir, settings.log_level)
    with opened_door_database(settings, code) as (database, link):
        clock = utc_now if link is None else link.now
        door = EventDoor(database, code, settings.name, settings.check_in_url, clock, link=link)
        _wait_until_open(door)
        _print(open=True)
        for line in sys.stdin:
            asked = json.loads(line)
            scan = Scan(UUID(asked["id"]), _method(asked["text"]), asked["text"], clock())
            try:
                answer = door.check_in(scan)
            except EXPECTED_FAULTS as error:
                _print(id=asked["id"], failure=fault(error, Audience.TECHNICIAN))
            else:
                _print(id=asked["id"], outcome=answer.outcome.value, saved_here=answer.is_saved_here)


def _wait_until_open(door: EventDoor) -> None:
    pause = threading.Event()
    while True:
        try:
            door.view()
        except StorageUnavailable:
            pause.wait(LOOK_SECONDS)
        else:
            return


def _method(text: str | None) -> Method:
    return Method.BUTTON if text is None else Method.CAMERA


def _print(**values: Any) -> None:  # noqa: ANN401 -- JSON
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
