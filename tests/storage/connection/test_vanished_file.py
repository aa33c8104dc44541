"""A SQLite file that vanishes while the program runs is not replaced by an empty one or mixed up."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy import URL

from kiosk.domain.faults.storage import FileMixedUp, FileTrouble, NotPrepared
from kiosk.services.accounts import first_run as entrance
from kiosk.services.accounts.first_run import DatabaseState
from kiosk.storage.connection.database_file import daily_uri
from kiosk.storage.store import Store
from tests.storage_faults import unavailable, unfit

PutBack = Callable[[], None]


@pytest.fixture
def file(tmp_path: Path, sqlite_template: Path) -> Path:
    """Returns a database in its own folder."""
    folder = tmp_path / "venue"
    folder.mkdir()
    return Path(shutil.copyfile(sqlite_template, folder / "kiosk.sqlite"))


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """Yields a program that uses the database and has written to it."""
    with closing(Store.open(f"sqlite:///{file}")) as opened:
        _write(opened, "before")
        yield opened


def _moved(file: Path) -> PutBack:
    kept = file.rename(file.with_suffix(".moved"))
    return lambda: _rename(kept, file)


def _deleted(file: Path) -> PutBack:
    kept = file.read_bytes()
    file.unlink()

    def put_back() -> None:
        file.write_bytes(kept)

    return put_back


def _folder_moved(file: Path) -> PutBack:
    kept = file.parent.rename(file.parent.with_name("elsewhere"))
    return lambda: _rename(kept, file.parent)


def _folder_replaced_by_a_file(file: Path) -> PutBack:
    kept = file.parent.rename(file.parent.with_name("elsewhere"))
    file.parent.touch()

    def put_back() -> None:
        file.parent.unlink()
        kept.rename(file.parent)

    return put_back


def _emptied_by_another_program(file: Path) -> PutBack:
    kept = file.rename(file.with_suffix(".moved"))
    file.touch()
    return lambda: _rename(kept, file)


def _rename(old: Path, new: Path) -> None:
    old.replace(new)


@pytest.mark.parametrize(
    "vanishes",
    [_moved, _deleted, _folder_moved, _folder_replaced_by_a_file, _emptied_by_another_program],
)
def test_a_vanished_file_is_reported_and_used_again_when_it_is_back(
    store: Store, file: Path, vanishes: Callable[[Path], PutBack]
) -> None:
    store.close()  # so that all rows are in the file, and a copy is complete
    _write(store, "seen again")
    store.close()
    put_back = vanishes(file)
    before = _names(file)
    uses: list[Callable[[], object]] = [store.revision, store.has_tables, store.upgrade]
    for use in (lambda: _write(store, "lost"), *uses):
        with unavailable(FileTrouble.GONE):
            use()
    assert _names(file) == before  # no file was created in its place
    put_back()
    _write(store, "after")
    assert _kept(store) == {"before", "seen again", "after"}


def test_a_file_that_is_moved_away_takes_no_check_ins_with_it(store: Store, file: Path) -> None:
    put_back = _moved(file)
    with unavailable(FileTrouble.GONE):
        _write(store, "lost")
    put_back()
    assert _kept(store) == {"before"}


def test_a_transaction_whose_file_vanishes_before_its_end_fails(store: Store, file: Path) -> None:
    back: list[PutBack] = []
    with unavailable(FileTrouble.GONE):
        _write(store, "lost", during=lambda: back.append(_moved(file)))
    back[0]()
    assert _kept(store) == {"before"}


def test_a_transaction_whose_file_is_replaced_before_its_end_fails(
    store: Store, file: Path, sqlite_template: Path
) -> None:
    def replace() -> None:
        file.rename(file.with_suffix(".moved"))
        shutil.copyfile(sqlite_template, file)

    store.close()
    with unavailable(FileTrouble.REPLACED):
        _write(store, "lost", during=replace)
    _write(store, "after")
    assert _kept(store) == {"after"}


def test_a_backup_that_takes_the_place_of_an_open_database_is_not_mixed_with_it(
    store: Store, file: Path, sqlite_template: Path
) -> None:
    shutil.copyfile(sqlite_template, file.with_suffix(".backup")).replace(file)
    uses: list[Callable[[], object]] = [store.revision, store.upgrade]
    for use in (lambda: _write(store, "lost"), *uses):
        with unavailable(FileMixedUp(store.name, "kiosk.sqlite-wal", "kiosk.sqlite-shm")):
            use()
    assert sqlite_template.read_bytes() == file.read_bytes()
    for ending in ("wal", "shm"):
        file.with_name(f"kiosk.sqlite-{ending}").unlink()
    _write(store, "after")
    assert _kept(store) == {"after"}


def test_a_backup_that_takes_the_place_of_a_closed_database_is_used(
    store: Store, file: Path, sqlite_template: Path
) -> None:
    store.close()
    shutil.copyfile(sqlite_template, file.with_suffix(".backup")).replace(file)
    _write(store, "after")
    assert _kept(store) == {"after"}


def test_a_desk_never_prepares_an_empty_database_in_place_of_one_that_vanished(
    store: Store, file: Path
) -> None:
    assert entrance.find_state(store) is DatabaseState.NOBODY
    put_back = _moved(file)
    for look in (entrance.find_state, entrance.prepare_database):
        with unavailable(FileTrouble.GONE):
            look(store)
    assert not file.exists()
    put_back()
    assert entrance.find_state(store) is DatabaseState.NOBODY
    assert _kept(store) == {"before"}


def test_only_an_upgrade_makes_a_file(tmp_path: Path) -> None:
    file = tmp_path / "new.sqlite"
    with closing(Store.open(f"sqlite:///{file}")) as store:
        assert (store.revision(), store.has_tables()) == (None, False)
        with unfit(NotPrepared(store.name)):
            _write(store, "lost")
        assert list(tmp_path.iterdir()) == []
        store.upgrade()  # the control
        _write(store, "kept")


@pytest.mark.parametrize(
    "name",
    [
        "a b.sqlite",
        "100%41.sqlite",
        "what?mode=memory.sqlite",
        "n#1.sqlite",
        "ăș😀.sqlite",
        "a&b'c\\d;e+f.sqlite",
    ],
)
def test_a_database_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    file = tmp_path / "it's 5 % & more?#" / name
    file.parent.mkdir()
    url = URL.create("sqlite", database=str(file)).render_as_string().replace("?", "%3F")
    with closing(Store.open(url)) as store:
        store.upgrade()
        _write(store, "kept")
        assert _kept(store) == {"kept"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/srv/kiosk.sqlite"), "file:///srv/kiosk.sqlite?mode=rw"),
        (PurePosixPath("/a b/50%/?#/ș"), "file:///a%20b/50%25/%3F%23/%C8%99?mode=rw"),
        (PureWindowsPath(r"C:\Users\Ana I\kiosk.sqlite"), "file:///C:/Users/Ana%20I/kiosk.sqlite?mode=rw"),
        (PureWindowsPath(r"\\nas\venue\kiosk.sqlite"), "file:////nas/venue/kiosk.sqlite?mode=rw"),
    ],
)
def test_a_path_becomes_a_sqlite_uri_on_every_system(path: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert daily_uri(path) == uri


def _write(store: Store, name: str, *, during: Callable[[], object] = lambda: None) -> None:
    with store.write() as transaction:
        transaction.installation.set(name, "1")
        during()


def _kept(store: Store) -> set[str]:
    names = ("before", "seen again", "lost", "after", "kept")
    with store.read() as transaction:
        return {name for name in names if transaction.installation.get(name) is not None}


def _names(file: Path) -> set[str]:
    folder = file.parent
    return {str(each) for each in (*folder.parent.iterdir(), *(folder.iterdir() if folder.is_dir() else ()))}
