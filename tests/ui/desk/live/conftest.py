"""The live page of a world's event at its organizer's desk."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kiosk.domain.check_in.live import Arrival
from kiosk.domain.event import Event
from kiosk.ui.desk.live.figures import figure_name
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination, ToEvent, ToEvents
from kiosk.ui.desk.shell.page import Page, RoutedPage
from kiosk.ui.desk.shell.routing import OpenPage, Routes, SidebarEntry
from tests.services.world import World
from tests.ui.desk.evening import Desk, OpenDesk


class Elsewhere(RoutedPage[Destination]):
    """Replaces a page that the live page leads to, and keeps its destinations."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Elsewhere")
        self.destinations: list[Destination] = []

    def entered(self, destination: Destination) -> None:
        self.destinations.append(destination)


def _open_elsewhere(destination: Destination, open_page: OpenPage) -> Page:
    """Opens the live page, or Elsewhere for any other destination."""
    if isinstance(destination, ToEvent):
        return open_page(LivePage, destination, under=ToEvents)
    return open_page(Elsewhere, destination)


LIVE_ROUTES = Routes((SidebarEntry("Events", ToEvents()),), _open_elsewhere)


class Live:
    """The live page as a person at the desk sees it."""

    def __init__(self, desk: Desk, page: LivePage, world: World) -> None:
        self.desk = desk
        self.page = page
        self.card = page.card
        self.world = world

    def names(self) -> list[str]:
        """Returns the listed names of the people who are in."""
        return [each.name or "Walk-in" for each in self.card.arrivals.model.rows()]

    def figures(self) -> dict[str, str]:
        """Returns the figures on the cards, by name."""
        return {figure_name(each): card.figure() for each, card in self.page.figures.items()}

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Waits until a condition holds."""
        self.desk.qtbot.waitUntil(is_so, timeout=15_000)

    def wait_for(self, *names: str) -> None:
        """Waits until exactly these names are listed, newest first."""
        self.wait(lambda: self.names() == list(names))

    def choose(self, name: str) -> Arrival:
        """Chooses a row of the first list and focuses the list."""
        position = self.names().index(name)
        self.card.arrivals.choose(position)
        self.card.arrivals.view.setFocus()
        return self.card.arrivals.model.rows()[position]

    def settle(self) -> None:
        """Waits until no query is pending."""
        self.desk.settle()

    def sheet(self) -> QDialog:
        """Waits until a sheet is active and returns it."""
        self.wait(self.has_sheet)
        self.wait(lambda: isinstance(self.on_top(), QDialog))
        sheet = self.on_top()
        assert isinstance(sheet, QDialog)
        return sheet

    def on_top(self) -> QWidget | None:
        """Returns the active window."""
        return QApplication.activeWindow()

    def has_sheet(self) -> bool:
        """Returns True while a sheet is open."""
        return any(each.isVisible() for each in self.desk.window.findChildren(QDialog))

    def focus(self) -> QWidget | None:
        """Returns the widget with the focus."""
        return QApplication.focusWidget()

    def notice(self) -> str:
        """Returns the sentence in the notice across the window."""
        return self.desk.window.notice.sentence()


OpenLive = Callable[..., Live]


@pytest.fixture
def open_live(world: World, open_desk: OpenDesk) -> OpenLive:
    """Opens the page of the world's event, or another."""

    def make(event: Event | None = None) -> Live:
        with world.store.read() as transaction:
            olga = transaction.people.by_email("olga@example.org")
        assert olga is not None
        desk = open_desk(world.store.acting_for(olga), olga, routes=LIVE_ROUTES, clock=lambda: world.now)
        page = desk.window.go(ToEvent((event or world.event).id))
        assert isinstance(page, LivePage)
        desk.settle()
        return Live(desk, page, world)

    return make
