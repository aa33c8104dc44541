"""The check-ins that the server rejected, below the kiosks: recorded anyway, or set aside."""

from kiosk.domain.check_in.parked import EVENT_DELETED
from kiosk.services.events.deletions import delete_event
from kiosk.services.live.live import list_arrivals
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.shell.destinations import ToKiosks
from tests.services.live.doors import park
from tests.ui.desk.evening import Seat, has_focus
from tests.ui.desk.kiosks.test_conflicts import TITLE, texts

INVALID = "INVALID null value in column"


def test_a_rejected_check_in_is_shown_in_plain_words_and_recorded_with_the_time_of_its_scan(
    seat: Seat, database_url: str
) -> None:
    seat.world.make_holder()
    with seat.world.store.read() as transaction:
        ana = transaction.people.by_email("ana@example.org")
    assert ana is not None
    event, at = seat.world.event, seat.world.now
    values = {"event_id": event.id, "participant_id": ana.id, "scanned_at": at, "reason": INVALID}
    park(database_url, **values)
    page = seat.go(ToKiosks(), KiosksPage)
    assert page.parked.heading.text() == "1 check-in that the server rejected"
    assert texts(page.parked.card) == [
        *("Guest", "At which door", "Why"),
        *("Ana Ionescu", TITLE),
        *("18:24:00 · Door A", "was shown: Checked in"),
        *("Could not be stored", "can be recorded"),
    ]
    aside, record = page.parked.buttons()
    assert (aside.text(), record.text()) == ("Set aside", "Record anyway")
    seat.press(record)
    assert not page.parked.isVisible()
    assert seat.notice_text() == "\u2068Ana Ionescu\u2069 is checked in, with the time of the scan."
    (arrival,) = list_arrivals(seat.world.store, event.id).rows
    assert (arrival.name, arrival.at) == ("Ana Ionescu", at)


def test_one_whose_event_was_deleted_can_only_be_set_aside(seat: Seat, database_url: str) -> None:
    event = seat.world.event
    park(database_url, event_id=event.id, scanned_at=seat.world.now, reason=EVENT_DELETED)
    park(database_url, reason=INVALID, outcome=None)
    delete_event(seat.world.store, event.code, confirmed=event.code)
    page = seat.go(ToKiosks(), KiosksPage)
    assert page.parked.heading.text() == "2 check-ins that the server rejected"
    assert {"Walk-in", TITLE, "Event deleted", "cannot be recorded"} <= set(texts(page.parked.card))
    assert [each.text() for each in page.parked.buttons()] == ["Set aside", "Set aside"]
    seat.press(page.parked.buttons()[0])
    assert seat.notice_text() == "\u2068Walk-in\u2069 is set aside. The page Changes keeps it."
    assert page.parked.heading.text() == "1 check-in that the server rejected"
    assert has_focus(page.parked.buttons()[0])
