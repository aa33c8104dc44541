"""The live page follows the database by itself and keeps its scroll position."""

from datetime import timedelta

from kiosk.ui.desk.shell.destinations import ToEvent, ToEvents
from tests.services.world import World
from tests.storage.raw import foreign_program, run
from tests.ui.desk.live.conftest import OpenLive


def test_people_who_check_in_appear_by_themselves(world: World, open_live: OpenLive) -> None:
    live = open_live()
    world.check_in(world.make_holder())
    live.wait_for("Ana Ionescu")
    live.wait(lambda: live.figures()["Checked in"] == "1")
    world.now += timedelta(minutes=1)
    world.check_in(None)
    live.wait_for("Walk-in", "Ana Ionescu")
    world.check_in("junk")
    live.wait(lambda: live.figures()["Refused"] == "1")


def test_new_arrivals_change_neither_the_selection_nor_the_scroll_position(
    world: World, open_live: OpenLive
) -> None:
    for _ in range(150):
        world.now += timedelta(seconds=1)
        world.check_in(None)
    live = open_live()
    view = live.card.arrivals.view
    live.card.arrivals.choose(60)
    view.verticalScrollBar().setValue(2_500)
    (chosen,) = live.card.arrivals.chosen_rows()
    row_on_top = live.card.arrivals.model.rows()[view.rowAt(0)]
    world.now += timedelta(seconds=1)
    world.check_in(world.make_holder())
    live.wait(lambda: live.names()[0] == "Ana Ionescu")
    assert live.card.arrivals.chosen_rows() == (chosen,)
    assert live.card.arrivals.model.rows()[view.rowAt(0)] == row_on_top


def test_a_list_scrolled_to_its_start_shows_new_arrivals(world: World, open_live: OpenLive) -> None:
    for _ in range(50):
        world.check_in(None)
    live = open_live()
    view = live.card.arrivals.view
    world.now += timedelta(seconds=1)
    world.check_in(world.make_holder())
    live.wait(lambda: live.names()[0] == "Ana Ionescu")
    assert view.rowAt(0) == 0
    live.card.arrivals.choose(0)  # a chosen row there stays under the mouse
    world.now += timedelta(seconds=1)
    world.check_in(None)
    live.wait(lambda: live.names()[0] == "Walk-in")
    assert live.names()[view.rowAt(0)] == "Ana Ionescu"


def test_the_other_programs_rows_appear_and_vanish_by_themselves(
    world: World, open_live: OpenLive, database_url: str
) -> None:
    live = open_live()
    world.make_holder()
    with foreign_program(database_url) as other:
        run(
            other,
            "INSERT INTO attendance (event_id, participant_id) SELECT e.id, u.id FROM events e, users u"
            " WHERE u.email = 'ana@example.org'",
        )
        live.wait_for("Ana Ionescu")
        run(other, "UPDATE events SET title = 'Another title', state = 'CLOSED'")
        live.wait(lambda: live.page.title.whole_text() == "Another title")
        assert live.page.pill.accessibleName() == "Closed"
        run(other, "DELETE FROM attendance")
        live.wait_for()
    assert live.card.arrivals.is_empty()


def test_a_hidden_page_does_not_follow_and_catches_up_when_it_is_shown_again(
    world: World, open_live: OpenLive
) -> None:
    live = open_live()
    live.desk.window.go(ToEvents())
    world.check_in(None)
    live.settle()
    assert live.names() == []
    live.desk.window.go(ToEvent(world.event.id))
    live.wait_for("Walk-in")
