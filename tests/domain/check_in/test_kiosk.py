"""A kiosk counts as online for a while after its last report."""

from datetime import timedelta

import pytest

from kiosk.domain.check_in.kiosk import ONLINE_FOR, REPORT_EVERY, KioskPresence


@pytest.mark.parametrize(
    ("seconds", "is_online"), [(0, True), (29.9, True), (30, True), (30.1, False), (600, False)]
)
def test_a_kiosk_is_online_for_half_a_minute_after_it_was_seen(seconds: float, is_online: bool) -> None:  # noqa: FBT001 -- the table's column
    assert KioskPresence("North", None, None, None, timedelta(seconds=seconds)).is_online is is_online


def test_a_kiosk_whose_last_two_reports_were_lost_is_still_online() -> None:
    assert timedelta(seconds=10) == REPORT_EVERY
    assert 2 * REPORT_EVERY < ONLINE_FOR
