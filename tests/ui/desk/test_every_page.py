"""Rules for every page of the desk: names for screen readers, access by keyboard, small windows."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

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
    QRadioButton,
    QTabBar,
    QWidget,
)

from kiosk.domain.clock import utc_now
from kiosk.domain.person import Person, Role
from kiosk.services.events.events import NewEvent, create_event, create_group
from kiosk.services.people.guest_lists import add_guest
from kiosk.services.people.people import add_participant
from kiosk.storage.store import Store
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.routes import ROUTES
from tests.services.accounts.hashes import OURS
from tests.ui.desk.evening import Desk, OpenDesk

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


@pytest.fixture
def desk(open_desk: OpenDesk, sqlite_url: str) -> Iterator[tuple[Desk, dict[str, object]]]:
    store = Store.open(sqlite_url)
    with store.write() as transaction:
        organizer_id = transaction.people.add(
            name=LONG_NAME[:255].strip(), email="ada@example.org", password_hash=OURS, role=Role.EO
        )
    organizer = Person(organizer_id, LONG_NAME[:255].strip(), "ada@example.org", Role.EO)
    acting = store.acting_for(organizer)
    create_group(acting, name=LONG_NAME[:255].strip())
    evening = NewEvent(
        LONG_NAME[:255].strip(), LONG_NAME[:255].strip(), utc_now(), timedelta(hours=2), code="WS001"
    )
    event = create_event(acting, evening)
    person = add_participant(acting, name=LONG_NAME[:255].strip(), email="radu@example.org")
    add_guest(acting, "WS001", "radu@example.org")
    opened = open_desk(acting, organizer)
    opened.window.resize(*SMALL)
    yield opened, {"event": event.id, "guests": event, "person": person.id}
    store.close()


def show(desk: tuple[Desk, dict[str, object]], place: str) -> QWidget:
    opened, subjects = desk
    page = opened.window.go(place, subjects.get(place))
    opened.settle()
    return page


def controls(page: QWidget) -> list[QWidget]:
    """Returns the controls of a page, without the parts of larger controls."""
    found = [each for kind in CONTROLS for each in page.findChildren(kind) if each.isVisible()]
    parts = (QComboBox, QAbstractSpinBox, QAbstractItemView, QTabBar)
    return [each for each in found if not isinstance(each.parentWidget(), parts) and each.width() > 1]


@pytest.mark.parametrize("place", [each.name for each in ROUTES])
def test_every_control_has_a_name(desk: tuple[Desk, dict[str, object]], place: str) -> None:
    page = show(desk, place)
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


@pytest.mark.parametrize("place", [each.name for each in ROUTES])
def test_the_keyboard_reaches_every_control(desk: tuple[Desk, dict[str, object]], place: str) -> None:
    page = show(desk, place)
    assert missed_by_tab(desk[0], page) == []


def test_the_keyboard_reaches_every_field_of_a_new_event(desk: tuple[Desk, dict[str, object]]) -> None:
    page = show(desk, "events")
    assert isinstance(page, EventsPage)
    page.make_event()
    desk[0].settle()
    (sheet,) = [each for each in page.window().findChildren(QDialog) if each.isVisible()]
    assert isinstance(sheet.focusWidget(), QLineEdit)
    assert sheet.focusWidget().accessibleName() == "Title"
    assert missed_by_tab(desk[0], sheet) == []
    sheet.close()


@pytest.mark.parametrize("place", [each.name for each in ROUTES])
def test_nothing_is_wider_than_a_small_window(desk: tuple[Desk, dict[str, object]], place: str) -> None:
    page = show(desk, place)
    assert page.window().width() == SMALL[0]
    assert page.window().minimumSizeHint().width() <= SMALL[0]


def test_the_stage_has_data_for_every_page(desk: tuple[Desk, dict[str, object]]) -> None:
    _, subjects = desk
    assert set(subjects) <= {each.name for each in ROUTES}
    assert isinstance(subjects["event"], UUID)
