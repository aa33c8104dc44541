"""A door whose database answers when a test lets it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.link import LinkStatus
from kiosk.domain.check_in.scan import Answer, Outcome, Scan
from kiosk.domain.event import Event
from kiosk.scanning.messages import CodeSeen
from kiosk.ui.camera.scanner_link import ScannerLink
from kiosk.ui.door.controller import DoorController
from kiosk.ui.door.window import DoorWindow
from tests.storage_faults import no_answer
from tests.ui.door.examples import ANSWERS, EVENT, NOW, door_view

LEFT = Qt.MouseButton.LeftButton
PASS, MENU, LATER_PASS = "KP7", "https://www.example.org/menu", "KP8"
OUTCOMES = {PASS: Outcome.CHECKED_IN, MENU: Outcome.UNKNOWN_CODE, LATER_PASS: Outcome.PASS_REVOKED}


@dataclass
class Stand:
    """A door whose database answers each scan when the test lets it."""

    window: DoorWindow
    link: ScannerLink
    door: DoorController = field(init=False)
    may_answer: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    is_broken: bool = False
    asked: list[Scan] = field(default_factory=list)
    answered: list[Outcome] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    may_view: threading.Event = field(default_factory=threading.Event)
    view_fault: Exception | None = None
    is_uninterruptible: bool = False
    now: datetime = NOW
    link_status: LinkStatus | None = None
    event: Event = EVENT
    moves_to: Event | None = None

    views: int = 0

    def view(self) -> DoorStatus:
        self.views += 1
        self.may_view.wait(30)
        if self.view_fault is not None:
            raise self.view_fault
        moves_to = None if self.moves_to is None or self.moves_to is self.event else self.moves_to.id
        return replace(door_view(self.event, link=self.link_status), moves_to=moves_to)

    def move(self, event_id: UUID) -> None:
        assert self.moves_to is not None
        assert event_id == self.moves_to.id
        self.event = self.moves_to

    def interrupt(self) -> None:
        if self.is_uninterruptible:
            return
        self.may_view.set()
        self.answer(100)

    def check_in(self, scan: Scan) -> Answer:
        self.asked.append(scan)
        self.may_answer.acquire()
        if self.is_broken:
            raise no_answer()
        return ANSWERS[OUTCOMES.get(scan.text or "", Outcome.CHECKED_IN)]

    def hold_up(self, *texts: str) -> None:
        for text in texts:
            self.link.code_seen.emit(CodeSeen(text, 0.0, 0.0))

    def answer(self, scans: int = 1) -> None:
        self.may_answer.release(scans)

    def title(self) -> str:
        return self.window.overlay.look.title if self.window.overlay.isVisible() else ""


NewStand = Callable[..., Stand]


def identify(text: str | None) -> str | None:
    return None if text == EVENT.code else text
