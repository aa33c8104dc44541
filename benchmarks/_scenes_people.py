"""Scenes of the people pages: full, empty, and with an error."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks._stage import NAMES, Scene, Stage
from kiosk.services.events.events import list_events
from kiosk.services.people.guest_lists import GuestsOfEvent, add_guests
from kiosk.services.people.passes import Everybody, issue_passes, plan_passes, revoke_pass
from kiosk.services.people.search import find_people
from kiosk.ui.desk.importing.page import ImportPage
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.guest_list import GuestListPage
from kiosk.ui.desk.people.page import PeoplePage
from kiosk.ui.desk.people.person_page import PersonPage
from kiosk.ui.desk.people.person_sheets import PersonSheet
from kiosk.ui.desk.shell.destinations import ToGuestList, ToImport, ToPasses, ToPeople, ToPerson


def _issue(stage: Stage) -> None:
    planned = plan_passes(stage.store, Everybody())[: len(NAMES) - 2]
    issue_passes(stage.store, planned, now=stage.now - timedelta(days=3))
    revoke_pass(stage.store, planned[0].person.email, now=stage.now - timedelta(days=1))


def _people(stage: Stage) -> None:
    _issue(stage)
    stage.go(ToPeople())
    page = stage.window.page()
    if isinstance(page, PeoplePage):
        page.table.choose(1)


def _search_in_vain(stage: Stage) -> None:
    stage.go(ToPeople())
    page = stage.window.page()
    if isinstance(page, PeoplePage):
        page.search.setText("a name that nobody has")


def _person(stage: Stage) -> None:
    _issue(stage)
    stage.go(ToPerson(find_people(stage.store, "zoe").rows[0].id))


def _long_name(stage: Stage) -> None:
    stage.go(ToPerson(find_people(stage.store, "maria del carmen").rows[0].id))


def _new_pass(stage: Stage) -> None:
    stage.go(ToPerson(find_people(stage.store, "haddad").rows[0].id))
    page = stage.window.page()
    if isinstance(page, PersonPage):
        page.issue_button.click()


def _add_person(stage: Stage) -> None:
    stage.go(ToPeople())
    page = stage.window.page()
    if isinstance(page, PeoplePage):
        page.add_button.click()
        stage.settle()
        sheet = stage.picture()
        if isinstance(sheet, PersonSheet):
            sheet.name.setText("Ana Ionescu")
            sheet.email.setText("ana@")
            sheet.main_button.click()


def _print(stage: Stage) -> None:
    _issue(stage)
    stage.go(ToPasses())
    page = stage.window.page()
    if isinstance(page, PrintPage):
        page.only_without.setChecked(False)
        page.occasion.setText("PyData Meetups")


def _print_nobody(stage: Stage) -> None:
    stage.go(ToPasses())


def _import_start(stage: Stage) -> None:
    stage.go(ToImport())


def _read(stage: Stage, file: Path) -> None:
    stage.go(ToImport())
    page = stage.window.page()
    if isinstance(page, ImportPage):
        page.read(file)
    stage.settle()


def _import_look(stage: Stage) -> None:
    file = stage.folder / "participants.csv"
    rows = [
        "Prenume;Nume;Adresă de e-mail;Companie",
        "Radu;Popa;radu.popa@example.org;Acme",
        "Ana;Ionescu;participant1@example.org;",
        "Ștefan;Țuțu;stefan@example.org;Globex",
        "Ioana;Marin;ioana@;",
        ";;x@example.org;",
        *(f"Om;Numărul {n};om{n}@example.org;Acme" for n in range(240)),
    ]
    file.write_text("\n".join(rows), encoding="utf-16")
    _read(stage, file)


def _import_unclear(stage: Stage) -> None:
    file = stage.folder / "phones.csv"
    file.write_text("Who,Phone,Where\nAna,0700,Iasi\n", encoding="utf-8")
    _read(stage, file)


def _import_wrong(stage: Stage) -> None:
    file = stage.folder / "badge.png.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    _read(stage, file)


def _import_done(stage: Stage) -> None:
    _import_look(stage)
    page = stage.window.page()
    if isinstance(page, ImportPage):
        QApplication.processEvents()
        page.import_button.click()


def _guests(stage: Stage) -> None:
    _issue(stage)
    event = list_events(stage.store)[0]
    ids = [each.id for each in find_people(stage.store, "").rows]
    add_guests(stage.store, GuestsOfEvent(event.id), ids, now=stage.now)
    stage.go(ToGuestList(event))
    page = stage.window.page()
    if isinstance(page, GuestListPage):
        page.list.table.choose(0)


def _guests_none(stage: Stage) -> None:
    stage.go(ToGuestList(list_events(stage.store)[0]))


def _add_guests(stage: Stage) -> None:
    _guests_none(stage)
    page = stage.window.page()
    if isinstance(page, GuestListPage):
        page.list.add_button.click()


SCENES = [
    Scene("people", _people),
    Scene("people-empty", lambda stage: stage.go(ToPeople()), is_filled=False),
    Scene("people-search-in-vain", _search_in_vain),
    Scene("people-add", _add_person),
    Scene("person", _person),
    Scene("person-long-name", _long_name),
    Scene("person-new-pass", _new_pass),
    Scene("passes", _print),
    Scene("passes-nobody", _print_nobody, is_filled=False),
    Scene("import", _import_start),
    Scene("import-look", _import_look),
    Scene("import-unclear", _import_unclear),
    Scene("import-wrong-file", _import_wrong),
    Scene("import-done", _import_done),
    Scene("guests", _guests),
    Scene("guests-empty", _guests_none),
    Scene("guests-add", _add_guests),
]
