"""The ordeals of script/faults, a tenth of each and with less patience."""

from pathlib import Path

import pytest

from tests.scanning import ordeals


@pytest.mark.complains("is being replaced")
def test_codes_keep_coming_however_often_the_process_is_killed() -> None:
    ordeals.killed(10)


@pytest.mark.complains("was silent")
def test_codes_keep_coming_however_often_the_process_is_stopped() -> None:
    ordeals.stopped(10, silence_seconds=0.8)


def test_a_camera_that_goes_and_comes_back_is_always_found_again() -> None:
    ordeals.unplugged(20, retry_seconds=0.1)


def test_what_a_camera_sends_that_no_camera_should_costs_nothing_but_the_moment() -> None:
    ordeals.unwell(6)


def test_no_process_and_no_memory_is_left_by_programs_that_were_killed(tmp_path: Path) -> None:
    ordeals.orphaned(4, tmp_path)


def test_memory_stays_flat_over_many_frames() -> None:
    ordeals.watched(20_000)
