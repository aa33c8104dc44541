"""One scan at a door and its answer."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from kiosk.domain.check_in.scan import Answer, Method, Outcome, Scan


def test_only_a_scan_that_made_an_attendance_row_checked_somebody_in() -> None:
    assert Answer(Outcome.CHECKED_IN, "Workshop").is_checked_in is True


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {Outcome.CHECKED_IN}))
def test_no_other_answer_counts_as_a_check_in(outcome: Outcome) -> None:
    assert Answer(outcome, "Workshop").is_checked_in is False


def test_a_scan_that_is_offered_for_the_first_time_cannot_be_recorded_yet() -> None:
    act = Scan(UUID(int=1), Method.BUTTON, None, datetime(2026, 11, 26, 16, 30, tzinfo=UTC))
    assert act.may_be_recorded is False
