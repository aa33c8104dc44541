"""A desk with its real gate, from the database to the pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.clock import Clock, utc_now
from kiosk.domain.event import Event
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.desk import Desk
from kiosk.ui.desk.shell.join_centre import Join
from kiosk.ui.desk.shell.sign_in_gate import Entrance
from kiosk.ui.desk.shell.sign_in_steps import SignInStep
from kiosk.ui.desk.shell.window import DeskWindow
from tests.ui.desk.evening import join_listeners

PATIENCE = 20_000
"""Milliseconds to wait for checks of passwords or new tables, on a busy machine."""


@dataclass
class GatedDesk:
    """A window that starts at its gate."""

    store: Store
    qtbot: QtBot
    folder: Path
    clock: Clock = utc_now
    lock_minutes: float = 0
    join: Join | None = None
    shown_kiosks: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.window = DeskWindow(QSettings(str(self.folder / "desk.ini"), QSettings.Format.IniFormat))
        self.qtbot.addWidget(self.window)
        settings = load_settings(time_zone="Europe/Bucharest", name="Desk")
        settings = settings.model_copy(update={"lock_minutes": self.lock_minutes})  # fractions too
        self.desk = Desk(
            self.window,
            self.store,
            settings,
            self.clock,
            partial(Entrance, join=self.join),
            ROUTES,
            show_kiosk=lambda _page, _context, event: self.shown_kiosks.append(event),
        )
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.desk.start()

    @property
    def gate(self) -> Entrance:
        """Returns the gate that is shown."""
        gate = self.window.gate()
        assert isinstance(gate, Entrance)
        return gate

    def wait_step(self, kind: type[QWidget]) -> QWidget:
        """Waits until a form of this kind is shown, and returns it."""
        self.wait(lambda: isinstance(self.window.gate(), Entrance) and isinstance(self.gate.step(), kind))
        step = self.gate.step()
        assert step is not None
        return step

    def wait(self, condition: Callable[[], object]) -> None:
        """Waits until a condition holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)

    def type(self, *texts: str) -> None:
        """Types texts into the focused field and, after Tab, the next ones; then presses Enter."""
        for number, text in enumerate(texts):
            if number:
                self.qtbot.keyClick(self.focused(), Qt.Key.Key_Tab)
            self.qtbot.keyClicks(self.focused(), text)
        self.qtbot.keyClick(self.focused(), Qt.Key.Key_Return)

    def focused(self) -> QWidget:
        """Returns the widget that has the focus once the window is active, which tests cannot rely on."""
        found = self.window.focusWidget()
        assert found is not None
        return found

    def errors(self) -> dict[str, str]:
        """Returns the errors that are shown, by field."""
        step = self.gate.step()
        assert isinstance(step, SignInStep)
        return step.form.errors()

    def press(self, words: str) -> None:
        """Waits for the button with this text and presses it."""

        def found() -> list[QPushButton]:
            return [
                each
                for each in self.window.findChildren(QPushButton)
                if each.text().replace("&", "") == words and each.isVisible() and each.isEnabled()
            ]

        self.wait(found)
        found()[0].click()

    def close(self) -> None:
        """Ends the desk and waits for the threads that listen to the database."""
        self.desk.shutdown()
        join_listeners()
