"""The actions of an organizer at a desk, for tests."""

from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kiosk.domain.people.person import Person
from kiosk.services.people import people
from kiosk.ui.desk.shell.destinations import Destination
from kiosk.ui.desk.shell.page import Page
from tests.services.world import World
from tests.ui.desk.evening import Desk

PageT = TypeVar("PageT", bound=Page)
SheetT = TypeVar("SheetT", bound=QDialog)


def go(desk: Desk, kind: type[PageT], destination: Destination) -> PageT:
    """Goes to a page and waits until it has read its contents."""
    page = desk.window.go(destination)
    settle(desk)
    assert isinstance(page, kind)
    return page


def shown(desk: Desk, kind: type[PageT]) -> PageT:
    """Returns the shown page."""
    settle(desk)
    page = desk.window.page()
    assert isinstance(page, kind)
    return page


def settle(desk: Desk) -> None:
    """Waits until no query is pending, including those that answers start."""
    for _ in range(3):
        desk.settle()
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def sheet(desk: Desk, kind: type[SheetT]) -> SheetT:
    """Returns the sheet over the window."""
    found = [each for each in desk.window.findChildren(kind) if each.isVisible()]
    assert found, "no such sheet"
    return found[-1]


def no_sheet(desk: Desk) -> bool:
    """Returns True when no sheet is over the window."""
    settle(desk)
    return not [each for each in desk.window.findChildren(QDialog) if each.isVisible()]


def add(world: World, *names: str) -> list[Person]:
    """Adds participants with these names: `Ana Ionescu` gets ana@example.org."""
    return [
        people.add_participant(world.store, name=name, email=f"{name.split()[0].lower()}@example.org")
        for name in names
    ]


def unnamed(page: QWidget) -> list[QWidget]:
    """Returns the controls without a name for screen readers."""
    return [
        each
        for each in page.findChildren(QWidget)
        if each.isVisible()
        and each.focusPolicy() != each.focusPolicy().NoFocus
        and not each.accessibleName()
        and type(each).__name__ not in {"QScrollArea", "QTabBar", "QHeaderView", "_View", "QWidget"}
        and each.parentWidget() is not None
        and not isinstance(each.parentWidget(), QDialog)
        and type(each.parentWidget()).__name__ not in {"QComboBox", "QComboBoxPrivateContainer", "QLineEdit"}
    ]
