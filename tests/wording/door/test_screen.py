"""The texts of a door while it answers nobody."""

from collections.abc import Callable

import pytest

from kiosk.domain.check_in.protocol import UpdateNeeded
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import NoSharedProtocol, NotPrepared, ServerTrouble, StorageFault
from kiosk.scanning.messages import Advice
from kiosk.wording.door.prompts import advice_prompt
from kiosk.wording.door.screen import fault_for_guests, invitation, lost_reason, shut_reason
from kiosk.wording.language.catalogue import language
from kiosk.wording.language.joined import sentences
from tests.storage_faults import no_answer
from tests.ui.door.examples import closed, door_view
from tests.wording.pseudo import pseudo_language


def test_a_phone_is_sent_to_the_qr_only_where_the_qr_checks_in() -> None:
    assert "phone" in invitation(door_view(), "https://in.example.org/{code}").line
    assert "phone" not in invitation(door_view(), None).line


def test_a_closed_doors_code_does_not_invite_to_scan_it() -> None:
    shut = invitation(door_view(closed()), "https://in.example.org/{code}")
    assert (shut.title, shut.line) == ("", "This event's code")


@pytest.mark.parametrize("to_text", [fault_for_guests, lost_reason, shut_reason])
@pytest.mark.parametrize(
    "error",
    [
        StorageUnavailable(StorageFault(ServerTrouble.LOGIN_REFUSED, "PostgreSQL kiosk on db7")),
        StorageUnfit(NotPrepared("PostgreSQL kiosk on db7")),
        OSError("/x"),
    ],
)
def test_no_fault_names_a_server_a_file_or_a_command(
    to_text: Callable[[Exception], str], error: Exception
) -> None:
    with language(pseudo_language()):
        text = to_text(error)

    assert text.startswith("⟦")
    assert not any(word in text for word in ("db7", "kiosk db", "/x"))


def test_staff_read_why_a_door_stays_closed() -> None:
    assert "not prepared" in shut_reason(StorageUnfit(NotPrepared("k")))
    assert "refuses this kiosk" in shut_reason(no_answer())
    assert lost_reason(no_answer()) == "The database does not answer. The kiosk keeps trying."
    outdated = StorageUnavailable(NoSharedProtocol(UpdateNeeded.CENTRE))
    assert lost_reason(outdated) == "Update needed: upgrade the database at a desk."


@pytest.mark.parametrize("advice", Advice)
def test_each_piece_of_advice_differs(advice: Advice) -> None:
    others = [advice_prompt(each) for each in Advice if each is not advice]
    assert advice_prompt(advice) not in others


def test_joined_sentences_each_end_with_one_full_stop() -> None:
    assert sentences("WS001", "No pass?", "Tap Walk-in.", "", "Bye") == "WS001. No pass? Tap Walk-in. Bye"
    assert sentences("", "One") == "One"
