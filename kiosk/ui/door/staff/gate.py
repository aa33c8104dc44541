"""The gate between a door's screen and the rest of the machine: it opens with a PIN or password only.

Everything here runs in the GUI thread; what blocks is handed to the background.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from kiosk.services.accounts.pin_file import PinUnreadable
from kiosk.services.accounts.staff_pin import PinCheck, PinState, StaffPin
from kiosk.ui.common.background import Background
from kiosk.ui.common.theme import Palette
from kiosk.ui.door.screen.layout import scale
from kiosk.ui.door.staff.corner import HOLD_MS, HeldCorner
from kiosk.ui.door.staff.notice import NOTICE_MS, StaffNotice
from kiosk.ui.door.staff.page import IDLE_SECONDS, Shown, StaffPage
from kiosk.ui.door.staff.timed_question import ANSWER_LIMIT_MS, TimedQuestion
from kiosk.ui.door.staff_purpose import Purpose, pin_line
from kiosk.ui.door.window import DoorWindow
from kiosk.wording.door import staff as words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Keys:
    """The functions that check a PIN or a password. Each is called in the background.

    Attributes:
        pin: This machine's staff PIN.
        sign_in: Raises unless the e-mail and password are an organizer's; it may never return.
        somebody_enters: Returns True when any organizer has a password; it may never return.
    """

    pin: StaffPin
    sign_in: Callable[[str, str], object]
    somebody_enters: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class GateTimes:
    """The time limits of the gate.

    Attributes:
        idle_seconds: The time without a touch or a key after which the page closes.
        hold_ms: The time to hold the corner.
        patience_ms: The time limit of an answer of the database.
        notice_ms: The time for which the notice at the start is shown.
    """

    idle_seconds: int = IDLE_SECONDS
    hold_ms: int = HOLD_MS
    patience_ms: int = ANSWER_LIMIT_MS
    notice_ms: int = NOTICE_MS


GATE_TIMES = GateTimes()


class StaffGate(QObject):
    """Opens the staff page over a door's window, and emits what the staff may do.

    While it guards the window, only the program itself closes it.

    Signals:
        opened: The page covers the window: check-in pauses.
        left: The page has closed.
        close_allowed: Staff may close the door.
        camera_allowed: Staff may choose the camera; the page has closed.
    """

    opened = Signal()
    left = Signal()
    close_allowed = Signal()
    camera_allowed = Signal()

    def __init__(
        self, window: DoorWindow, keys: Keys, *, kiosk_name: str, times: GateTimes = GATE_TIMES
    ) -> None:
        """Begins to guard a window.

        Args:
            window: The door's window.
            keys: Checks a PIN or a password.
            kiosk_name: This door's name.
            times: The time limits.
        """
        super().__init__(window)
        self._window = window
        self._keys = keys
        self._purpose = Purpose.CLOSE
        self._visit = 0  # grows with each opening: an answer to an earlier one opens nothing
        self._is_checking = False
        self._background = Background("staff-pin", self)
        self._question = TimedQuestion("staff-password", self, patience_ms=times.patience_ms)
        self.page = StaffPage(window, kiosk_name=kiosk_name, idle_seconds=times.idle_seconds)
        self.notice = StaffNotice(window, window.camera, window.overlay, for_ms=times.notice_ms)
        self.corner = HeldCorner(window, window.overlay, hold_ms=times.hold_ms)
        window.guard_closing(is_guarded=True)
        window.staff_asked.connect(self.ask)
        window.arranged.connect(self._arrange)
        window.installEventFilter(self)
        self.corner.held.connect(partial(self.ask, Purpose.CHOOSE))
        self.page.left.connect(self._end_visit)
        self.page.ticked.connect(self._look_for_pin)
        self.page.pad.entered.connect(self._check_pin)
        self.page.form.entered.connect(self._check_password)
        self.page.choices.chosen.connect(self._allow)
        self._arrange(window.colours(), scale(window.size()).unit)

    @property
    def is_open(self) -> bool:
        """True while the page covers the window."""
        return self.page.isVisible()

    def ask(self, purpose: Purpose) -> None:
        """Opens the page; an open page takes the new purpose until a PIN or password is being checked.

        Args:
            purpose: The reason to open the page.
        """
        if QApplication.activeModalWidget() is not None:  # staff use the camera sheet
            return
        if self.is_open:
            if not self._is_checking and self.page.shown is not Shown.CHOICES:
                self._purpose = purpose
                self._find_state()
            return
        self._purpose = purpose
        self.notice.drop()
        self._window.clear_away()
        self.page.open_page(self._window.event_title(), self._window.staff_line())
        self.opened.emit()
        self._find_state()

    def announce(self) -> None:
        """Shows the staff a notice at an open door when no PIN is set, or when it cannot be read."""
        self.notice.begin()

        def show_missing(state: PinState) -> None:
            if not state.is_set and not self.is_open:
                self.notice.show_message(words.notice_title(), words.notice_line())

        def show_fault(error: Exception) -> None:
            if isinstance(error, PinUnreadable) and not self.is_open:
                self.notice.show_message(words.unreadable_title(), words.unreadable_notice())

        self._background.submit(self._keys.pin.state, success=show_missing, failure=show_fault)

    def warn_of_darkness(self, sentence: str) -> None:
        """Shows the staff a notice that the screen may turn itself off.

        Args:
            sentence: Explains the reason and what to do.
        """
        self.notice.show_message(words.darkness_title(), sentence)

    def shutdown(self) -> None:
        """Stops guarding the window; does not wait for a password that is being checked."""
        self._window.removeEventFilter(self)
        self._window.guard_closing(is_guarded=False)
        self._visit += 1
        self.corner.stop()
        self.notice.drop()
        self.page.hide()
        self._question.drop()
        self._background.shutdown()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keeps keys from the guests' keypad while the page is open, and restores a minimised full screen."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self.is_open:
            self.page.take_key(event)
            return True
        if event.type() is QEvent.Type.WindowStateChange:
            QTimer.singleShot(0, self, self._come_back)  # once the window system has finished
        return False

    def _come_back(self) -> None:
        state = self._window.windowState()
        if state & Qt.WindowState.WindowMinimized and state & Qt.WindowState.WindowFullScreen:
            self._window.setWindowState(state & ~Qt.WindowState.WindowMinimized)

    def _arrange(self, palette: Palette, unit: float) -> None:
        self.page.setGeometry(self._window.rect())
        self.page.wear(palette, unit)
        self.notice.wear(palette, unit)

    def _end_visit(self) -> None:
        self._visit += 1
        self._is_checking = False
        self._question.drop()
        self._window.bring_back()
        self.left.emit()

    def _find_state(self) -> None:
        """Reads the PIN's state from its file, and asks for the PIN or a password."""
        self._visit += 1
        self._submit(self._keys.pin.state, self._show_state, self._show_unreadable)

    def _show_state(self, state: PinState) -> None:
        if state.is_set:
            self.page.ask_pin(pin_line(self._purpose), state.wait)
        elif self.page.shown is not Shown.PASSWORD:
            self._ask_password(words.password_line())

    def _show_unreadable(self, _error: Exception) -> None:
        if self.page.shown is not Shown.PASSWORD:
            self._ask_password(words.unreadable_line())

    def _ask_password(self, line: str) -> None:
        self.page.ask_password(line)

        def show_if_nobody(somebody_enters: bool) -> None:  # noqa: FBT001 -- an answer
            if not somebody_enters and self.page.shown is Shown.PASSWORD:
                self.page.ask_nothing(words.nobody_line())

        # Without an answer the form stays: a try with a password then shows that the database is silent.
        self._question.run(self._keys.somebody_enters, success=show_if_nobody, failure=lambda _error: None)

    def _look_for_pin(self) -> None:
        """Asks for the PIN once one is set while the page asks for a password."""
        if self._is_checking or self.page.shown not in {Shown.PASSWORD, Shown.NOTHING}:
            return
        self._submit(
            self._keys.pin.state,
            lambda state: self._show_state(state) if state.is_set else None,
            lambda _error: None,
        )

    def _check_pin(self, pin: str) -> None:
        self._is_checking = True
        self.page.touch()
        self._submit(partial(self._keys.pin.check, pin), self._judge, self._reopen)

    def _judge(self, check: PinCheck) -> None:
        self._is_checking = False
        self.page.touch()
        if check.is_right:
            self._allow(self._purpose)
        else:
            self.page.refuse_pin(words.wrong_pin(check.tries_left), check.wait)

    def _reopen(self, _error: Exception) -> None:
        """Asks again after the PIN was removed or damaged while the page was open."""
        self._is_checking = False
        self._find_state()

    def _check_password(self, email: str, password: str) -> None:
        self._is_checking = True
        self.page.touch()

        def pass_on(_answer: object) -> None:
            self._is_checking = False
            self._allow(self._purpose)

        def refuse(error: Exception) -> None:
            self._is_checking = False
            self.page.touch()
            self.page.form.wake(words.fault_words(error))

        self._question.run(partial(self._keys.sign_in, email, password), success=pass_on, failure=refuse)

    def _allow(self, purpose: Purpose) -> None:
        match purpose:
            case Purpose.CLOSE:
                self.close_allowed.emit()
            case Purpose.CAMERA:
                self.page.leave()
                self.camera_allowed.emit()
            case Purpose.CHOOSE:
                self.page.touch()
                self.page.ask_choice(words.choices_line())

    def _submit(
        self, work: Callable[[], T], success: Callable[[T], object], failure: Callable[[Exception], object]
    ) -> None:
        visit = self._visit

        def deliver(callback: Callable[[T], object] | Callable[[Exception], object], result: object) -> None:
            if visit == self._visit and self.is_open:
                callback(result)  # type: ignore[arg-type] # each callback gets its own type

        self._background.submit(work, success=partial(deliver, success), failure=partial(deliver, failure))
