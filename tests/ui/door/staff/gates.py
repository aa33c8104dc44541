"""A guarded door's window, and an intruder who tries to pass the gate."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.people.sign_in import WrongCredentials
from kiosk.services.accounts.passwords import is_match
from kiosk.services.accounts.staff_pin import StaffPin
from kiosk.ui.door.staff.gate import GateTimes, Keys, StaffGate
from kiosk.ui.door.staff.page import Shown, StaffPage
from kiosk.ui.door.window import DoorWindow

PIN, WRONG = "258014", "974613"
EMAIL, PASSWORD = "ana@example.org", "correct horse"
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
INSIDE, OUTSIDE = QPoint(40, 40), QPoint(400, 300)


@dataclass
class Database:
    """Checks an organizer's password; it can stop answering."""

    has_organizers: bool = True
    may_answer: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_answer.set()

    def sign_in(self, email: str, password: str) -> None:
        self.may_answer.wait()
        if (email, password) != (EMAIL, PASSWORD):
            raise Refused(WrongCredentials())

    def somebody_enters(self) -> bool:
        self.may_answer.wait()
        return self.has_organizers


class Intruder:
    """A person at a guarded door, staff or not."""

    def __init__(self, qtbot: QtBot, window: DoorWindow, path: Path, times: GateTimes) -> None:
        self.qtbot = qtbot
        self.window = window
        self.verified_in: list[str] = []
        self.pin = StaffPin(path, verify=self._verify)
        self.database = Database()
        keys = Keys(self.pin, self.database.sign_in, self.database.somebody_enters)
        self.gate = StaffGate(window, keys, kiosk_name="Door A", times=times)
        self.allowed: list[str] = []
        self.visits: list[str] = []
        self.gate.close_allowed.connect(lambda: self.allowed.append("close"))
        self.gate.camera_allowed.connect(lambda: self.allowed.append("camera"))
        self.gate.opened.connect(lambda: self.visits.append("opened"))
        self.gate.left.connect(lambda: self.visits.append("left"))

    @property
    def page(self) -> StaffPage:
        """Returns the staff page."""
        return self.gate.page

    def waits_for_page(self, shown: Shown) -> None:
        """Waits until the page asks this question."""
        self.qtbot.waitUntil(lambda: self.gate.is_open and self.page.shown is shown)

    def presses(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key, which goes to the widget that the window system would choose."""
        self.qtbot.waitUntil(self.window.isActiveWindow)  # without this no shortcut works
        self.qtbot.keyClick(self._focused(), key, modifiers)

    def asks_to_close(self, shown: Shown = Shown.PIN) -> None:
        """Presses Ctrl+Q."""
        self.presses(Qt.Key.Key_Q, CONTROL)
        self.waits_for_page(shown)

    def types(self, text: str) -> None:
        """Types on a keyboard."""
        for character in text:
            self.qtbot.keyClicks(self._focused(), character)

    def tries(self, pin: str) -> None:
        """Types a PIN and waits for its result."""
        before = len(self.verified_in)
        self.types(pin)
        self.qtbot.waitUntil(lambda: len(self.verified_in) > before)
        self.qtbot.waitUntil(lambda: bool(self.allowed or self.page.pad.message or not self.gate.is_open))

    def is_asked_to_close_by_the_system(self) -> bool:
        """Closes the window as Alt+F4 does; returns True when the window accepted it."""
        event = QCloseEvent()
        QApplication.sendEvent(self.window.windowHandle(), event)
        return event.isAccepted()

    def holds(self, place: QPoint, until: QPoint | None = None) -> None:
        """Presses a point of the window and keeps the finger down; may move it elsewhere."""
        touched = self.window.childAt(place) or self.window
        QTest.mousePress(touched, LEFT, pos=touched.mapFrom(self.window, place))
        if until is not None:
            QTest.mouseMove(touched, touched.mapFrom(self.window, until))

    def lets_go(self, place: QPoint = INSIDE) -> None:
        """Lifts the finger."""
        touched = self.window.childAt(place) or self.window
        QTest.mouseRelease(touched, LEFT, pos=touched.mapFrom(self.window, place))

    def _focused(self) -> QWidget:
        # None while no widget has the focus, despite its type.
        focused = cast("QWidget | None", self.window.focusWidget())
        return self.window if focused is None else focused

    def _verify(self, kept: str, pin: str) -> bool:
        self.verified_in.append(threading.current_thread().name)
        return is_match(kept, pin)
