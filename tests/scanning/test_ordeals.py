"""The ordeals of script/faults, each a few times and with shorter limits."""

from pathlib import Path

import pytest

from kiosk.scanning.decoding.cascade import Cascade
from kiosk.scanning.decoding.decode import decode
from kiosk.scanning.decoding.zbar import ZbarEngine
from kiosk.scanning.limits import Limits
from tests.scanning import absences, floods, ordeals
from tests.scanning.doors import LOADED_LIBRARIES
from tests.scanning.mutations import mutation


@pytest.mark.complains("is being replaced")
def test_codes_keep_coming_when_the_process_is_killed_many_times() -> None:
    ordeals.killed(5)


@pytest.mark.complains("was silent")
def test_codes_keep_coming_when_the_process_is_stopped_many_times() -> None:
    ordeals.stopped(5, silence_seconds=0.8)


@pytest.mark.complains("is being replaced")
def test_codes_keep_coming_when_a_process_is_stopped_at_any_moment_of_its_start() -> None:
    ordeals.stopped_at_start(len(LOADED_LIBRARIES), silence_seconds=0.8)


def test_a_camera_that_goes_and_comes_back_is_always_found_again() -> None:
    absences.unplugged(12, Limits(stream_seconds=0.4, retry_seconds=0.1))


def test_codes_come_again_after_a_camera_sent_invalid_data() -> None:
    absences.unwell(7)


def test_killed_programs_leave_no_process_and_no_memory(tmp_path: Path) -> None:
    ordeals.orphaned(4, tmp_path)


def test_memory_stays_flat_over_many_frames() -> None:
    floods.watched(1500)


def test_mutated_pictures_are_read_right_or_not_at_all_and_break_nothing() -> None:
    floods.mutated(2_000)


def test_mirrored_mutations_would_be_read_without_the_check_for_mirroring() -> None:
    mirrored = [each for each in map(mutation, range(60)) if each.kind == "mirrored"]
    pictures = [each.picture for each in mirrored if each.picture is not None]
    assert [decode(picture, Cascade()) for picture in pictures] == [[]] * 6
    assert all(ZbarEngine().read(picture) for picture in pictures), "libzbar alone reads mirrored codes"
