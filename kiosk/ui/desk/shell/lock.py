"""Locks an unused desk; everything behind the lock keeps its state."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from kiosk.domain.clock import Clock
from kiosk.domain.people.person import Person
from kiosk.services.accounts import accounts
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.shell.gate import GateCard
from kiosk.ui.desk.shell.sign_in_steps import Unlock
from kiosk.ui.desk.shell.window import DeskWindow
from kiosk.ui.widgets.parts import Rank, button
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import shortened

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
_MILLISECONDS = 60_000
_LONGEST_NAME = 40


class Lock(QObject):
    """Locks a desk after some time without keyboard or mouse input in its windows.

    Input in other windows of the program, such as a kiosk, does not count, and those windows stay.

    Signals:
        left: Somebody else wants to sign in.
    """

    left = Signal()

    def __init__(  # noqa: PLR0913 -- the desk and the means to unlock it; the rest by name
        self,
        window: DeskWindow,
        organizer: Person,
        work: DatabaseWorker,
        clock: Clock,
        *,
        minutes: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Starts to watch for input.

        Args:
            window: The desk's window.
            organizer: The signed-in organizer.
            work: Queries the database without an organizer.
            clock: Returns the present instant.
            minutes: The time without input, in minutes; 0 for no lock.
            monotonic: Returns a time that only grows, in seconds.
        """
        super().__init__(window)
        self._window = window
        self._organizer = organizer
        self._work = work
        self._clock = clock
        self._seconds = minutes * 60
        self._monotonic = monotonic
        self._used_at = monotonic()
        self._hidden: list[QDialog] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        application = QApplication.instance()
        if minutes and application is not None:
            application.installEventFilter(self)
            self._timer.start(round(minutes * _MILLISECONDS))

    @property
    def is_locked(self) -> bool:
        """True while the lock is shown."""
        return isinstance(self._window.gate(), LockGate)

    def lock_now(self) -> None:
        """Shows the lock and hides open sheets."""
        if self._window.gate() is not None:
            return
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._hidden = [each for each in self._window.findChildren(QDialog) if each.isVisible()]
        for each in self._hidden:
            each.hide()
        gate = LockGate(self._organizer, self._work, self._clock)
        gate.passed.connect(self._unlock)
        gate.left.connect(self.left)
        focused = QApplication.focusWidget()
        self._window.show_gate(gate)
        gate.begin(after=focused)

    def end(self) -> None:
        """Stops watching for input."""
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Records input at the desk, and hides a sheet that opens by itself while the desk is locked."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            if self.is_locked and self._is_desks(watched):
                self._hidden.append(watched)
                QTimer.singleShot(0, watched, watched.hide)
        elif event.type() in _ACTS and isinstance(watched, QWidget) and self._is_desks(watched):
            self._used_at = self._monotonic()
        return False

    def _is_desks(self, widget: QWidget) -> bool:
        # A sheet is a window of its own, whose parent is a page.
        over: QWidget | None = widget.window()
        while over is not None and over is not self._window:
            parent = over.parentWidget()
            over = None if parent is None else parent.window()
        return over is self._window

    def _look(self) -> None:
        left = self._used_at + self._seconds - self._monotonic()
        if left > 0:
            self._timer.start(max(1, round(left * 1000)))
        elif not self.is_locked:
            self.lock_now()

    def _unlock(self) -> None:
        gate = self._window.gate()
        focus = gate.focus_after if isinstance(gate, LockGate) else None
        self._window.drop_gate()
        for each in self._hidden:
            if isValid(each):
                each.show()
        self._hidden = []
        self._used_at = self._monotonic()
        if self._seconds:
            self._timer.start(round(self._seconds * 1000))
        if focus is not None:
            focus.setFocus()


class LockGate(GateCard):
    """Asks for the password of the signed-in organizer.

    Attributes:
        focus_after: The widget that gets the focus afterwards, or None.

    Signals:
        left: Somebody else wants to sign in.
    """

    left = Signal()

    def __init__(self, organizer: Person, work: DatabaseWorker, clock: Clock) -> None:
        super().__init__(
            _("Locked"),
            _("{name} is signed in. What was begun is still there behind this screen.").format(
                name=shortened(organizer.name, _LONGEST_NAME)
            ),
        )
        self._organizer = organizer
        self._work = work
        self._clock = clock
        self.focus_after: QWidget | None = None
        self.step = Unlock(button(_("Sign &out"), self.left.emit, rank=Rank.LINK))
        self.step.submitted.connect(self._confirm)
        self.body.addWidget(self.step)

    def begin(self, *, after: QWidget | None) -> None:
        """Focuses the password field."""
        self.focus_after = after
        if after is not None:
            after.destroyed.connect(self._forget_focus)
        self.step.begin()

    def _forget_focus(self) -> None:
        self.focus_after = None

    def _confirm(self) -> None:
        password, now = self.step.text("password"), self._clock()
        self.step.set_busy(is_busy=True)
        self._work.ask(
            lambda database: accounts.confirm_password(database, self._organizer, password, now=now),
            success=lambda _nothing: self.passed.emit(self._organizer, None),
            failure=self._fail,
            asker=self,
        )

    def _fail(self, error: Exception) -> None:
        self.step.fail(error)
        self.step.line("password").selectAll()
