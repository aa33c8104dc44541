"""The desk's window: the sidebar, the shown page, and the notice above it."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kiosk.ui.desk.shell.badge import SidebarBadge
from kiosk.ui.desk.shell.change_feed import ChangeFeed
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination
from kiosk.ui.desk.shell.page import Page, RoutedPage
from kiosk.ui.desk.shell.routing import Routes, SidebarEntry
from kiosk.ui.widgets.parts import ElidedLabel, Notice, empty_layout, focus_first, label
from kiosk.ui.widgets.style import GAP, Dress
from kiosk.wording.language.catalogue import _

_SIDE_WIDTH = 216
_LEAST = (960, 560)
_GEOMETRY = "desk/geometry"


D = TypeVar("D", bound=Destination)


class DeskWindow(QWidget):
    """The window: a gate (signing in, the first run, the lock) or the desk behind it.

    Signals:
        closing: The window is about to close.
    """

    closing = Signal()

    def __init__(self, memory: QSettings) -> None:
        """Builds an empty window.

        Args:
            memory: The store of its position and size.
        """
        super().__init__()
        self._memory = memory
        self._routes: Routes | None = None
        self._pages: dict[type[object], RoutedPage[Any]] = {}  # each accepts its key
        self._buttons: dict[type[object], QPushButton] = {}
        self._badges: list[SidebarBadge] = []
        self._context: DeskContext | None = None
        self._feed: ChangeFeed | None = None
        self._shown: type[object] | None = None
        self.setWindowTitle(_("Kiosk desk"))
        self.setMinimumSize(*_LEAST)
        self.notice = Notice()
        self._stack = QStackedWidget()
        self._side = QFrame()
        self._side.setProperty("kind", "side")
        self._side.setFixedWidth(_SIDE_WIDTH)
        self._side_box = QVBoxLayout(self._side)
        self._side_box.setContentsMargins(GAP, GAP * 3 // 2, GAP, GAP)
        self._side_box.setSpacing(4)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(GAP * 2, GAP, GAP * 2, 0)
        held.addWidget(self.notice)
        right.addLayout(held)
        right.addWidget(self._stack, 1)
        self._desk = QWidget()
        whole = QHBoxLayout(self._desk)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addLayout(right, 1)
        self._layers = QStackedWidget()
        self._layers.addWidget(self._desk)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._layers)
        self.dress = Dress(self)
        self.resize(1280, 800)
        geometry = memory.value(_GEOMETRY)
        if geometry is not None:
            self.restoreGeometry(geometry)

    def show_gate(self, gate: QWidget) -> None:
        """Shows a gate in place of the desk, whose state is kept."""
        self.drop_gate()
        self._layers.addWidget(gate)
        self._layers.setCurrentWidget(gate)

    def drop_gate(self) -> None:
        """Shows the desk again."""
        while (gate := self.gate()) is not None:
            self._layers.removeWidget(gate)
            gate.deleteLater()
        self._layers.setCurrentWidget(self._desk)

    def gate(self) -> QWidget | None:
        """Returns the gate that is shown, or None."""
        return self._layers.widget(1) if self._layers.count() > 1 else None

    def furnish(self, context: DeskContext, routes: Routes, *below: QPushButton) -> None:
        """Starts a session with its routes in the sidebar and buttons at the sidebar's foot."""
        self.clear()
        self._context = context
        self._feed = ChangeFeed(context.work, self)
        title = label(_("Check-in desk"), "heading")
        self._side_box.addWidget(title)
        self._side_box.addSpacing(GAP)
        for number, entry in enumerate(routes.sidebar, 1):
            side_button = self._side_button(entry, number)
            self._side_box.addWidget(side_button)
            if entry.count is not None:
                self._badges.append(SidebarBadge(side_button, context.work, entry.count))
        self._routes = routes
        self._side_box.addStretch(1)
        self._side_box.addWidget(ElidedLabel(context.organizer.name, "soft"))
        for each in below:
            self._side_box.addWidget(each)

    def clear(self) -> None:
        """Ends the session and deletes its pages."""
        if self._feed is not None:
            self._feed.stop()
            self._feed.deleteLater()
            self._feed = None
        for badge in self._badges:
            badge.stop()
        self._badges = []
        empty_layout(self._side_box)
        for page in self._pages.values():
            page.closed()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages, self._buttons, self._routes, self._context, self._shown = {}, {}, None, None, None
        self.notice.close_now()

    def go(self, destination: Destination) -> Page:
        """Shows the page of a destination and returns it."""
        if self._routes is None:
            raise AssertionError("nobody is signed in")
        return self._routes.open(destination, self._open)

    @property
    def is_refresh_due(self) -> bool:
        """True while a refresh of the shown page is pending."""
        return self._feed is not None and self._feed.is_due

    def page(self) -> Page | None:
        """Returns the shown page, or None."""
        return None if self._shown is None else self._pages[self._shown]

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves the position and size and emits `closing`."""
        self._memory.setValue(_GEOMETRY, self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

    def _open(
        self,
        make: Callable[[DeskContext], RoutedPage[D]],
        destination: D,
        *,
        under: type[Destination] | None = None,
    ) -> Page:
        if self._context is None or self._feed is None:
            raise AssertionError("nobody is signed in")
        kind = type(destination)
        if self._shown is not None and self._shown is not kind:
            self._pages[self._shown].left()
        if kind not in self._pages:
            self._pages[kind] = make(self._context)
            self._stack.addWidget(self._pages[kind])
        page: RoutedPage[D] = self._pages[kind]
        self._shown = kind
        self._stack.setCurrentWidget(page)
        for each, side_button in self._buttons.items():
            side_button.setChecked(each is (under or kind))
        self._feed.follow(page)  # before `entered`, which may go to another page at once
        page.entered(destination)
        for badge in self._badges:
            badge.refresh()
        focus_first(page)
        return page

    def _side_button(self, entry: SidebarEntry, number: int) -> QPushButton:
        title = _(entry.title)
        made = QPushButton(title.replace("&", "&&"))
        made.setAccessibleName(title)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setToolTip(f"Ctrl+{number}")
        made.clicked.connect(lambda _checked=False: self.go(entry.destination))
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), made)
        shortcut.activated.connect(made.click)
        self._buttons[type(entry.destination)] = made
        return made
