"""Passes are put on paper and issued: both or neither, whatever fails in between."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.errors import Cancelled, Refused, StorageUnavailable
from kiosk.domain.refusals.files.reports import PrinterTookNoPages
from kiosk.services.people import people
from kiosk.services.people.passes import Everybody, PlannedPass, Stored, issue_pass, plan_passes
from kiosk.ui.paper.issuing import BadgePaper, print_passes, save_again, save_passes
from kiosk.ui.paper.layouts import LAYOUTS
from tests.refusals import refuses
from tests.services.world import World
from tests.storage_faults import no_answer
from tests.ui.paper.measured import codes_on, opened, words_on

pytestmark = pytest.mark.usefixtures("qapp")

PAPER = BadgePaper(LAYOUTS[2], "Practical Bayesian A/B testing")
NAMES = ("Ana Ionescu", "李明", "مريم حداد", "x" * 255, "Łukasz Żółć")


def silent(_done: int, _total: int | None) -> None:
    """Ignores the progress."""


@pytest.fixture
def world(world: World) -> World:
    """Adds fifty participants."""
    for number in range(50):
        people.add_participant(world.store, name=NAMES[number % 5], email=f"p{number}@example.org")
    return world


@pytest.fixture
def old(world: World) -> str:
    """Issues an earlier pass; returns its token."""
    return issue_pass(world.store, "p0@example.org", now=world.now).token


def save(
    world: World, path: Path, on_progress: Callable[[int, int | None], None] = silent
) -> list[PlannedPass]:
    planned = plan_passes(world.store, Everybody())
    assert (
        save_passes(world.store, path, planned, PAPER, now=world.now, on_progress=on_progress)
        is Stored.SURELY
    )
    return planned


def test_every_one_of_fifty_passes_on_paper_checks_its_holder_in(
    world: World, old: str, tmp_path: Path
) -> None:
    path = tmp_path / "passes.pdf"
    calls: list[tuple[int, int | None]] = []
    save(world, path, lambda done, total: calls.append((done, total)))
    document = opened(path)
    codes = codes_on(document, PAPER.layout)
    assert len(set(codes)) == 50
    assert [world.check_in(code).outcome for code in codes] == [Outcome.CHECKED_IN] * 50
    assert sorted(name or "" for name, _, _ in world.rows()) == sorted(NAMES * 10)
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED
    assert "Practical Bayesian A/B testing" in words_on(document)
    assert calls[0] == (1, 50)
    assert calls[-1] == (50, 50)


@pytest.mark.parametrize("at", [1, 30, 50])
def test_cancelling_leaves_every_pass_as_it_was_and_no_file(
    world: World, old: str, tmp_path: Path, at: int
) -> None:
    calls: list[int] = []

    def cancel(done: int, _total: int | None) -> None:
        calls.append(done)
        if len(calls) == at + (at == 50):  # the last call comes when they are stored but not committed
            raise Cancelled

    with pytest.raises(Cancelled):
        save(world, tmp_path / "passes.pdf", cancel)
    assert list(tmp_path.glob("*.p*")) == []
    assert world.check_in(old).outcome is Outcome.CHECKED_IN


def test_a_path_that_cannot_be_written_issues_nothing(world: World, old: str, tmp_path: Path) -> None:
    for path in (tmp_path / "missing" / "p.pdf", tmp_path):
        with pytest.raises(Refused):
            save(world, path)
    assert world.check_in(old).outcome is Outcome.CHECKED_IN


def test_a_disk_that_fills_up_issues_nothing(
    world: World, old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as fault:
        fault.setattr("kiosk.ui.paper.issuing.write_badges", full)
        with refuses("No space left"):
            save(world, tmp_path / "passes.pdf")
    assert world.check_in(old).outcome is Outcome.CHECKED_IN
    save(world, tmp_path / "passes.pdf")  # control: with free space they are issued
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED


def test_a_database_that_is_away_leaves_the_earlier_file(
    world: World, old: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "passes.pdf"
    path.write_bytes(b"earlier")

    def away(*_arguments: object, **_options: object) -> None:
        raise no_answer()

    with monkeypatch.context() as fault:
        fault.setattr("kiosk.ui.paper.issuing.issue_passes", away)
        with pytest.raises(StorageUnavailable):
            save(world, path)
    assert path.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.glob("*.p*")] == ["passes.pdf"]
    assert world.check_in(old).outcome is Outcome.CHECKED_IN


def test_working_passes_are_kept_when_the_file_cannot_be_moved_to_its_place(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "passes.pdf"
    real = Path.replace

    def stuck(half: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "Permission denied")
        return real(half, target)

    with monkeypatch.context() as fault:
        fault.setattr(Path, "replace", stuck)
        with refuses(r"new file counts, and was kept as .*passes-\w+\.pdf"):
            save(world, path)
    (kept,) = tmp_path.glob("passes-*.pdf")
    code = codes_on(opened(kept), PAPER.layout)[0]
    assert world.check_in(code).outcome is Outcome.CHECKED_IN


def test_the_same_passes_can_be_saved_again_without_issuing_new_ones(world: World, tmp_path: Path) -> None:
    planned = save(world, tmp_path / "passes.pdf")
    save_again(tmp_path / "again.pdf", planned, BadgePaper(LAYOUTS[0]), on_progress=silent)
    code = codes_on(opened(tmp_path / "again.pdf"), LAYOUTS[0])[7]
    assert code == planned[7].token
    assert world.check_in(code).outcome is Outcome.CHECKED_IN


def printer(path: Path) -> QPrinter:
    made = QPrinter()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    return made


def test_printed_passes_work_once_the_printer_has_them(world: World, old: str, tmp_path: Path) -> None:
    planned = plan_passes(world.store, Everybody())
    path = tmp_path / "printed.pdf"
    stored = print_passes(world.store, printer(path), planned, PAPER, now=world.now, on_progress=silent)
    assert stored is Stored.SURELY
    assert codes_on(opened(path), PAPER.layout) == [each.token for each in planned]
    assert f"{path.stat().st_mode & 0o777:o}" == "600", "passes printed into a file are their owner's alone"
    assert world.check_in(planned[0].token).outcome is Outcome.CHECKED_IN
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_is_gone_issues_nothing(world: World, old: str, tmp_path: Path) -> None:
    planned = plan_passes(world.store, Everybody())
    gone = printer(tmp_path / "missing" / "printed.pdf")
    with refuses(PrinterTookNoPages()):
        print_passes(world.store, gone, planned, PAPER, now=world.now, on_progress=silent)
    assert world.check_in(old).outcome is Outcome.CHECKED_IN


def test_printed_sheets_without_issued_passes_are_reported_void(
    world: World, old: str, tmp_path: Path
) -> None:
    planned = plan_passes(world.store, Everybody())
    newer = issue_pass(world.store, "p0@example.org", now=world.now)
    with refuses(r"Nothing was issued.*are void"):
        print_passes(
            world.store, printer(tmp_path / "p.pdf"), planned, PAPER, now=world.now, on_progress=silent
        )
    assert world.check_in(newer.token).outcome is Outcome.CHECKED_IN
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED
