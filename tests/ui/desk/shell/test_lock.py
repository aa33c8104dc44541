"""The lock of the desk, behind which everything keeps its state."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.clock import utc_now
from kiosk.domain.people.person import Person, Role
from kiosk.services.accounts import accounts
from kiosk.storage.store import Store
from kiosk.ui.desk.audit.page import ChangesPage
from kiosk.ui.desk.organizers.invitation_sheets import InvitationSheet
from kiosk.ui.desk.organizers.page import OrganizersPage
from kiosk.ui.desk.shell.destinations import ToChanges, ToOrganizers
from kiosk.ui.desk.shell.lock import Lock, LockGate
from kiosk.ui.desk.shell.sign_in_gate import Entrance
from kiosk.ui.desk.shell.sign_in_steps import SignIn
from tests.services.accounts.hashes import OURS, PASSWORD
from tests.ui.desk.gates import GatedDesk

ADA = "ada@example.org"
MINUTES = 15.0


class Time:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def store(sqlite_url: str) -> Iterator[Store]:
    opened = Store.open(sqlite_url)
    with opened.write() as transaction:
        transaction.people.add(name="Ada", email=ADA, password_hash=OURS, role=Role.EO)
    yield opened
    opened.close()


@pytest.fixture
def ada(store: Store) -> Person:
    return accounts.find_organizer(store, ADA)


OpenDesk = Callable[[float], GatedDesk]


@pytest.fixture
def open_desk(store: Store, ada: Person, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenDesk]:
    """Opens desks at which Ada is signed in."""
    opened: list[GatedDesk] = []

    def make(minutes: float) -> GatedDesk:
        desk = GatedDesk(store, qtbot, tmp_path, lock_minutes=minutes)
        opened.append(desk)
        desk.wait_step(SignIn)
        desk.gate.passed.emit(ada, ToChanges())
        return desk

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def desk(open_desk: OpenDesk) -> GatedDesk:
    return open_desk(MINUTES)


def lock_of(desk: GatedDesk) -> LockGate:
    gate = desk.window.gate()
    assert isinstance(gate, LockGate)
    return gate


def unlock(desk: GatedDesk, password: str = PASSWORD) -> None:
    gate = lock_of(desk)
    gate.step.line("password").setText(password)
    gate.step.submit()
    desk.wait(gate.step.main_button.isEnabled if password != PASSWORD else lambda: not desk.window.gate())


def test_an_unused_desk_locks_itself(open_desk: OpenDesk) -> None:
    desk = open_desk(0.005)
    desk.wait(lambda: isinstance(desk.window.gate(), LockGate))
    unlock(desk)
    desk.wait(lambda: isinstance(desk.window.gate(), LockGate))  # and again


def test_a_desk_set_never_to_lock_stays_open(open_desk: OpenDesk) -> None:
    desk = open_desk(0)
    lock = desk.window.findChild(Lock)
    assert lock is not None
    assert not lock._timer.isActive()  # noqa: SLF001 -- nothing else locks it
    desk.press("Lock")
    assert lock.is_locked


def test_keys_and_mouse_moves_in_the_desk_keep_it_open(
    open_desk: OpenDesk, ada: Person, qtbot: QtBot
) -> None:
    desk = open_desk(0)
    time = Time()
    lock = Lock(desk.window, ada, desk.desk._nobodys_work, utc_now, minutes=MINUTES, monotonic=time)  # noqa: SLF001 -- the desk's own lock
    page = desk.window.page()
    assert isinstance(page, ChangesPage)
    time.seconds += MINUTES * 60 - 1
    qtbot.keyClick(page.words, Qt.Key.Key_A)
    time.seconds += MINUTES * 60 - 1
    lock._look()  # noqa: SLF001 -- the timer's action
    assert not lock.is_locked
    _move_mouse(page)
    time.seconds += MINUTES * 60 - 1
    sheet = InvitationSheet(page, page.context)
    sheet.open()
    qtbot.keyClick(sheet.name, Qt.Key.Key_A)
    sheet.reject()
    time.seconds += MINUTES * 60 - 1
    lock._look()  # noqa: SLF001 -- as above
    assert not lock.is_locked
    time.seconds += 1
    lock._look()  # noqa: SLF001 -- as above
    assert lock.is_locked
    lock.end()


def test_input_at_a_kiosk_of_the_same_program_does_not_count_and_the_kiosk_stays(
    open_desk: OpenDesk, ada: Person, qtbot: QtBot
) -> None:
    desk = open_desk(0)
    kiosk = QLineEdit()
    qtbot.addWidget(kiosk)
    kiosk.show()
    time = Time()
    lock = Lock(desk.window, ada, desk.desk._nobodys_work, utc_now, minutes=MINUTES, monotonic=time)  # noqa: SLF001 -- the desk's own lock
    time.seconds += MINUTES * 60
    qtbot.keyClick(kiosk, Qt.Key.Key_A)
    _move_mouse(kiosk)
    lock._look()  # noqa: SLF001 -- the timer's action
    assert lock.is_locked
    assert kiosk.isVisible()
    lock.end()


def test_the_page_and_its_typed_text_are_kept_behind_the_lock(desk: GatedDesk, qtbot: QtBot) -> None:
    page = desk.window.page()
    assert isinstance(page, ChangesPage)
    page.words.setText("half a wo")
    page.words.setFocus()
    desk.press("Lock")
    assert not page.isVisible()
    assert desk.focused() is lock_of(desk).step.line("password")
    qtbot.keyClicks(desk.focused(), PASSWORD)
    qtbot.keyClick(desk.focused(), Qt.Key.Key_Return)
    desk.wait(lambda: desk.window.gate() is None)
    assert desk.window.page() is page
    assert page.words.text() == "half a wo"
    assert desk.focused() is page.words


def test_a_sheet_with_a_half_filled_form_is_hidden_and_shown_again(desk: GatedDesk) -> None:
    page = desk.window.go(ToOrganizers())
    assert isinstance(page, OrganizersPage)
    page.invite()
    sheet = page.findChild(InvitationSheet)
    assert sheet is not None
    sheet.name.setText("Half a na")
    lock = desk.window.findChild(Lock)
    assert lock is not None
    lock.lock_now()
    assert not sheet.isVisible()
    unlock(desk)
    assert sheet.isVisible()
    assert sheet.name.text() == "Half a na"
    sheet.reject()


def test_a_sheet_that_opens_while_it_is_locked_waits_behind_the_lock(desk: GatedDesk) -> None:
    page = desk.window.go(ToOrganizers())
    assert isinstance(page, OrganizersPage)
    desk.press("Lock")
    sheet = InvitationSheet(page, page.context)
    sheet.open()
    desk.wait(lambda: not sheet.isVisible())
    unlock(desk)
    assert sheet.isVisible()
    sheet.reject()


def test_a_wrong_password_is_reported_and_five_cause_a_wait(desk: GatedDesk) -> None:
    desk.press("Lock")
    unlock(desk, "a wrong one")
    assert lock_of(desk).step.form.errors() == {"password": "This is not the password. Try again."}
    for _ in range(4):
        unlock(desk, "a wrong one")
    gate = lock_of(desk)
    gate.step.line("password").setText(PASSWORD)
    gate.step.submit()
    desk.wait(lambda: "Try again in" in gate.step.form.errors().get("password", ""))
    assert isinstance(desk.window.gate(), LockGate)


def test_the_shortcuts_of_pages_do_nothing_behind_the_lock(desk: GatedDesk, qtbot: QtBot) -> None:
    desk.press("Lock")
    qtbot.keyClick(desk.focused(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(desk.window.page(), ChangesPage)
    assert isinstance(desk.window.gate(), LockGate)


def test_somebody_else_signs_in_after_a_sign_out_at_the_lock(desk: GatedDesk) -> None:
    desk.press("Lock")
    desk.press("Sign out")
    desk.wait_step(SignIn)
    assert isinstance(desk.window.gate(), Entrance)
    assert desk.window.page() is None


def test_a_job_of_a_page_continues_behind_the_lock(desk: GatedDesk) -> None:
    page = desk.window.page()
    assert page is not None
    held = threading.Event()
    done: list[object] = []
    job = page.context.work.start(lambda _database, _on_progress: held.wait(10))
    job.succeeded.connect(done.append)
    desk.press("Lock")
    held.set()
    desk.wait(lambda: done == [True])
    unlock(desk)


def test_an_account_that_was_deleted_behind_the_lock_stays_locked(
    desk: GatedDesk, store: Store, ada: Person
) -> None:
    desk.press("Lock")
    with store.write() as transaction:
        transaction.accounts.set_password_hash(ada.id, "!")
    unlock(desk, "anything else")
    assert isinstance(desk.window.gate(), LockGate)


def _move_mouse(widget: QWidget) -> None:
    place = QPointF(5, 5)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        widget.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, move)
