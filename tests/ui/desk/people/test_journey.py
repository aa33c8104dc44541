"""The whole way from a list of people to check-ins with badges, without a terminal."""

from dataclasses import replace
from pathlib import Path

from kiosk.domain.check_in.scan import Outcome
from kiosk.services.events.edits import edit_event
from kiosk.ui.desk.importing.page import ImportPage
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.page import PeoplePage
from kiosk.ui.desk.shell.destinations import ToPeople
from tests.services.importing.hostile_tables import write
from tests.services.world import World, saved
from tests.ui.desk.evening import Desk
from tests.ui.desk.people.at_desk import go, settle, shown
from tests.ui.paper.measured import codes_on, opened


def test_a_list_becomes_guests_with_badges_that_open_the_door(
    desk: Desk, world: World, tmp_path: Path
) -> None:
    event = saved(edit_event(world.store, world.event, replace(world.event, has_guest_list=True)))
    people = [("Țuțu Șerban", "t@example.org"), ("李 明", "li@example.org"), ("مريم حداد", "m@example.org")]
    people += [(f"Person {number}", f"p{number}@example.org") for number in range(30)]
    lines = ["Nume;E-mail", *(f"{name};{email}" for name, email in people), "Nobody;no address"]
    start = go(desk, PeoplePage, ToPeople())
    start.import_button.click()
    importing = shown(desk, ImportPage)
    importing.read(write(tmp_path, "\r\n".join(lines).encode("utf-16")))
    settle(desk)
    assert (importing.found.new.figure(), importing.found.bad.figure()) == ("33", "1")
    importing.lists.setCurrentIndex(1)
    importing.import_button.click()
    settle(desk)
    importing.done_passes.click()
    printing = shown(desk, PrintPage)
    assert printing.count_label.text() == "33 new passes on 5 pages"
    printing.save(tmp_path / "badges.pdf")
    settle(desk)
    codes = codes_on(opened(tmp_path / "badges.pdf"), printing.layout_chosen())
    assert [world.check_in(code, event=event).outcome for code in codes] == [Outcome.CHECKED_IN] * 33
    assert {name for name, _, _ in world.rows(event)} == {name for name, _ in people}
