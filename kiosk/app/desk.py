"""The organizer's application."""

import gc
from contextlib import suppress
from functools import partial
from pathlib import Path

from kiosk.app.pairing import pair_kiosk
from kiosk.app.stores import opened_database
from kiosk.domain.clock import utc_now
from kiosk.private_files import make_private_file, make_private_folder
from kiosk.settings import Settings, data_dir

DESK_MEMORY = "desk.ini"
"""The settings that the desk's window keeps for its next start."""


def run_desk(settings: Settings, *, seconds: float | None = None) -> None:
    """Shows the desk until it is closed.

    Args:
        settings: Every option.
        seconds: How long until it closes by itself; None stays open.

    Raises:
        Refused: There is no screen, or the database's address is invalid.
        StorageUnavailable: A SQLite file's folder cannot be made.
    """
    from kiosk.ui.common.screen import check_screen

    check_screen()
    with opened_database(settings, is_fit=False) as database:  # the desk's first page checks its revision
        from PySide6.QtCore import QSettings, QTimer

        from kiosk.ui.common.application import running_application
        from kiosk.ui.desk.routes import ROUTES
        from kiosk.ui.desk.shell.desk import Desk
        from kiosk.ui.desk.shell.sign_in_gate import Entrance
        from kiosk.ui.desk.shell.window import DeskWindow

        with running_application() as application:
            memory = QSettings(str(_memory_file()), QSettings.Format.IniFormat)
            window = DeskWindow(memory)
            entrance = partial(Entrance, join=partial(pair_kiosk, settings))
            desk = Desk(window, database, settings, utc_now, entrance, ROUTES)
            window.closing.connect(application.quit)
            window.show()
            desk.start()
            if seconds is not None:
                QTimer.singleShot(int(seconds * 1000), application.quit)
            gc.freeze()  # as the door does
            try:
                application.exec()
            finally:
                desk.shutdown()
                window.close()
                window.deleteLater()


def _memory_file() -> Path:
    path = data_dir() / DESK_MEMORY
    with suppress(OSError):  # a desk works without the kept settings
        make_private_folder(path.parent)
        make_private_file(path)  # Qt keeps the mode of a file that exists
    return path
