"""Scenes of an event's live page, full, empty and with a fault, and of the sheets over it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

from PySide6.QtWidgets import QLineEdit

from benchmarks._stage import NAMES, NOW, Scene, Stage
from kiosk.domain.check_in.scan import Method, Scan
from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.event import EventState
from kiosk.domain.faults.storage import ServerTrouble, StorageFault
from kiosk.services.check_in.check_in import CheckInPoint, check_in
from kiosk.services.check_in.corrections import ByHand, check_in_by_hand
from kiosk.services.events.edits import edit_event
from kiosk.services.events.events import set_event_state
from kiosk.services.people.guest_lists import add_guest
from kiosk.services.people.passes import issue_pass
from kiosk.ui.desk.live.lists_card import MISSING, REFUSED
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.shell.destinations import ToEvent

_WALK_INS = 40
_FIRST = timedelta(minutes=-24)


def _event_id(stage: Stage) -> UUID:
    with stage.store.read() as transaction:
        event = transaction.events.by_code("WS001")
    if event is None:
        raise AssertionError("the stage has no such event")
    return event.id


def _open(stage: Stage) -> LivePage:
    stage.go(ToEvent(_event_id(stage)))
    page = stage.window.page()
    if not isinstance(page, LivePage):
        raise TypeError("another page is shown")
    return page


def _minutes(random: Random, count: int) -> Iterator[float]:
    return iter(sorted(random.triangular(0, 1, 0.6) * 23 for _ in range(count)))


def _fill(stage: Stage) -> None:
    """Adds guests with passes, walk-ins, a check-in by hand, and refusals."""
    random = Random(7)  # noqa: S311 -- the same evening each time
    event_id = _event_id(stage)
    with stage.store.read() as transaction:
        event = transaction.events.get(event_id)
    if event is None:
        raise AssertionError("the stage has no such event")
    emails = [f"participant{number}@example.org" for number in range(1, len(NAMES) + 1)]
    for email in emails:
        add_guest(stage.store, "WS001", email)
    shown: list[str | None] = [issue_pass(stage.store, email, now=NOW).token for email in emails[:-2]]
    shown += [None] * _WALK_INS
    shown += ["https://example.org/menu"] * 3
    random.shuffle(shown)
    for text, minute in zip(shown, _minutes(random, len(shown)), strict=True):
        method = Method.CAMERA if text else random.choice((Method.BUTTON, Method.TYPED, Method.CAMERA))
        door = CheckInPoint(event_id, random.choice(("Door A", "Door B")))
        check_in(stage.store, door, Scan(uuid4(), method, text, NOW + _FIRST + timedelta(minutes=minute)))
    edit_event(stage.store, event, replace(event, has_guest_list=True))
    with stage.store.read() as transaction:
        mihai = transaction.people.by_email(emails[-2])
    if mihai is not None:
        check_in_by_hand(stage.store, ByHand(uuid4(), event_id, mihai.id, "Desk", NOW))


def _full(stage: Stage) -> LivePage:
    _fill(stage)
    return _open(stage)


def _see(open_page: Callable[[Stage], LivePage]) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        open_page(stage)

    return act


def _chosen(stage: Stage) -> LivePage:
    page = _full(stage)
    rows = page.card.arrivals.model.rows()
    page.card.arrivals.choose(next(number for number, each in enumerate(rows) if each.name is None))
    page.card.arrivals.view.setFocus()
    return page


def _searched(stage: Stage) -> None:
    _full(stage).card.search.setText("zak")


def _nothing_found(stage: Stage) -> None:
    _full(stage).card.search.setText("nobody of this name")


def _tab(stage: Stage, tab: int) -> None:
    _full(stage).card.tabs.setCurrentIndex(tab)


def _closed(stage: Stage) -> None:
    page = _full(stage)
    page.state_button.click()


def _gone(stage: Stage) -> None:
    stage.go(ToEvent(uuid4()))


def _out(stage: Stage) -> None:
    page = _full(stage)
    page._fail(StorageUnavailable(StorageFault(ServerTrouble.UNREACHABLE, "PostgreSQL kiosk on db.example")))  # noqa: SLF001 -- a real outage would take long


def _by_hand(stage: Stage) -> None:
    _full(stage).card.check_in_by_hand()


def _refused_by_hand(stage: Stage) -> None:
    _fill(stage)
    set_event_state(stage.store, "WS001", EventState.CLOSED)
    page = _open(stage)
    page.card.tabs.setCurrentIndex(MISSING)
    stage.settle()
    page.card.missing.choose(0)
    page.card.missing_button.click()


def _undo(stage: Stage) -> None:
    _chosen(stage).card.undo_button.click()


def _undo_without_reason(stage: Stage) -> None:
    _undo(stage)
    line = stage.picture().findChild(QLineEdit)
    if line is not None:
        line.returnPressed.emit()


def _name(stage: Stage) -> None:
    _chosen(stage).card.name_button.click()


SCENES = [
    Scene("live", _see(_full)),
    Scene("live-chosen", _see(_chosen)),
    Scene("live-empty", _see(_open)),
    Scene("live-searched", _searched),
    Scene("live-nothing-found", _nothing_found),
    Scene("live-missing", lambda stage: _tab(stage, MISSING)),
    Scene("live-refused", lambda stage: _tab(stage, REFUSED)),
    Scene("live-closed", _closed),
    Scene("live-gone", _gone),
    Scene("live-out", _out),
    Scene("live-by-hand", _by_hand),
    Scene("live-overrule", _refused_by_hand),
    Scene("live-undo", _undo),
    Scene("live-undo-no-reason", _undo_without_reason),
    Scene("live-name", _name),
]
