"""A control, as a program: a whole door that shows a yes before the commit."""

import threading

from kiosk.app.rehearsal import headless_door
from kiosk.domain.check_in.scan import Answer, Outcome, Scan
from kiosk.services.check_in.event_door import EventDoor

_HASTE_SECONDS = 0.05


def main() -> None:
    check_in = EventDoor.check_in

    def answer_early(door: EventDoor, scan: Scan) -> Answer:
        threading.Timer(_HASTE_SECONDS, check_in, (door, scan)).start()
        return Answer(Outcome.CHECKED_IN, "")

    EventDoor.check_in = answer_early  # type: ignore[assignment, method-assign]  # the control
    headless_door.main()


if __name__ == "__main__":
    main()
