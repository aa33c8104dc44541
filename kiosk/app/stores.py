"""The configured database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.storage.store import Store


@contextmanager
def opened_store(settings: Settings, *, is_fit: bool = True) -> Iterator["Store"]:
    """The configured database, closed at the end.

    Args:
        settings: Which database.
        is_fit: Check first that its revision is the one this program works with.

    Raises:
        StorageUnavailable: It cannot be reached.
        StorageUnfit: Its revision is another.
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
