"""An organizer's desk on both databases, with an organisation in it, and the actions of a person there."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.people.person import Person
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination, ToEvent, ToEvents
from kiosk.ui.desk.shell.page import Page, RoutedPage
from kiosk.ui.desk.shell.routing import OpenPage, Routes
from kiosk.ui.desk.shell.window import DeskWindow
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
        """Waits until no query or refresh is pending."""
        self.qtbot.waitUntil(
            lambda: not self.context.work.is_busy and not self.window.is_refresh_due, timeout=10_000
        )

    def is_quiet(self) -> bool:
        """Returns True when no query is pending after one turn of the event loop."""
        QApplication.processEvents()
        return not self.context.work.is_busy


OpenDesk = Callable[..., Desk]

_LISTENER_SECONDS = 20


def join_listeners() -> None:
    """Waits for the threads that listen to the database, which end by themselves."""
    for thread in threading.enumerate():
        if thread.name == "kiosk-listening":
            thread.join(_LISTENER_SECONDS)


class EventPage(RoutedPage[ToEvent]):
    """Replaces the page of an event and keeps the id of the event it should show."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Event")
        self.event_id: UUID | None = None
        self.body.addWidget(label("An event"))

    def entered(self, destination: ToEvent) -> None:
        self.event_id = destination.event_id


@dataclass
class Seat:
    """An organizer at a desk."""

    desk: Desk
    world: World

    def go(self, destination: Destination, kind: type[P]) -> P:
        """Goes to a page and waits until it has read its contents."""
        page = self.desk.window.go(destination)
        self.settle()
        assert isinstance(page, kind)
        return page

    def settle(self) -> None:
        """Waits until no query is pending, including those that answers start."""
        for _ in range(3):
            self.desk.settle()
            QApplication.processEvents()
        self.desk.settle()

    def sheet(self, kind: type[W]) -> W:
        """Returns the open sheet."""
        self.settle()
        found = [each for each in self.desk.window.findChildren(QDialog) if each.isVisible()]
        assert len(found) == 1, found
        assert isinstance(found[0], kind), found
        return found[0]

    def no_sheet(self) -> bool:
        """Returns True when no sheet is open."""
        self.settle()
        return not [each for each in self.desk.window.findChildren(QDialog) if each.isVisible()]

    def press(self, button: QPushButton) -> None:
        """Presses a button with the keyboard and waits for the results."""
        assert button.isEnabled(), button.text()
        assert button.isVisible(), button.text()
        button.setFocus()
        self.desk.qtbot.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def type(self, line: QLineEdit, text: str) -> None:
        """Replaces the text of a line by typing."""
        line.selectAll()
        if text:
            self.desk.qtbot.keyClicks(line, text)
        else:
            self.desk.qtbot.keyClick(line, Qt.Key.Key_Delete)
        self.settle()

    def notice_text(self) -> str:
        """Returns the sentence in the notice across the window."""
        self.settle()
        return self.desk.window.notice.sentence()

    def shown_event_id(self) -> UUID | None:
        """Returns the id of the event that the event's page should show."""
        page = self.desk.window.page()
        assert isinstance(page, EventPage)
        return page.event_id


NewSeat = Callable[..., Seat]


def has_focus(widget: QWidget) -> bool:
    """Returns True when keys go to this widget as soon as its window is active."""
    return widget.window().focusWidget() is widget


def _open_without_event(destination: Destination, open_page: OpenPage) -> Page:
    """Opens the page of a destination, and EventPage in place of the page of an event."""
    if isinstance(destination, ToEvent):
        return open_page(EventPage, destination, under=ToEvents)
    return ROUTES.open(destination, open_page)


def seat_at(open_desk: OpenDesk, world: World, organizer: Person, **options: object) -> Seat:
    """Opens a desk for this organizer."""
    store = world.store.acting_for(organizer)
    routes = Routes(ROUTES.sidebar, _open_without_event)
    desk = open_desk(store, organizer, routes=routes, clock=lambda: world.now, **options)
    return Seat(desk, world)


def olga(world: World) -> Person:
    """Returns the world's organizer."""
    with world.store.read() as transaction:
        found = transaction.people.by_email("olga@example.org")
    assert found is not None
    return found
