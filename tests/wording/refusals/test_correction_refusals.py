"""Refusals of corrections at the desk."""

from kiosk.domain.refusals.people.corrections import (
    AddressKnown,
    CheckedInTwice,
    CheckInNamedOrUndone,
    CheckInNotThere,
    CorrectionRefusal,
    RejectedCheckInHandled,
)
from tests.wording.spoken import check_words


def test_every_refusal_of_a_correction_has_words() -> None:
    twice = "If this is the same person counted twice, undo one of the two."
    check_words(
        {
            CheckInNotThere(): "This check-in is not there any more: somebody undid it.",
            CheckInNamedOrUndone(): (
                "This check-in has a name already, or was undone: somebody was quicker."
            ),
            CheckedInTwice("Ana", "Door B"): f"Ana is in already, by another check-in at Door B. {twice}",
            CheckedInTwice("Ana", None): f"Ana is in already, by another check-in. {twice}",
            AddressKnown("Ana", "ana@example.org"): (
                "Ana has the address ana@example.org already: choose them instead."
            ),
            RejectedCheckInHandled(): (
                "This check-in cannot be recorded any more: somebody handled it, or its event is gone."
            ),
        },
        CorrectionRefusal,
    )
