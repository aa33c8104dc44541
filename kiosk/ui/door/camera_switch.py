"""Lets staff choose another camera while the door is running; the door scans with it at once."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QLineEdit

from kiosk.domain.errors import Refused
from kiosk.scanning.scanner import Scanner
from kiosk.scanning.source import parse_source
from kiosk.services.database import Database
from kiosk.services.settings.camera_choice import CameraChoice
from kiosk.ui.camera.media_devices import openable
from kiosk.ui.camera.scanner_link import ScannerLink
from kiosk.ui.camera.sheet import CameraSheet
from kiosk.ui.camera.tryout import Tryout
from kiosk.ui.common.background import SCANNER_GRACE_SECONDS, Background
from kiosk.ui.common.database_worker import DatabaseWorker
from kiosk.ui.common.option_labels import options_set_elsewhere
from kiosk.ui.door.controller import DoorController
from kiosk.ui.widgets.style import Dress

CLOSE_AFTER_MS = 5 * 60_000
"""After this time a forgotten sheet closes: no pass is read while it is open."""

_AGAIN_MS = 1000


class CameraSwitch(QObject):
    """Opens the camera sheet over a door, which pauses: both may use the same camera."""

    def __init__(
        self,
        door: DoorController,
        database: Database,
        choice: CameraChoice,
        *,
        mirrored: bool,
        patience_ms: int = CLOSE_AFTER_MS,
    ) -> None:
        """Prepares to open the sheet when `choose` is called.

        Args:
            door: A started door.
            database: The database.
            choice: The camera that the door scans with now.
            mirrored: True when the picture is shown as in a mirror.
            patience_ms: The time in milliseconds after which the sheet closes by itself.
        """
        super().__init__(door.window)
        self._door = door
        self._choice = choice
        self._mirrored = mirrored
        self._work = DatabaseWorker(database, self)
        self._tryout = Tryout(self)
        self._background = Background("camera-switch", self)
        self._earlier: Scanner | None = None  # the scanner the door used; None while it scans
        self._started: Scanner | None = None  # started in the background, not yet handed to the door
        self._chosen: CameraChoice | None = None
        self._sheet: CameraSheet | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._give_up)
        self._tryout.stopped.connect(self._resume)

    @Slot()
    def choose(self) -> None:
        """Opens the sheet once the door has released its camera; does nothing while the sheet is open."""
        link = self._door.unlink()
        if link is None:
            return
        earlier, self._chosen = link.scanner, None
        self._earlier = earlier

        def prepare() -> Mapping[str, str]:
            earlier.shutdown()
            return options_set_elsewhere()

        self._background.submit(
            prepare,
            success=lambda fixed: self._show(link, fixed),
            failure=lambda _error: self._show(link, {}),  # saving will report the fault in the settings
        )

    def shutdown(self) -> None:
        """Closes the sheet and ends the scanners and threads started here."""
        self._patience.stop()
        if self._sheet is not None:
            self._sheet.reject()
        self._background.shutdown(grace_seconds=SCANNER_GRACE_SECONDS)
        self._tryout.shutdown()
        self._work.shutdown()
        for each in (self._earlier, self._started):
            if each is not None:
                each.shutdown()

    def _show(self, link: ScannerLink, fixed: Mapping[str, str]) -> None:
        link.deleteLater()
        sheet = CameraSheet(
            self._door.window,
            self._work,
            self._tryout,
            before=self._choice,
            fixed=fixed,
            kiosk_name="",
            mirrored=self._mirrored,
            offers_files=False,
        )
        Dress(sheet)
        for line in sheet.findChildren(QLineEdit):
            line.setAcceptDrops(False)
            line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        sheet.saved.connect(self._take)
        sheet.finished.connect(self._forget_sheet)
        self._sheet = sheet
        self._door.window.clear_away()
        self._patience.start()
        sheet.open()

    def _take(self, chosen: CameraChoice) -> None:
        self._chosen = chosen

    def _forget_sheet(self) -> None:
        self._patience.stop()
        self._sheet = None
        self._door.window.bring_back()

    def _give_up(self) -> None:
        if self._sheet is not None:
            self._sheet.reject()

    def _resume(self) -> None:
        """Starts the door's scanner again once the sheet is closed, with the chosen or the earlier camera."""
        if self._earlier is None or self._sheet is not None:
            return
        scanner = self._next(self._earlier)
        self._earlier = None

        def start() -> None:
            scanner.start()
            self._started = scanner

        def try_again() -> None:
            self._earlier, self._chosen = scanner, None
            QTimer.singleShot(_AGAIN_MS, self, self._resume)

        self._background.submit(
            start, success=lambda _: self._hand_over(scanner), failure=lambda _error: try_again()
        )

    def _hand_over(self, scanner: Scanner) -> None:
        self._started = None
        self._door.relink(ScannerLink(scanner))

    def _next(self, earlier: Scanner) -> Scanner:
        if self._chosen is None:
            return earlier.another()
        try:
            scanner = earlier.another(openable(parse_source(self._chosen.camera)), self._chosen.request)
        except Refused:  # the video file has gone since it was saved
            return earlier.another()
        self._choice = self._chosen
        return scanner
