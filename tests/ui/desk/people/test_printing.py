"""An organizer prints passes: the effects and the pages are shown first, and no pass is lost."""

import threading
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from kiosk.domain.check_in.scan import Outcome
from kiosk.domain.people.person import Choice, Role
from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.people.guest_lists import GuestsOfEvent
from kiosk.services.people.passes import SelectedPeople, issue_pass
from kiosk.ui.desk.passes.new_pass_sheet import IssuedSheet
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.person_page import PersonPage
from kiosk.ui.desk.shell.destinations import Target, ToPasses, ToPeople, ToPerson
from kiosk.ui.paper.layouts import LAYOUTS
from tests.services.world import World
from tests.ui.desk.evening import Desk
from tests.ui.desk.people.at_desk import add, go, no_sheet, settle, sheet, shown, unnamed
from tests.ui.paper.measured import codes_on, opened, words_on


def test_the_effects_of_printing_are_shown_first(desk: Desk, world: World) -> None:
    add(world, "Ana Ionescu", "Radu Pop", "Mihai Pop")
    issue_pass(world.store, "ana@example.org", now=world.now)
    page = go(desk, PrintPage, ToPasses())
    assert page.only_without.isChecked()
    assert page.count_label.text() == "2 new passes on 1 page"
    assert "None of them has one now" in page.warning.text()
    page.only_without.click()
    settle(desk)
    assert page.count_label.text() == "3 new passes on 1 page"
    assert "1 earlier pass stops working" in page.warning.text()
    assert not page.preview.is_blank()
    assert page.preview.accessibleName() == "Preview of page 1 of 1"
    assert unnamed(page) == []


def test_passes_are_saved_and_work_and_may_be_saved_again(desk: Desk, world: World, tmp_path: Path) -> None:
    add(world, "Ana Ionescu", "Radu Pop")
    old = issue_pass(world.store, "ana@example.org", now=world.now).token
    page = go(desk, PrintPage, ToPasses())
    page.only_without.click()
    page.occasion.setText("Autumn evening")
    settle(desk)
    page.save(tmp_path / "passes.pdf")
    settle(desk)
    assert desk.window.notice.sentence() == "2 passes are in passes.pdf and work from now on."
    codes = codes_on(opened(tmp_path / "passes.pdf"), page.layout_chosen())
    assert len(codes) == 2
    assert "Autumn evening" in words_on(opened(tmp_path / "passes.pdf"))
    assert [world.check_in(code).outcome for code in codes] == [Outcome.CHECKED_IN] * 2
    assert world.check_in(old).outcome is Outcome.PASS_REVOKED
    assert not page.whose.isEnabled()
    page.layouts.setCurrentIndex(len(LAYOUTS) - 1)
    settle(desk)
    page.save(tmp_path / "again.pdf")
    settle(desk)
    assert codes_on(opened(tmp_path / "again.pdf"), LAYOUTS[-1]) == codes
    assert world.check_in(codes[0]).outcome is Outcome.ALREADY_CHECKED_IN
    page.others_button.click()
    settle(desk)
    assert page.whose.isEnabled()


def test_passes_are_printed_on_paper(desk: Desk, world: World, tmp_path: Path) -> None:
    add(world, "Ana Ionescu")
    page = go(desk, PrintPage, ToPasses())
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.print_on(page.prepared(printer))
    settle(desk)
    assert "at the printer and works" in desk.window.notice.sentence()
    (code,) = codes_on(opened(tmp_path / "printed.pdf"), page.layout_chosen())
    assert world.check_in(code).outcome is Outcome.CHECKED_IN


