"""Two pages for stories of the frame of the desk."""

from uuid import uuid4

from kiosk.domain.page import ListPage
from kiosk.domain.people.person import Person, Role
from kiosk.services.database import Database
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination, ToEvents, ToPeople
from kiosk.ui.desk.shell.page import Page, RoutedPage
from kiosk.ui.desk.shell.routing import OpenPage, Routes, SidebarEntry
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import EmptyState
from kiosk.ui.widgets.table import PagedTable
from tests.ui.desk.evening import Desk

ORGANIZER = Person(uuid4(), "Andreea Popescu", "andreea@example.org", Role.EO)


class Numbers(RoutedPage[ToEvents]):
    """A page that shows numbers from a list that the test changes."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Numbers")
        self.numbers: list[int] = []
        self.destinations: list[ToEvents] = []
        self.fault: Exception | None = None
        self.table: PagedTable[int] = PagedTable(
            "Numbers",
            [Column("Number", str), Column("Twice", lambda n: str(2 * n), is_figure=True)],
            key=lambda n: n,
            work=context.work,
            empty=EmptyState("No numbers yet", "Add one."),
        )
        self.body.addWidget(self.table)

    def entered(self, destination: ToEvents) -> None:
        self.destinations.append(destination)
        self.table.read(self.fetch)

    def fetch(self, _database: Database, place: int | None, rows: int) -> ListPage[int, int]:
        if self.fault is not None:
            raise self.fault
        start = place or 0
        page = tuple(self.numbers[start : start + rows])
        return ListPage(page, start + rows if start + rows < len(self.numbers) else None)


class Other(RoutedPage[Destination]):
    """Another page to go to."""

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "Other")


def open_numbers_or_other(destination: Destination, open_page: OpenPage) -> Page:
    if isinstance(destination, ToEvents):
        return open_page(Numbers, destination)
    return open_page(Other, destination)


FRAME_ROUTES = Routes(
    (SidebarEntry("Numbers", ToEvents()), SidebarEntry("Other", ToPeople())), open_numbers_or_other
)


def numbers(desk: Desk, *shown: int) -> Numbers:
    """Returns the page with these numbers."""
    page = desk.window.go(ToEvents())
    assert isinstance(page, Numbers)
    desk.settle()
    page.numbers = list(shown)
    page.entered(ToEvents())
    desk.settle()
    return page
