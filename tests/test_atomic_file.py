"""A file is written completely or not at all, whatever happens during the writing."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.atomic_file import atomic_file
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.files.files import (
    FileExists,
    FileNameNotPossible,
    FileNotWritten,
    FolderMissing,
    NewFileKeptBesideOther,
    PathIsFolder,
    PathNotReplaceable,
)
from kiosk.domain.refusals.people.people_lists import ImportInterrupted
from tests.refusals import refuses


def test_the_file_is_there_at_the_end_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with atomic_file(path) as half:
        half.write_text("whole")
        assert not path.exists()
    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("earlier")
    with refuses(FileExists(str(path))), atomic_file(path):
        pytest.fail("nothing should be written")
    assert path.read_text() == "earlier"
    with atomic_file(path, replaces=True) as half:
        half.write_text("later")
    assert path.read_text() == "later"


def write(path: Path, act: Callable[[Path], object]) -> None:
    """Writes a half, calls a function, and writes the rest unless it raises."""
    with atomic_file(path, replaces=path.exists()) as half:
        half.write_text("ours")
        act(half)


def test_a_file_that_another_program_creates_during_the_writing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with refuses(FileExists(str(path))):
        write(path, lambda _: path.write_text("theirs"))
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_an_error_or_ctrl_c_leaves_nothing_new_and_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_text("earlier")
    with pytest.raises(KeyboardInterrupt):
        write(path, lambda _: signal.raise_signal(signal.SIGINT))
    with pytest.raises(ZeroDivisionError):
        write(path, lambda _: 1 / 0)
    assert path.read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [path]
    write(path, lambda _: None)  # control: without either it is replaced
    assert path.read_text() == "ours"


def test_a_full_disk_is_refused_with_the_reason_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    with refuses(FileNotWritten(str(path), "No space left on device")):
        write(path, lambda _: Path("/dev/full").write_text("x"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", PathIsFolder),
        ("missing/report.csv", FolderMissing),
        ("file/report.csv", FolderMissing),
        ("x" * 300, FileNameNotPossible),
        ("pipe", PathNotReplaceable),
    ],
)
def test_an_impossible_path_is_refused(tmp_path: Path, name: str, reason: type) -> None:
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    with refuses(reason), atomic_file(tmp_path / name, replaces=True):
        pytest.fail("nothing should be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "pipe"]


def test_what_a_link_points_to_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("earlier")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    with atomic_file(link, replaces=True) as half:
        half.write_text("later")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_text() == "later"


def test_once_written_runs_after_the_writing_and_before_the_file_is_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "passes.pdf"
    path.write_text("earlier")
    seen: list[tuple[str, str]] = []

    def count() -> None:
        (half,) = tmp_path.glob(".kiosk-*.part")
        seen.append((half.read_text(), path.read_text()))

    with atomic_file(path, replaces=True, once_written=count) as half:
        half.write_text("later")
    assert seen == [("later", "earlier")]
    assert path.read_text() == "later"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_once_written_refuses_leaves_nothing(tmp_path: Path) -> None:
    def refuse() -> None:
        raise Refused(ImportInterrupted())

    with (
        refuses(ImportInterrupted()),
        atomic_file(tmp_path / "passes.pdf", once_written=refuse) as half,
    ):
        half.write_text("new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_place_is_taken_in_once_written_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "passes.pdf"

    def take() -> None:
        path.write_text("theirs")

    with (
        refuses(NewFileKeptBesideOther) as raised,
        atomic_file(path, once_written=take) as half,
    ):
        half.write_text("ours")
    assert path.read_text() == "theirs"
    (kept,) = tmp_path.glob("passes-*.pdf")
    assert kept.read_text() == "ours"
    assert raised.value.reason == NewFileKeptBesideOther(str(path), str(kept))
