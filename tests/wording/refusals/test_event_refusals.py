"""Refusals of events, their codes and their deletion, in the words for each audience."""

from kiosk.domain.refusals.events.deletions import DeletionRefusal, EventNotConfirmed, GroupNotConfirmed
from kiosk.domain.refusals.events.event_codes import (
    CodeReadsAsPass,
    CodeTaken,
    CodeTakenByUnknown,
    DrawnCodesTaken,
    EventCodeRefusal,
    NoFreeCode,
    SeriesCodeTaken,
)
from kiosk.domain.refusals.events.events import (
    DoorEventDeleted,
    EventChanged,
    EventDeleted,
    EventNotThere,
    EventRefusal,
    NoEventWithCode,
)
from kiosk.domain.refusals.machine.demo import (
    CheckInsNotSent,
    DatabaseNotEmpty,
    DemoEventDeleted,
    DemoRefusal,
    KiosksNotOpen,
    RehearsalNeedsServer,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.refusals.refusal import refusal
from tests.wording.spoken import check_words, technician


def test_every_refusal_of_an_event_has_words() -> None:
    check_words(
        {
            NoEventWithCode("W 1"): (
                "No event has the code 'W 1'. The list of events shows the codes there are."
            ),
            EventNotThere(): "This event is not there any more, or no longer shared with you.",
            DoorEventDeleted(): (
                "This event is no longer in the database. Ask the organizer which one to show."
            ),
            EventDeleted("A talk"): "Somebody has just deleted 'A talk'.",
            EventChanged("A talk"): (
                "Somebody changed 'A talk' at the same moment. Nothing was made; look again."
            ),
        },
        EventRefusal,
    )


def test_an_unknown_code_sends_each_reader_to_the_list_of_codes() -> None:
    reason = NoEventWithCode("W1")
    asked = "No event has the code 'W1'. Ask the organizer which one to show."
    assert refusal(reason, Audience.GUEST) == asked
    assert technician(reason) == "No event has the code 'W1'. `kiosk event list` shows the codes there are."


def test_every_refusal_of_an_event_code_has_words() -> None:
    check_words(
        {
            CodeReadsAsPass(): "This event code would be read as somebody's pass; choose another.",
            CodeTaken("WS001", by="A talk"): "The code WS001 is taken by 'A talk'. Choose another.",
            CodeTaken("WS001"): "The code WS001 is taken by another organizer's event. Choose another.",
            CodeTakenByUnknown("WS001"): ("The code WS001 is already used by another event. Choose another."),
            NoFreeCode(): "No free event code was found. Choose one yourself.",
            SeriesCodeTaken("WS-3"): ("The code WS-3 is taken, so nothing was made. Choose another prefix."),
            DrawnCodesTaken(): (
                "Others made events with the same codes at the same moment. Nothing was made; try again."
            ),
        },
        EventCodeRefusal,
    )


def test_what_would_be_lost_is_counted_before_it_is_deleted() -> None:
    check_words(
        {
            EventNotConfirmed("A talk", "WS001", 1, None): (
                "Nothing was deleted. With 'A talk' 1 check-in would go for good."
                " To delete it, type its code: WS001"
            ),
            EventNotConfirmed("A talk", "WS001", 12_345, "yes"): (
                "Nothing was deleted: 'yes' is not what it is called."
                " With 'A talk' 12,345 check-ins would go for good. To delete it, type its code: WS001"
            ),
            GroupNotConfirmed("Autumn", 1, 0, None): (
                "Nothing was deleted. With the group 'Autumn' 1 event and 0 check-ins would go for good."
                " To delete it, type its name: 'Autumn'"
            ),
            GroupNotConfirmed("Autumn", 2, 1, "autumn"): (
                "Nothing was deleted: 'autumn' is not what it is called."
                " With the group 'Autumn' 2 events and 1 check-in would go for good."
                " To delete it, type its name: 'Autumn'"
            ),
        },
        DeletionRefusal,
    )


def test_at_a_terminal_a_deletion_is_confirmed_with_an_option() -> None:
    assert technician(EventNotConfirmed("A talk", "WS001", 2, None)).endswith(
        " 2 check-ins would go for good. To delete it, give its code as confirmation: --confirm WS001"
    )
    assert technician(GroupNotConfirmed("Autumn series", 2, 2, None)).endswith(
        " To delete it, give its name as confirmation: --confirm 'Autumn series'"
    )


def test_every_refusal_of_a_demo_has_words() -> None:
    mixes = "This database holds people or events already, and a demo never mixes with them."
    check_words(
        {
            DatabaseNotEmpty(): f"{mixes} Create an event of your own instead.",
            DemoEventDeleted(): "This demo's event was deleted. Start over with an empty database.",
            RehearsalNeedsServer(): (
                "A rehearsal needs an empty PostgreSQL database: doors of an SQLite file need no network."
            ),
            KiosksNotOpen(60): "Not every kiosk opened within 60 seconds. The log says why.",
            CheckInsNotSent(
                3, 60
            ): "3 check-ins still wait for the database after 60 seconds. The log says why.",
        },
        DemoRefusal,
    )
    assert technician(DatabaseNotEmpty()) == f"{mixes} Point KIOSK_DATABASE_URL at an empty one."
