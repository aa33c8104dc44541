"""A small sample of the ordeals of `script/faults sync`."""

from pathlib import Path

import pytest

from tests.sync.ordeals import cut_at_every_byte, held_up_at_all_doors, killed_while_appending
from tests.sync.venue import Venue, cut_off


def test_a_kiosk_that_is_killed_loses_nothing_that_it_has_shown(venue: Venue, tmp_path: Path) -> None:
    folder = tmp_path / "kiosk"
    folder.mkdir()
    endured = killed_while_appending(6, venue, folder)
    assert (endured.lost, endured.twice) == (0, 0), endured
    assert "0 times later" in endured.note
    assert "all sent: True" in endured.note


@cut_off
def test_a_network_that_is_cut_at_any_byte_loses_nothing(venue: Venue) -> None:
    endured = cut_at_every_byte(range(1, 1600, 160), venue)
    assert (endured.times, endured.lost, endured.twice) == (10, 0, 0)


@pytest.mark.parametrize("count", [2, 8])
def test_one_pass_at_many_doors_is_one_row_and_at_most_one_recorded(venue: Venue, count: int) -> None:
    tokens = [venue.world.make_holder(f"Guest {number}", f"{number}@x.org") for number in range(5)]
    doors = [venue.open_door(f"Door {number}") for number in range(count)]
    endured = held_up_at_all_doors(tokens, doors, venue)
    assert (endured.times, endured.lost, endured.twice) == (5, 0, 0), endured
