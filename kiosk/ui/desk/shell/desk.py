"""The organizer's application: an organizer who passes the gate has a session until they sign out."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from kiosk.domain.clock import Clock
from kiosk.domain.event import Event
from kiosk.domain.people.person import Person
from kiosk.services.database import Database
from kiosk.settings import Settings
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination
from kiosk.ui.desk.shell.gate import GateCard
from kiosk.ui.desk.shell.kiosk_launch import show_kiosk
from kiosk.ui.desk.shell.lock import Lock
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.desk.shell.routing import Routes
from kiosk.ui.desk.shell.window import DeskWindow
from kiosk.ui.widgets.parts import button
from kiosk.wording.language.catalogue import _

ShowKiosk = Callable[[Page, DeskContext, Event], object]
"""Shows the kiosk of an event, and reports the result on the page."""

MakeGate = Callable[[DatabaseWorker, Settings, Clock], GateCard]
"""Makes the first gate; it queries the database without an organizer."""


class Desk(QObject):
    """The organizer's application in a window. Lives in the GUI thread."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the parts that the app joins here
        self,
        window: DeskWindow,
        database: Database,
        settings: Settings,
        clock: Clock,
        make_gate: MakeGate,
        routes: Routes,
        *,
        show_kiosk: ShowKiosk = show_kiosk,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._database = database
        self._settings = settings
        self._clock = clock
        self._make_gate = make_gate
        self._routes = routes
        self._show_kiosk = show_kiosk
        self._nobodys_work = DatabaseWorker(database, self)
        self._work: DatabaseWorker | None = None
        self._lock: Lock | None = None

    def start(self) -> None:
        """Shows the gate."""
        gate = self._make_gate(self._nobodys_work, self._settings, self._clock)
        gate.passed.connect(self.begin)
        gate.kiosk_wanted.connect(self.show_kiosk)
        self._window.show_gate(gate)

    @Slot(object, object)
    def begin(self, organizer: Person, destination: Destination | None = None) -> None:
        """Starts a session.

        Args:
            organizer: The organizer of the session.
            destination: The first destination; None for the first one in the sidebar.
        """
        self._work = DatabaseWorker(self._database.acting_for(organizer), self)
        context = DeskContext(
            organizer,
            self._work,
            self._settings,
            self._clock,
            self._window.go,
            self._window.notice.show_message,
        )
        self._lock = Lock(
            self._window, organizer, self._nobodys_work, self._clock, minutes=self._settings.lock_minutes
        )
        self._lock.left.connect(self.end)
        lock = button(_("&Lock"), self._lock.lock_now)
        self._window.furnish(context, self._routes, lock, button(_("Sign &out"), self.end))
        self._window.drop_gate()
        self._window.go(destination or self._routes.sidebar[0].destination)

    @Slot(object)
    def show_kiosk(self, event: Event) -> None:
        """Shows the kiosk of an event on this machine."""
        page = self._window.page()
        if page is not None:
            self._show_kiosk(page, page.context, event)

    def end(self) -> None:
        """Ends the session and shows the gate."""
        self._end_session()
        self.start()

    def shutdown(self) -> None:
        """Ends the session and all work of the desk."""
        self._end_session()
        self._window.drop_gate()
        self._nobodys_work.shutdown()

    def _end_session(self) -> None:
        if self._lock is not None:
            self._lock.end()
            self._lock.deleteLater()
            self._lock = None
        self._window.clear()
        if self._work is not None:
            self._work.shutdown()
            self._work.deleteLater()
            self._work = None