def test_a_missing_printer_is_reported_calmly(
    desk: Desk, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(world, "Ana Ionescu")
    page = go(desk, PrintPage, ToPasses())
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    page.print_button.click()
    assert "No printer is set up" in desk.window.notice.sentence()
    assert not page.progress.is_busy


def test_a_file_that_cannot_be_written_is_reported_and_no_pass_issued(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    add(world, "Ana Ionescu")
    old = issue_pass(world.store, "ana@example.org", now=world.now).token
    page = go(desk, PrintPage, ToPasses())
    page.only_without.click()
    settle(desk)
    page.save(tmp_path / "missing" / "passes.pdf")
    settle(desk)
    assert "does not exist" in desk.window.notice.sentence()
    assert page.save_button.isEnabled()
    assert world.check_in(old).outcome is Outcome.CHECKED_IN


def test_many_passes_show_their_progress_and_stop_when_cancelled(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    with world.store.write() as transaction:
        many = [(f"Person {n:04}", f"p{n}@example.org") for n in range(400)]
        transaction.people.add_all(many, password_hash=people.NO_PASSWORD, role=Role.PARTICIPANT)
    page = go(desk, PrintPage, ToPasses())
    assert page.count_label.text() == "400 new passes on 50 pages"
    page.on_button.click()
    settle(desk)
    assert page.page_label.text() == "Page 2 of 50"
    page.save(tmp_path / "passes.pdf")
    assert not page.save_button.isEnabled()
    desk.qtbot.waitUntil(lambda: page.progress.bar.maximum() == 400, timeout=10_000)
    page.progress.cancel_button.click()
    desk.qtbot.waitUntil(lambda: not page.progress.is_busy, timeout=10_000)
    settle(desk)
    assert "No pass was issued" in desk.window.notice.sentence()
    assert list(tmp_path.glob("*.p*")) == []
    with world.store.read() as transaction:
        assert transaction.people.count_chosen(Choice()) == (400, 0)
    page.save(tmp_path / "passes.pdf")  # control: without a cancel, it is written
    desk.qtbot.waitUntil(lambda: not page.progress.is_busy, timeout=30_000)
    settle(desk)
    assert opened(tmp_path / "passes.pdf").pageCount() == 50


def test_the_window_works_while_passes_are_written(desk: Desk, world: World, tmp_path: Path) -> None:
    add(world, "Ana Ionescu")
    held, begun = threading.Event(), threading.Event()

    def hold(_database: object, _on_progress: object) -> None:
        begun.set()
        held.wait(10)

    desk.context.work.start(hold)  # a long job before this one
    assert begun.wait(5)
    page = go_quickly(desk)
    page.save(tmp_path / "passes.pdf")
    assert page.progress.is_busy
    desk.window.go(ToPeople())
    desk.window.go(ToPasses())
    assert page.progress.is_busy
    held.set()
    settle(desk)
    assert (tmp_path / "passes.pdf").exists()


def go_quickly(desk: Desk) -> PrintPage:
    """Goes to the page without waiting for jobs."""
    page = desk.window.go(ToPasses())
    assert isinstance(page, PrintPage)
    desk.qtbot.waitUntil(page.save_button.isEnabled, timeout=10_000)
    return page


def test_a_print_without_recipients_is_reported(desk: Desk) -> None:
    page = go(desk, PrintPage, ToPasses())
    assert page.count_label.text() == "No passes"
    assert not page.save_button.isEnabled()
    assert page.preview.is_blank()


def test_the_chosen_and_a_guest_list_come_first(desk: Desk, world: World) -> None:
    ana, radu = add(world, "Ana Ionescu", "Radu Pop")
    page = go(desk, PrintPage, ToPasses(SelectedPeople((ana.id,))))
    assert page.whose.currentText() == "The 1 chosen person"
    assert page.count_label.text() == "1 new pass on 1 page"
    guests.add_guests(world.store, GuestsOfEvent(world.event.id), [radu.id], now=world.now)
    page = go(desk, PrintPage, ToPasses(Target(GuestsOfEvent(world.event.id), "The workshop", "Workshop")))
    assert page.whose.currentText() == "The workshop"
    assert page.occasion.text() == "Workshop"
    assert page.count_label.text() == "1 new pass on 1 page"


def test_a_pass_that_was_just_issued_is_printed_unchanged(desk: Desk, world: World, tmp_path: Path) -> None:
    (ana,) = add(world, "Ana Ionescu")
    go(desk, PersonPage, ToPerson(ana.id)).issue_button.click()
    settle(desk)
    new = sheet(desk, IssuedSheet)
    token = new.token.text().replace("-", "")
    new.print_button.click()
    page = shown(desk, PrintPage)
    assert no_sheet(desk)
    assert page.count_label.text() == "1 pass on 1 page"
    page.save(tmp_path / "pass.pdf")
    settle(desk)
    assert codes_on(opened(tmp_path / "pass.pdf"), page.layout_chosen()) == [token]
    assert world.check_in(token).outcome is Outcome.CHECKED_IN
