"""A small sample of the ordeals of `script/faults sync`, and the controls that are quick."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.app.rehearsal.network import Link
from kiosk.storage.store import Store
from tests.databases import OwnServer, own_server
from tests.sync import controls
from tests.sync.ordeals.clocks import jumping_clock
from tests.sync.ordeals.disks import full_at_any_append, full_file_system
from tests.sync.ordeals.endured import new_venue
from tests.sync.ordeals.kills import killed_while_appending, killed_while_syncing
from tests.sync.ordeals.links import cut_at_every_byte, partitioned
from tests.sync.ordeals.power import power_cut
from tests.sync.ordeals.replays import (
    erased_before_sending_again,
    restored_from_backup,
    undone_after_lost_answers,
)
from tests.sync.ordeals.same_pass import held_up_at_all_doors
from tests.sync.ordeals.servers import restarted_under_kiosks, silent_link
from tests.sync.venue import Venue, cut_off

full_disk = pytest.mark.complains("a check-in could not be recorded")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Returns a folder of its own for a kiosk."""
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def test_a_kiosk_that_is_killed_loses_nothing_that_it_has_shown(venue: Venue, own: Path) -> None:
    endured = killed_while_appending(3, venue, own)
    assert (endured.lost, endured.twice) == (0, 0), endured


def test_a_kiosk_that_is_killed_while_it_sends_loses_nothing(venue: Venue, own: Path) -> None:
    endured = killed_while_syncing(1, venue, own)
    assert (endured.lost, endured.twice) == (0, 0), endured


@cut_off
def test_a_network_that_is_cut_at_any_byte_loses_nothing(venue: Venue) -> None:
    endured = cut_at_every_byte(range(1, 1600, 320), venue)
    assert (endured.times, endured.lost, endured.twice) == (5, 0, 0)


@pytest.mark.parametrize("count", [2, 8])
def test_one_pass_at_many_doors_is_one_row_and_at_most_one_recorded(venue: Venue, count: int) -> None:
    tokens = [venue.world.make_holder(f"Guest {number}", f"{number}@x.org") for number in range(5)]
    doors = [venue.open_door(f"Door {number}") for number in range(count)]
    endured = held_up_at_all_doors(tokens, doors, venue)
    assert (endured.times, endured.lost, endured.twice) == (5, 0, 0), endured


def test_a_power_cut_loses_nothing_that_was_shown(venue: Venue, own: Path) -> None:
    endured = power_cut(30, 30, venue, own)
    assert endured.is_held, endured


def test_a_power_cut_does_lose_what_was_not_synced(venue: Venue, own: Path) -> None:
    assert power_cut(10, 30, venue, own, breaking=controls.sync_normally).lost


@full_disk
def test_a_full_disk_never_shows_a_yes_without_a_commit_and_goes_on_with_room(venue: Venue) -> None:
    endured = full_at_any_append(25, venue)
    assert endured.is_held, endured


def test_a_door_that_ignores_its_full_disk_is_found_out(venue: Venue) -> None:
    assert full_at_any_append(3, venue, breaking=controls.ignore_failed_commits).lost


@full_disk
def test_a_full_file_system_never_shows_a_yes_without_a_commit(venue: Venue, own: Path) -> None:
    with small_file_system(own):
        small = replace(venue, folder=own)
        try:
            endured = full_file_system(2, small)
        finally:
            small.close()
    assert endured.is_held, endured


@contextmanager
def small_file_system(folder: Path) -> Iterator[None]:
    """Makes a folder a file system of 8 MB; only root may."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a file system")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], check=True)  # noqa: S603, S607 -- the test's folder; the system's own program
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607 -- as above


@cut_off
def test_partitioned_doors_become_equal_to_the_centre_without_another_scan(venue: Venue) -> None:
    endured = partitioned(4, 4, 0.5, venue)
    assert (endured.lost, endured.twice) == (0, 0), endured


@cut_off
def test_doors_that_send_with_scans_only_do_not(venue: Venue) -> None:
    assert partitioned(4, 4, 0.2, venue, patience=1.0, breaking=controls.send_with_scans_only).late


@cut_off
def test_a_door_notices_a_silent_link_and_goes_on_taking_scans(venue: Venue, network: Link) -> None:
    endured = silent_link(1, venue, network)
    assert (endured.lost, endured.twice) == (0, 0), endured
    venue.close()


@cut_off
def test_an_undone_check_in_stays_undone_when_it_is_sent_again(venue: Venue, network: Link) -> None:
    endured = undone_after_lost_answers(3, 3, venue, network)
    assert endured.is_held, endured
    venue.close()


@cut_off
def test_without_the_ledger_it_would_come_back(venue: Venue, network: Link) -> None:
    assert undone_after_lost_answers(3, 3, venue, network, forgets_answers=True).lost
    venue.close()


@cut_off
def test_erased_people_stay_erased_when_their_check_ins_are_sent_again(venue: Venue, network: Link) -> None:
    endured = erased_before_sending_again(6, venue, network)
    assert endured.is_held, endured
    venue.close()


@pytest.mark.complains("the centre is another or an older one")
def test_a_restored_centre_gets_what_it_lacks_and_nothing_that_was_undone(venue: Venue) -> None:
    endured = restored_from_backup(10, venue)
    assert endured.is_held, endured


@cut_off
def test_a_clock_that_jumps_by_seconds_or_years_makes_no_wrong_row(venue: Venue, network: Link) -> None:
    endured = jumping_clock(6, venue, network)
    assert endured.is_held, endured
    venue.close()


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    """Yields a server that these tests stop and start."""
    with own_server() as running:
        yield running


@pytest.fixture
def stopped_venue(server: OwnServer, sqlite_template: Path, tmp_path: Path) -> Iterator[Venue]:
    """Yields a venue on a server that may be stopped."""
    with server.server.database() as url:
        store = Store.open(url)
        store.upgrade()
        store.close()
        with new_venue(url, sqlite_template, tmp_path) as opened:
            yield opened


@cut_off
def test_a_server_that_restarts_in_any_way_loses_nothing(stopped_venue: Venue, server: OwnServer) -> None:
    endured = restarted_under_kiosks(1, 2, stopped_venue, server)
    assert (endured.lost, endured.twice) == (0, 0), endured
