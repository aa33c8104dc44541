"""Uses a database that fails."""

from collections.abc import Callable

from kiosk.domain.faults.storage import FileTrouble, ServerTrouble
from kiosk.storage.store import Store
from tests.storage_faults import unavailable

SECRET = "hunter2-secret"  # noqa: S105 -- to look for in messages


def expect_everywhere(url: str, trouble: FileTrouble | ServerTrouble) -> None:
    """Checks that each use of the database ends in this fault, without a password."""
    store = Store.open(url)
    for act in (store.check_revision, store.upgrade, lambda: write_while(store, lambda: None)):
        with unavailable(trouble) as failure:
            act()
        assert SECRET not in str(failure.value)
    store.close()


def write_while(store: Store, happening: Callable[[], object]) -> None:
    """Writes two rows in one transaction, with something that happens between them."""
    with store.write() as transaction:
        transaction.installation.set("a", "1")
        happening()
        transaction.installation.set("b", "1")
