"""The configured database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.storage.store import Store


@contextmanager
def opened_database(settings: Settings, *, is_fit: bool = True) -> Iterator["Store"]:
    """Opens the configured database, and closes it at the end.

    Args:
        settings: The options, with the database's address.
        is_fit: True to check first that its revision is the one that this program works with.

    Raises:
        StorageUnavailable: It cannot be reached.
        StorageUnfit: It has another revision.
    """
    from kiosk.storage.store import Store

    url = settings.database_url.get_secret_value()
    store = Store.open(url, pool_min=settings.pool_min, pool_max=settings.pool_max)
    try:
        if is_fit:
            store.check_revision()
        yield store
    finally:
        store.close()
