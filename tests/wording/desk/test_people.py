"""Counts of people, and texts about what is deleted with a person."""

import pytest

from kiosk.wording.desk.people import also_gone, check_ins_stay, on_guest_lists_of


@pytest.mark.parametrize(
    ("has_pass", "lists", "sentence"),
    [
        (False, 0, ""),
        (True, 0, "Also, the pass stops working."),
        (False, 1, "Also, the name goes from 1 guest list."),
        (True, 2, "Also, the pass stops working and the name goes from 2 guest lists."),
    ],
)
def test_what_else_goes_with_a_person_is_one_sentence(has_pass: bool, lists: int, sentence: str) -> None:  # noqa: FBT001 -- a case
    assert also_gone(has_pass=has_pass, lists=lists) == sentence


def test_check_ins_of_a_deleted_person_are_counted() -> None:
    assert check_ins_stay(0) == "There are no check-ins of theirs."
    assert check_ins_stay(1) == "1 check-in stays, without a name."
    assert check_ins_stay(1_200) == "1,200 check-ins stay, without a name."


def test_people_and_events_are_each_counted_by_themselves() -> None:
    assert on_guest_lists_of(1, 3, "Autumn") == "1 person is on the guest lists of 3 events of Autumn."
    assert on_guest_lists_of(2, 1, "Autumn") == "2 people are on the guest lists of 1 event of Autumn."
