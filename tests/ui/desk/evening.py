"""An organizer's desk on both engines, with an organisation in the database, and what one does at it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.person import Person
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.desk.shell.window import DeskWindow, Route
from kiosk.ui.widgets.parts import label
from tests.services.world import World

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Desk:
    """A window with a session of one organizer."""

    window: DeskWindow
    context: DeskContext
    qtbot: QtBot

    def settle(self) -> None:
        """Waits until nothing is asked or done any more."""
        self.qtbot.waitUntil(
            lambda: not self.context.work.is_busy and not self.window.is_refresh_due, timeout=10_000
        )

    def is_quiet(self) -> bool:
        """True when nothing is asked any more, after a turn of the window's events."""
        QApplication.processEvents()
        return not self.context.work.is_busy


OpenDesk = Callable[..., Desk]

_LISTENER_SECONDS = 20


def join_listeners() -> None:
    """Waits for the threads that listened to the database, which end by themselves."""
    for thread in threading.enumerate():
        if thread.name == "kiosk-listening":
            thread.join(_LISTENER_SECONDS)


class EventPage(Page):
    """Stands where an event's own page will be: it keeps what it was told to show."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Event")
        self.subject: object = None
        self.body.addWidget(label("An event"))

    def entered(self, subject: object) -> None:
        self.subject = subject


@dataclass
class Seat:
    """Somebody at a desk."""

    desk: Desk
    world: World

    def go(self, name: str, kind: type[P], subject: object = None) -> P:
        """Goes to a page and waits until it has read what it shows."""
        page = self.desk.window.go(name, subject)
        self.settle()
        assert isinstance(page, kind)
        return page

    def settle(self) -> None:
        """Waits until nothing is asked any more, also by answers."""
        for _ in range(3):
            self.desk.settle()
            QApplication.processEvents()
        self.desk.settle()

    def sheet(self, kind: type[W]) -> W:
        """The sheet that is open."""
        self.settle()
        found = [each for each in self.desk.window.findChildren(QDialog) if each.isVisible()]
        assert len(found) == 1, found
        assert isinstance(found[0], kind), found
        return found[0]

    def no_sheet(self) -> bool:
        """True when no sheet is open."""
        self.settle()
        return not [each for each in self.desk.window.findChildren(QDialog) if each.isVisible()]

    def press(self, button: QPushButton) -> None:
        """Presses a button on the keyboard and waits for what comes of it."""
        assert button.isEnabled(), button.text()
        assert button.isVisible(), button.text()
        button.setFocus()
        self.desk.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def type(self, line: QLineEdit, text: str) -> None:
        """Types over what is in a line."""
        line.selectAll()
        if text:
            self.desk.qtbot.keyClicks(line, text)
        else:
            self.desk.qtbot.keyClick(line, Qt.Key.Key_Delete)
        self.settle()

    def told(self) -> str:
        """What the notice across the window says."""
        self.settle()
        return self.desk.window.notice.sentence()

    def shown_event(self) -> object:
        """What an event's own page was told to show."""
        page = self.desk.window.page()
        assert isinstance(page, EventPage)
        return page.subject


NewSeat = Callable[..., Seat]


def has_focus(widget: QWidget) -> bool:
    """True when keys go to this widget as soon as its window is the active one."""
    return widget.window().focusWidget() is widget


def seat_at(open_desk: OpenDesk, world: World, organizer: Person, **options: object) -> Seat:
    """A desk at which this organizer sits."""
    others = [each for each in ROUTES if each.name != "event"]
    places = [*others, Route("event", "", EventPage, under="events")]
    store = world.store.acting_for(organizer)
    desk = open_desk(store, organizer, places=places, clock=lambda: world.now, **options)
    return Seat(desk, world)


def olga(world: World) -> Person:
    """The world's organizer."""
    with world.store.read() as transaction:
        found = transaction.people.by_email("olga@example.org")
    assert found is not None
    return found
