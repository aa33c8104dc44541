"""Files and folders can be read only by their owner."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.atomic_file import atomic_file
from kiosk.private_files import copy_access, make_new_private_file, make_private_file, make_private_folder

OPEN, USUAL = 0o000, 0o022
ANOTHER_USER, ANOTHER_GROUP = 65_534, 4321


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[OPEN, USUAL], ids=["umask 000", "umask 022"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    earlier = os.umask(request.param)
    yield request.param
    os.umask(earlier)


def test_only_the_owner_may_read_new_files_and_folders_under_any_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "share" / "kiosk"
    make_private_folder(folder)
    make_private_file(folder / "log")
    (folder / "control").write_text("made without our code")
    assert (mode(folder), mode(folder.parent), mode(folder / "log")) == (0o700, 0o700, 0o600)
    assert mode(folder / "control") == 0o666 & ~umask


def test_existing_files_and_folders_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.log"
    path.write_text("earlier")
    path.chmod(0o640)
    tmp_path.chmod(0o2770)
    make_private_folder(tmp_path)
    make_private_file(path)
    assert (path.read_text(), mode(path), mode(tmp_path)) == ("earlier", 0o640, 0o2770)
    with pytest.raises(FileExistsError):
        make_new_private_file(path)


def test_a_folder_with_the_name_of_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "kiosk").write_text("a file")
    with pytest.raises(OSError, match="kiosk"):
        make_private_folder(tmp_path / "kiosk")
    with pytest.raises(OSError, match="kiosk"):
        make_private_folder(tmp_path / "kiosk" / "deeper")


@pytest.mark.usefixtures("umask")
def test_only_its_owner_may_read_a_report_and_a_replacement_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with atomic_file(path) as half:
        half.write_text("names")
        assert mode(half) == 0o600
    assert mode(path) == 0o600
    path.chmod(0o644)
    with atomic_file(path, replaces=True) as half:
        half.write_text("newer names")
        assert mode(half) == 0o600
    assert (path.read_text(), mode(path)) == ("newer names", 0o644)


def test_a_replacement_keeps_the_owner_and_the_group(tmp_path: Path) -> None:
    earlier, new = tmp_path / "earlier", tmp_path / "new"
    earlier.write_text("a technician's")
    if os.geteuid() == 0:  # only root can give files to other users
        os.chown(earlier, ANOTHER_USER, ANOTHER_GROUP)
    earlier.chmod(0o660)
    make_new_private_file(new)
    copy_access(earlier, new)
    kept, given = earlier.stat(), new.stat()
    assert (given.st_uid, given.st_gid, mode(new)) == (kept.st_uid, kept.st_gid, 0o660)


def test_a_group_that_cannot_be_kept_gives_its_rights_to_no_other_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o777)
    monkeypatch.chdir(tmp_path)  # an ordinary user may not enter the folders above it
    new = Path("new")
    with ordinary_user():
        make_new_private_file(new)
        copy_access(Path("/etc/passwd"), new)  # owned by root, with rights for its group and for everybody
    assert new.stat().st_gid != Path("/etc/passwd").stat().st_gid
    assert (mode(Path("/etc/passwd")), mode(new)) == (0o644, 0o604)


def test_a_mode_that_cannot_be_set_is_ignored() -> None:
    """Uses another user's file, whose chmod fails as on a file system without modes."""
    with ordinary_user():
        with pytest.raises(PermissionError):  # control
            Path("/").chmod(0o644)
        copy_access(Path("/etc/passwd"), Path("/"))


def test_a_file_that_replaces_none_keeps_its_own_mode(tmp_path: Path) -> None:
    new = tmp_path / "new"
    make_new_private_file(new)
    copy_access(tmp_path / "none", new)
    assert mode(new) == 0o600


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Runs the block as an ordinary user, because root may do everything."""
    if os.geteuid() != 0:
        yield
        return
    os.setegid(ANOTHER_GROUP)
    os.seteuid(ANOTHER_USER)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
