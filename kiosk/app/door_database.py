"""The database of a door: the embedded one itself, or a copy of its own that is linked to the centre."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from kiosk import __version__
from kiosk.app.stores import opened_database
from kiosk.domain.errors import Refused, StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import FolderNotMade
from kiosk.domain.refusals.machine.doors import DoorDatabaseInUse
from kiosk.file_lock import holding_alone
from kiosk.private_files import make_private_folder
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.storage.store import Store
    from kiosk.sync.syncer import Syncer


@contextmanager
def opened_door_database(settings: Settings, code: str) -> Iterator[tuple["Store", "Syncer | None"]]:
    """Opens the database on which a door works, and its link with the centre; closes both at the end.

    An SQLite file is the central database itself, and needs no link. With PostgreSQL the door gets a database
    of its own, so that it works while the server or the network does not.

    Args:
        settings: Every option.
        code: The code of the door's event.

    Yields:
        The database, whose revision is checked by the door, and its link, or None.

    Raises:
        Refused: Another program uses the door's own database.
        StorageUnavailable: The door's own database cannot be made or opened.
        StorageUnfit: It is newer than this program.
    """
    from kiosk.storage.connection.address import is_sqlite, read_address

    url = settings.database_url.get_secret_value()
    if is_sqlite(read_address(url)):
        with opened_database(settings, is_fit=False) as database:
            yield database, None
        return
    with opened_own_database(settings) as database, _linked(settings, database, code) as syncer:
        yield database, syncer


@contextmanager
def opened_own_database(settings: Settings) -> Iterator["Store"]:
    """Opens the database of a door's own, and makes it if it is missing; raises as opened_door_database."""
    path = settings.door_database
    try:
        make_private_folder(path.parent)
        with holding_alone(path):
            own = settings.model_copy(update={"database_url": _url_of(path)})
            with opened_database(own, is_fit=False) as database:
                _prepare(database)
                yield database
    except BlockingIOError as error:
        raise Refused(DoorDatabaseInUse(str(path))) from error
    except OSError as error:
        raise StorageUnavailable(FolderNotMade(str(path.parent), error.strerror or "")) from error


def _prepare(database: "Store") -> None:
    try:
        database.check_revision()
    except StorageUnfit:
        database.upgrade()


def _url_of(path: Path) -> SecretStr:
    return SecretStr(f"sqlite:///{path}")


@contextmanager
def _linked(settings: Settings, database: "Store", code: str) -> Iterator["Syncer"]:
    from kiosk.domain.check_in.kiosk import KioskReport
    from kiosk.storage.centre.centre import Centre
    from kiosk.sync.local import LocalDatabase
    from kiosk.sync.syncer import Syncer

    local = LocalDatabase(database)
    report = KioskReport(local.kiosk_id(), settings.name, None, __version__)
    centre = Centre.open(settings.database_url.get_secret_value())
    syncer = Syncer(local, centre, code, report)
    syncer.start()
    try:
        yield syncer
    finally:
        syncer.stop()
        centre.close()
