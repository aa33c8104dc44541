"""Forms of a database's address: those that can be used, and the fact for each that cannot."""

from pathlib import Path

import pytest

from kiosk.domain.refusals.machine.database_addresses import (
    AddressNotUnderstood,
    AddressOfOtherKind,
    AddressUnstorable,
    DatabaseAddressRefusal,
    DatabaseNotNamed,
    NotAPlainFile,
    WrongSlashes,
)
from kiosk.storage.store import Store
from tests.refusals import refuses
from tests.storage.connection.failing import SECRET


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("", AddressNotUnderstood()),
        ("not a url", AddressNotUnderstood()),
        (f"postgresql://kiosk:{SECRET}@db.example:port/kiosk", AddressNotUnderstood()),
        (f"mysql://kiosk:{SECRET}@db.example/kiosk", AddressOfOtherKind("mysql")),
        (f"postgresql+asyncpg://kiosk:{SECRET}@db.example/kiosk", AddressOfOtherKind("postgresql+asyncpg")),
        (f"postgresql://kiosk:{SECRET}@db.example", DatabaseNotNamed()),
        ("postgresql://kiosk@db.example/kiosk\0", AddressUnstorable()),
        ("sqlite://", NotAPlainFile()),
        ("sqlite:///:memory:", NotAPlainFile()),
        ("sqlite://kiosk.sqlite", WrongSlashes()),
    ],
)
def test_a_url_that_cannot_be_used_is_refused(url: str, reason: DatabaseAddressRefusal) -> None:
    with refuses(reason) as refusal:
        Store.open(url)
    assert SECRET not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_url_is_understood_however_it_is_spelt(scheme: str) -> None:
    store = Store.open(f"{scheme}://kiosk:{SECRET}@db.example/kiosk")
    assert store.name == "PostgreSQL kiosk on db.example"
    store.close()


def test_a_sqlite_file_gets_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "kiosk.sqlite"
    store = Store.open(f"sqlite:///{file}")
    assert store.name == f"SQLite file {file}"
    store.upgrade()
    store.close()
    assert file.exists()
