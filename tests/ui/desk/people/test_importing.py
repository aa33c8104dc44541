"""An organizer imports a list: it is previewed and confirmed, and only then written."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from kiosk.services.people import guest_lists as guests
from kiosk.services.people import people
from kiosk.services.people.guest_lists import GuestsOfEvent
from kiosk.services.people.search import find_people
from kiosk.ui.desk.importing.page import ImportPage
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.page import PeoplePage
from kiosk.ui.desk.shell.destinations import Target, ToImport, ToPeople
from tests.services.importing.hostile_corpus import READ, REFUSED
from tests.services.importing.hostile_tables import GOOD, HEADER, ROWS, workbook, write
from tests.services.world import World
from tests.storage_faults import no_answer
from tests.ui.desk.evening import Desk
from tests.ui.desk.people.at_desk import go, no_sheet, settle, sheet, shown, unnamed


def looking(desk: Desk, path: Path) -> ImportPage:
    """Returns the page with a file that was read."""
    page = go(desk, ImportPage, ToImport())
    page.read(path)
    settle(desk)
    return page


def names(world: World) -> list[str]:
    return [each.name for each in find_people(world.store, "").rows if not each.is_organizer]


def test_a_file_is_previewed_confirmed_and_written(desk: Desk, world: World, tmp_path: Path) -> None:
    people.add_participant(world.store, name="Ana I.", email="ana@example.org")
    text = GOOD + "Ioana,ioana@\nRadu Pop,RADU@example.org\n"
    page = looking(desk, write(tmp_path, text.encode("utf-16")))
    assert "UTF-16" in page.format_label.text()
    assert "comma" in page.format_label.text()
    assert [
        each.figure() for each in (page.found.new, page.found.known, page.found.repeated, page.found.bad)
    ] == [
        "1",
        "1",
        "1",
        "1",
    ]
    model = page.found.bad_rows.model()
    assert model.data(model.index(0, 0)) == "4"
    assert "not an e-mail address" in model.data(model.index(0, 1))
    others = page.found.other_names.model()
    assert [others.data(others.index(0, column)) for column in (2, 3)] == ["Ana Ionescu", "Ana I."]
    assert names(world) == ["Ana I."]  # nothing is written yet
    assert page.import_button.text() == "&Import 1 person"
    assert unnamed(page) == []
    page.import_button.click()
    settle(desk)
    assert names(world) == ["Ana I.", "Radu Pop"]
    assert page.done.text() == "1 person was added"
    assert "known and stayed" in page.done_details.text()
    page.done_people.click()
    shown(desk, PeoplePage)


@pytest.mark.parametrize("what", ["empty", "a zip bomb", "random bytes", "an old .xls", "a PNG named .csv"])
def test_a_wrong_file_shows_its_sentence_and_nothing_else_happens(
    desk: Desk, world: World, tmp_path: Path, what: str
) -> None:
    content, sentence = REFUSED[what]
    page = looking(desk, write(tmp_path, content))
    assert sentence in page.error.text()
    assert page.error.isVisible()
    assert page.choose_button.isEnabled()
    assert names(world) == []


@pytest.mark.parametrize(
    "what", ["macros", "Windows-1252", "mixed encodings", "other scripts", "SQL in names"]
)
def test_a_strange_file_gives_its_good_rows(desk: Desk, world: World, tmp_path: Path, what: str) -> None:
    content, good, bad = READ[what]
    page = looking(desk, write(tmp_path, content))
    assert page.found.new.figure() == str(len(good))
    assert page.found.bad.figure() == str(len(bad))
    page.import_button.click()
    settle(desk)
    assert set(names(world)) == {name for name, _ in good}


def test_unclear_columns_are_chosen_without_a_mention_of_commands(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    page = looking(
        desk, write(tmp_path, b"Phone,Nick,Reach\n0700,Ana,ana@example.org\n0701,Radu,r@example.org\n")
    )
    assert "--" not in page.mapping_error.text()
    assert "choose it" in page.mapping_error.text()
    assert not page.import_button.isEnabled()
    model = page.found.first_rows.model()
    assert [model.data(model.index(0, column)) for column in range(3)] == ["0700", "Ana", "ana@example.org"]
    page.mapping.name.setCurrentIndex(page.mapping.name.findText("Nick"))
    page.mapping.email.setCurrentIndex(page.mapping.email.findText("Reach"))
    page.mapping.email.activated.emit(page.mapping.email.currentIndex())
    settle(desk)
    assert page.mapping_error.text() == ""
    page.import_button.click()
    settle(desk)
    assert names(world) == ["Ana", "Radu"]


def test_another_column_and_another_sheet_are_read_again(desk: Desk, tmp_path: Path) -> None:
    rows = [["Nick", "Name", "Email"], ["A", "Ana Ionescu", "ana@example.org"]]
    page = looking(desk, write(tmp_path, workbook(rows, ROWS), "list.xlsx"))
    assert page.mapping.sheet.isVisible()
    page.mapping.second.setCurrentIndex(page.mapping.second.findText("Nick"))
    page.mapping.second.activated.emit(1)
    settle(desk)
    assert page.mapping.choices().name_columns == ("Name", "Nick")
    page.mapping.sheet.setCurrentIndex(2)
    page.mapping.sheet.activated.emit(2)
    settle(desk)
    assert "Sheet 2" in page.format_label.text()
    assert page.found.new.figure() == "2"


def test_imported_people_go_on_a_guest_list_and_on_to_their_passes(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    target = Target(GuestsOfEvent(world.event.id), "The workshop", "Workshop")
    page = go(desk, ImportPage, ToImport(target))
    page.read(write(tmp_path, GOOD.encode()))
    settle(desk)
    page.import_button.click()
    settle(desk)
    assert [each.name for each in guests.list_guests(world.store, "WS001").guests] == names(world)
    assert "The workshop" in page.done_details.text()
    page.done_passes.click()
    assert shown(desk, PrintPage).count_label.text() == "2 new passes on 1 page"


def test_known_people_need_a_list_to_be_put_on(desk: Desk, world: World, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.encode())
    page = looking(desk, path)
    page.import_button.click()
    settle(desk)
    page = looking(desk, path)
    assert page.import_button.text() == "&Put on the list"
    page.import_button.click()
    settle(desk)
    assert "Choose a guest list" in page.mapping_error.text()
    page.lists.setCurrentIndex(1)
    page.import_button.click()
    settle(desk)
    assert len(guests.list_guests(world.store, "WS001").guests) == 2


def test_ten_thousand_rows_show_their_progress_and_stop_when_cancelled(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    text = HEADER + "".join(f"Person {n},p{n}@example.org\n" for n in range(10_000))
    page = looking(desk, write(tmp_path, text.encode()))
    assert page.found.new.figure() == "10,000"
    page.import_button.click()
    desk.qtbot.waitUntil(lambda: page.progress.bar.maximum() == 10_000, timeout=10_000)
    page.progress.cancel_button.click()
    desk.qtbot.waitUntil(lambda: not page.progress.is_busy, timeout=20_000)
    settle(desk)
    assert desk.window.notice.sentence() == "Stopped. Nobody was written."
    assert names(world) == []
    page.import_button.click()  # control: without a cancel, it is written
    desk.qtbot.waitUntil(lambda: not page.progress.is_busy, timeout=30_000)
    settle(desk)
    assert page.done.text() == "10,000 people were added"


def test_a_file_dropped_on_the_page_is_read(desk: Desk, tmp_path: Path) -> None:
    page = go(desk, ImportPage, ToImport())
    path = write(tmp_path, GOOD.encode())
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    page.dropEvent(
        QDropEvent(
            QPoint(5, 5).toPointF(),
            Qt.DropAction.CopyAction,
            dropped,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(desk)
    assert page.found.new.figure() == "2"


def test_a_list_deleted_during_the_preview_writes_nobody(desk: Desk, world: World, tmp_path: Path) -> None:
    page = looking(desk, write(tmp_path, GOOD.encode()))
    page.lists.setCurrentIndex(1)
    with world.store.write() as transaction:
        transaction.events.delete(world.event.id)
    page.import_button.click()
    settle(desk)
    assert "not there any more" in desk.window.notice.sentence()
    assert names(world) == []


def test_unclear_sheets_are_chosen(desk: Desk, tmp_path: Path) -> None:
    content, _ = REFUSED["sheets of nothing but blank rows"]
    page = looking(desk, write(tmp_path, content, "list.xlsx"))
    assert "choose the sheet" in page.mapping_error.text()
    assert page.mapping.sheet.isVisible()
    page.mapping.sheet.setCurrentIndex(3)
    page.mapping.sheet.activated.emit(3)
    settle(desk)
    assert page.found.new.figure() == "2"


def test_a_database_that_is_away_writes_nobody_and_is_tried_again(
    desk: Desk, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_arguments: object, **_options: object) -> None:
        raise no_answer()

    page = looking(desk, write(tmp_path, GOOD.encode()))
    with monkeypatch.context() as fault:
        fault.setattr("kiosk.ui.desk.importing.page.write_people", away)
        page.import_button.click()
        settle(desk)
    assert desk.window.notice.sentence() == "The database did not answer in time."
    assert names(world) == []
    page.import_button.click()  # control: when the database is back, they are written
    settle(desk)
    assert page.done.text() == "2 people were added"


def test_a_file_is_chosen_in_the_systems_dialog(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.encode())
    page = go(desk, ImportPage, ToImport())
    page.choose_button.click()
    dialog = sheet(desk, QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(str(path))
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert no_sheet(desk)
    assert page.found.new.figure() == "2"


def test_a_previewed_file_is_kept_while_another_page_is_shown(desk: Desk, tmp_path: Path) -> None:
    page = looking(desk, write(tmp_path, GOOD.encode()))
    go(desk, PeoplePage, ToPeople())
    assert go(desk, ImportPage, ToImport()) is page
    assert page.import_button.isVisible()
    assert page.found.new.figure() == "2"
