"""A desk for screenshots, on its own real database, filled like a small organisation's."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from kiosk.domain.people.person import Person
from kiosk.services.accounts.accounts import create_organizer
from kiosk.services.events.events import NewEvent, create_event, create_group
from kiosk.services.people.people import add_participant
from kiosk.settings import load_settings
from kiosk.storage.store import Store
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.desk.routes import ROUTES
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination
from kiosk.ui.desk.shell.window import DeskWindow

ZONE = ZoneInfo("Europe/Bucharest")
NOW = datetime(2026, 11, 26, 18, 24, tzinfo=ZONE).astimezone(UTC)
PASSWORD = "correct horse battery"  # noqa: S105 -- of an account in a temporary database
NAMES = (
    "Ana Ionescu",
    "Mihai Pop",
    "Łukasz Żak",
    "李 明",
    "Sara Haddad",
    "João Silva",
    "Zoë Müller",
    "سارة حداد",
    "Αλέξανδρος Παπαδόπουλος",
    "Maria del Carmen Rodríguez de la Fuente y Sánchez-Albornoz " * 4,
)
_SETTLE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of the desk.

    Attributes:
        name: The file's name without its ending.
        act: Brings a new stage to the state of the picture.
        is_filled: True for a database with an organisation; False for one with an organizer only.
    """

    name: str
    act: Callable[["Stage"], None]
    is_filled: bool = True


class Stage:
    """A window with a session, on a database.

    Attributes:
        store: The database; scenes may change it by services.
        organizer: The organizer who is signed in.
        window: The desk.
        context: The session.
        now: The time of its clock.
        folder: A folder for the scenes' files.
    """

    def __init__(self, store: Store, organizer: Person, memory: Path) -> None:
        self.store = store
        self.organizer = organizer
        self.now = NOW
        self.folder = memory.parent
        self.window = DeskWindow(QSettings(str(memory), QSettings.Format.IniFormat))
        settings = load_settings(time_zone=str(ZONE), name="Desk")
        self.context = DeskContext(
            organizer,
            DatabaseWorker(store.acting_for(organizer), self.window),
            settings,
            lambda: self.now,
            self.window.go,
            self.window.notice.show_message,
        )
        self.window.furnish(self.context, ROUTES)

    def go(self, destination: Destination) -> None:
        """Shows a page and waits until it has read everything."""
        self.window.go(destination)
        self.settle()

    def settle(self) -> None:
        """Waits until all questions are answered and everything is painted."""
        deadline = time.monotonic() + _SETTLE_SECONDS
        quiet = 0
        while quiet < 3 and time.monotonic() < deadline:  # noqa: PLR2004 -- answers may lead to more questions
            QApplication.processEvents()
            time.sleep(0.01)
            quiet = 0 if self.context.work.is_busy else quiet + 1

    def picture(self) -> QWidget:
        """Returns the picture of the sheet over the window, or else of the window."""
        sheets = [each for each in self.window.findChildren(QDialog) if each.isVisible()]
        return sheets[-1] if sheets else self.window

    def close(self) -> None:
        """Ends the session."""
        self.window.clear()
        self.context.work.shutdown()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no event loop does it here


@contextmanager
def set_stage(*, is_filled: bool) -> Iterator[Stage]:
    """Makes a stage with its own database."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.sqlite"
        file.write_bytes(_migrated())
        store = Store.open(f"sqlite:///{file}")
        organizer = create_organizer(
            store, name="Andreea Popescu", email="andreea@example.org", password=PASSWORD
        )
        if is_filled:
            fill(store, organizer)
        stage = Stage(store, organizer, Path(folder) / "desk.ini")
        try:
            yield stage
        finally:
            stage.close()
            store.close()


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "empty.sqlite"
        store = Store.open(f"sqlite:///{file}")
        store.upgrade()
        store.close()
        return file.read_bytes()


def fill(store: Store, organizer: Person) -> None:
    """Adds a group with three evenings, another with a workshop, and people."""
    for name in NAMES:
        number = NAMES.index(name) + 1
        add_participant(store, name=name[:255].strip(), email=f"participant{number}@example.org")
    for group, titles in (
        ("PyData Meetups", ("Practical Bayesian A/B testing", "Polars in production", "Lightning talks")),
        ("Workshops", ("Kubernetes from scratch",)),
    ):
        create_group(store, name=group, organizer_email=organizer.email)
        for week, title in enumerate(titles):
            evening = NewEvent(
                group=group,
                title=title,
                start_at=NOW + timedelta(minutes=6, weeks=week),
                duration=timedelta(hours=2),
                code=f"WS{week + 1:03}" if group == "PyData Meetups" else "K8S",
                location="Hall B",
                capacity=160,
            )
            create_event(store, evening)
