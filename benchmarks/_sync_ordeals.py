"""The ordeals of doors and their centre in full, each with its control, for `script/faults sync`."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks._sync_cluster import failed_over, lost_without_standby
from benchmarks._sync_machine import played, played_with_faults
from benchmarks.check_in import migrated
from kiosk.app.rehearsal.network import Link, linked
from tests.databases import OwnServer
from tests.sync import controls
from tests.sync.ordeals import backlog, clocks, disks, kills, links, power, replays, same_pass, servers
from tests.sync.ordeals.endured import Endured, new_venue
from tests.sync.venue import Breaking, Venue, whole

Run = Callable[[OwnServer, int], Endured]

_ANSWERING_EARLY = "tests.sync.door_answering_early"
_ACKNOWLEDGING_EARLY = "tests.sync.door_acknowledging_early"
_LONGEST_EXCHANGE = 3000  # bytes of a check-in's exchange, in both directions
_LONGEST_PARTITION = 10.0
_KIOSKS = 16
_DAY = 300  # check-ins of the day at whose writes the power is cut


@dataclass(frozen=True, slots=True)
class Ordeal:
    """One row of the table.

    Attributes:
        wanted: How often the fault has to happen in all.
        at_once: How often it happens on one venue; the sums are stored after each.
        run: Runs it on a whole door.
        control: Runs it on a broken door, as often as `control_times`; it must not hold.
    """

    wanted: int
    at_once: int
    run: Run
    control: Run
    control_times: int = 10


@contextmanager
def fresh_venue(own: OwnServer) -> Iterator[Venue]:
    """Yields a venue on a new database, with a folder `own` for kiosks; no warnings are printed."""
    logging.getLogger("kiosk").setLevel(logging.CRITICAL)
    with TemporaryDirectory() as folder, own.server.database() as url:
        template = Path(folder) / "template.sqlite"
        with migrated(url), migrated(f"sqlite:///{template}"):
            pass
        (Path(folder) / "own").mkdir()
        with new_venue(url, template, Path(folder)) as venue:
            yield venue


def _seed() -> int:
    return Random().randrange(1 << 30)  # noqa: S311 -- any


def _killed(kill: Callable[..., Endured], program: str = kills.WHOLE_DOOR) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            return kill(times, venue, venue.folder / "own", program=program, seed=_seed())

    return run


def _stormed(count: int, program: str = kills.WHOLE_DOOR) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            folder = venue.folder / "own"
            return kills.storms_of_kills(times, count, venue, folder, program=program, seed=_seed())

    return run


def _cut(breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        dice = Random(_seed())  # noqa: S311 -- any
        offsets = [1 + dice.randrange(_LONGEST_EXCHANGE) for _ in range(times)]
        with fresh_venue(own) as venue:
            return links.cut_at_every_byte(offsets, venue, breaking=breaking)

    return run


def _power(breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            folder = venue.folder / "own"
            return power.power_cut(times, _DAY, venue, folder, breaking=breaking, seed=_seed())

    return run


def _restarted(breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            return servers.restarted_under_kiosks(times, _KIOSKS, venue, own, breaking=breaking)

    return run


def _frozen(breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            return servers.frozen_server(times, venue, own, breaking=breaking)

    return run


def _partitioned(breaking: Breaking = whole, longest: float = _LONGEST_PARTITION) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            count = min(8, times)
            return links.partitioned(times, count, longest, venue, breaking=breaking, seed=_seed())

    return run


def _through_link(ordeal: Callable[[int, Venue, Link], Endured]) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue, linked(venue.url) as link:
            endured = ordeal(times, venue, link)
            venue.close()  # before the link ends
            return endured

    return run


def _undone(times: int, venue: Venue, link: Link, *, forgets_answers: bool = False) -> Endured:
    return replays.undone_after_lost_answers(times, 10, venue, link, forgets_answers=forgets_answers)


def _restored(breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            return replays.restored_from_backup(times, venue, breaking=breaking)

    return run


def _same_pass(count: int, breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            tokens = [venue.world.make_holder(f"Guest {each}", f"{each}@x.org") for each in range(times)]
            doors = [venue.open_door(f"Door {number}", breaking=breaking) for number in range(count)]
            return same_pass.held_up_at_all_doors(tokens, doors, venue)

    return run


def _full(breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, times: int) -> Endured:
        with fresh_venue(own) as venue:
            return disks.full_at_any_append(times, venue, breaking=breaking, seed=_seed())

    return run


def _queue(rows: int, breaking: Breaking = whole) -> Run:
    def run(own: OwnServer, _times: int) -> Endured:
        with fresh_venue(own) as venue:
            return backlog.sent_beside_live_scans(rows, venue, breaking=breaking)

    return run


def _same_pass_control(own: OwnServer, times: int) -> Endured:
    return _same_pass(4, controls.never_wait)(own, times)


ORDEALS = {
    "killed": Ordeal(
        1000,
        100,
        _killed(kills.killed_while_appending),
        _killed(kills.killed_while_appending, _ANSWERING_EARLY),
    ),
    "killed while syncing": Ordeal(
        300,
        50,
        _killed(kills.killed_while_syncing),
        _killed(kills.killed_while_syncing, _ACKNOWLEDGING_EARLY),
    ),
    "power": Ordeal(5000, 1000, _power(), _power(controls.sync_normally), 100),
    "restart": Ordeal(50, 15, _restarted(), _restarted(controls.acknowledge_early), 9),
    "cut": Ordeal(2000, 200, _cut(), _cut(controls.acknowledge_early), 40),
    "partition": Ordeal(100, 40, _partitioned(), _partitioned(controls.send_with_scans_only, 2.0), 16),
    "storm": Ordeal(50, 5, _stormed(_KIOSKS), _stormed(4, _ANSWERING_EARLY), 2),
    "silent link": Ordeal(
        50,
        10,
        _through_link(servers.silent_link),
        _through_link(partial(servers.silent_link, breaking=controls.always_wait)),
        2,
    ),
    "frozen server": Ordeal(50, 10, _frozen(), _frozen(controls.always_wait), 2),
    **{
        f"same pass at {count}": Ordeal(500, 250, _same_pass(count), _same_pass_control)
        for count in (2, 4, 8, 16)
    },
    "undone": Ordeal(
        200, 100, _through_link(_undone), _through_link(partial(_undone, forgets_answers=True)), 20
    ),
    "erased": Ordeal(
        200,
        100,
        _through_link(replays.erased_before_sending_again),
        _through_link(partial(replays.erased_before_sending_again, breaking=controls.never_receive)),
    ),
    "restored": Ordeal(200, 100, _restored(), _restored(controls.never_notice_an_older_centre)),
    "clock": Ordeal(
        500,
        100,
        _through_link(clocks.jumping_clock),
        _through_link(partial(clocks.jumping_clock, breaking=controls.trust_its_own_clock)),
        20,
    ),
    "full disk": Ordeal(1000, 250, _full(), _full(controls.ignore_failed_commits)),
    "failover": Ordeal(
        10,
        10,
        lambda _own, times: failed_over(times),
        lambda _own, times: lost_without_standby(times),
        1,
    ),
    "machine": Ordeal(500, 50, played, played_with_faults, 1),
    "queue": Ordeal(3, 1, _queue(100_000), _queue(20_000, controls.send_all_at_once), 1),
}
"""The ordeals by name, in the order of the table."""
