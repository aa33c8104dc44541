"""Rules for every page of the desk: names for screen readers, access by keyboard, small windows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from kiosk.domain.clock import utc_now
from kiosk.domain.people.person import Person, Role
from kiosk.services.events.events import NewEvent, create_event, create_group
from kiosk.services.people.guest_lists import add_guest
from kiosk.services.people.people import add_participant
from kiosk.storage.store import Store
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell import destinations
from kiosk.ui.desk.shell.destinations import (
    Destination,
    ToEvent,
    ToEvents,
    ToGroups,
    ToGuestList,
    ToImport,
    ToPasses,
    ToPerson,
)
from tests.services.accounts.hashes import OURS
from tests.ui.desk.evening import Desk, OpenDesk

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
SMALL = (1024, 600)
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff " * 7

every_destination = pytest.mark.parametrize(
    "kind", get_args(Destination), ids=lambda kind: str(kind.__name__)
)


@dataclass(frozen=True)
class Visited:
    """A desk whose pages all have contents.

    Attributes:
        desk: The desk.
        examples: One destination of each type.
    """

    desk: Desk
    examples: Sequence[Destination]

    def show(self, kind: type[Destination]) -> QWidget:
        """Goes to a destination of this type and returns its page."""
        found = [each for each in self.examples if type(each) is kind]
        assert found, f"tests/ui/desk/test_every_page.py has no example of {kind.__name__}"
        page = self.desk.window.go(found[0])
        self.desk.settle()
        return page


@pytest.fixture
def visited(open_desk: OpenDesk, sqlite_url: str) -> Iterator[Visited]:
    store = Store.open(sqlite_url)
    with store.write() as transaction:
        organizer_id = transaction.people.add(
            name=LONG_NAME[:255].strip(), email="ada@example.org", password_hash=OURS, role=Role.EO
        )
    organizer = Person(organizer_id, LONG_NAME[:255].strip(), "ada@example.org", Role.EO)
    acting = store.acting_for(organizer)
    create_group(acting, name=LONG_NAME[:255].strip())
    evening = NewEvent(
        group=LONG_NAME[:255].strip(),
        title=LONG_NAME[:255].strip(),
        start_at=utc_now(),
        duration=timedelta(hours=2),
        code="WS001",
    )
    event = create_event(acting, evening)
    person = add_participant(acting, name=LONG_NAME[:255].strip(), email="radu@example.org")
    add_guest(acting, "WS001", "radu@example.org")
    opened = open_desk(acting, organizer)
    opened.window.resize(*SMALL)
    from_pages = (
        ToGroups(),
        ToEvent(event.id),
        ToGuestList(event),
        ToPerson(person.id),
        ToPasses(),
        ToImport(),
    )
    yield Visited(opened, [*(each.destination for each in ROUTES.sidebar), *from_pages])
    store.close()


def controls(page: QWidget) -> list[QWidget]:
    """Returns the controls of a page, without the parts of larger controls."""
    found = [each for kind in CONTROLS for each in page.findChildren(kind) if each.isVisible()]
    parts = (QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
    return [each for each in found if not isinstance(each.parentWidget(), parts) and each.width() > 1]


@every_destination
def test_every_control_has_a_name(visited: Visited, kind: type[Destination]) -> None:
    page = visited.show(kind)
    found = controls(page)
    assert found
    unnamed = [each for each in found if not (each.accessibleName() or getattr(each, "text", str)())]
    assert unnamed == []


def missed_by_tab(desk: Desk, within: QWidget) -> list[tuple[str, str]]:
    """Returns the controls that Tab does not reach."""
    window = within.window()
    reached: list[QWidget] = []
    for _ in range(300):
        desk.qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        focused = window.focusWidget()
        if focused in reached and focused is not reached[-1]:  # a date takes three: day, month, year
            break
        reached.append(focused)
    missed = [
        each
        for each in controls(within)
        if each.isEnabled() and each not in reached and each.focusProxy() not in reached
    ]
    # Tab reaches the chosen one of a group of radio buttons, and the arrow keys reach the others.
    siblings = {each.parentWidget() for each in reached if isinstance(each, QRadioButton)}
    return [
        (type(each).__name__, each.accessibleName())
        for each in missed
        if not isinstance(each, QRadioButton) or each.parentWidget() not in siblings
    ]


@every_destination
def test_the_keyboard_reaches_every_control(visited: Visited, kind: type[Destination]) -> None:
    page = visited.show(kind)
    assert missed_by_tab(visited.desk, page) == []


def test_the_keyboard_reaches_every_field_of_a_new_event(visited: Visited) -> None:
    page = visited.show(ToEvents)
    assert isinstance(page, EventsPage)
    page.make_event()
    visited.desk.settle()
    (sheet,) = [each for each in page.window().findChildren(QDialog) if each.isVisible()]
    assert isinstance(sheet.focusWidget(), QLineEdit)
    assert sheet.focusWidget().accessibleName() == "Title"
    assert missed_by_tab(visited.desk, sheet) == []
    sheet.close()


@every_destination
def test_nothing_is_wider_than_a_small_window(visited: Visited, kind: type[Destination]) -> None:
    page = visited.show(kind)
    assert page.window().width() == SMALL[0]
    assert page.window().minimumSizeHint().width() <= SMALL[0]


@every_destination
def test_one_button_of_the_sidebar_is_marked(visited: Visited, kind: type[Destination]) -> None:
    page = visited.show(kind)
    assert len([each for each in page.window().findChildren(QPushButton) if each.isChecked()]) == 1


@every_destination
def test_every_destination_has_a_picture(kind: type[Destination]) -> None:
    scenes = "".join(file.read_text("utf-8") for file in BENCHMARKS.glob("_scenes_*.py"))
    assert f"{kind.__name__}(" in scenes, f"none of benchmarks/_scenes_*.py goes {kind.__name__}()"


def test_every_destination_is_a_frozen_value_that_the_union_lists() -> None:
    found = {
        each
        for name, each in vars(destinations).items()
        if name.startswith("To") and each.__module__ == destinations.__name__
    }
    assert found == set(get_args(Destination))
    for each in found:
        assert each.__dataclass_params__.frozen, each
        assert "__slots__" in vars(each), each
