"""Runs the ordeals of doors and their centre in full, for `script/faults sync`; the sums of all runs count.

The sums are kept in build/faults-sync.json until the file is deleted. Exits with 1 when anything was lost or
recorded twice, in any run.
"""

import argparse
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from benchmarks._figures import machine
from benchmarks.check_in import migrated
from tests.databases import PostgresServer, own_server
from tests.sync.evenings import find, play, quicken
from tests.sync.faulty_sync import FAULTS
from tests.sync.ordeals import (
    Endured,
    cut_at_every_byte,
    held_up_at_all_doors,
    killed_while_appending,
    new_venue,
)
from tests.sync.sites import SyncedSite
from tests.sync.synced_machine import SyncedMachine
from tests.sync.venue import Venue

_SUMS = Path("build/faults-sync.json")
_WANTED = {"killed": 1000, "cut": 2000, "same pass": 2000, "machine": 500}
_LONGEST_EXCHANGE = 3000  # bytes of a check-in's exchange, in both directions
_DOORS = (2, 4, 8, 16)


def main() -> None:
    """Runs all ordeals, or a share of them."""
    parser = argparse.ArgumentParser("script/faults sync", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--share", type=float, default=1.0, help="of the full number of times, such as 0.1")
    known_names = " ".join(each.replace(" ", "-") for each in _WANTED)
    parser.add_argument("names", nargs="*", help=f"{known_names}; all if none")
    asked = parser.parse_args()
    names = [each.replace("-", " ") for each in asked.names] or list(_WANTED)
    if unknown := set(names) - _WANTED.keys():
        parser.error(f"no such ordeal: {', '.join(sorted(unknown))}")
    print(machine())
    print("| ordeal | times | wanted | lost | twice | last run |")
    print("|---|---|---|---|---|---|")
    sums = json.loads(_SUMS.read_text()) if _SUMS.exists() else {}
    with own_server() as own:
        for name in names:
            endured = _RUNS[name](own.server, max(1, round(_WANTED[name] * asked.share)))
            sums[name] = _added(sums.get(name), endured)
            _SUMS.parent.mkdir(exist_ok=True)
            _SUMS.write_text(json.dumps(sums))
            known = sums[name]
            cells = (name, known["times"], _WANTED[name], known["lost"], known["twice"], known["note"])
            print(f"| {' | '.join(map(str, cells))} |", flush=True)
    sys.exit(int(any(each["lost"] or each["twice"] for each in sums.values())))


def _added(before: dict[str, int] | None, endured: Endured) -> dict[str, int | str]:
    earlier = before or {"times": 0, "lost": 0, "twice": 0}
    numbers = {name: earlier[name] + getattr(endured, name) for name in ("times", "lost", "twice")}
    return {**asdict(endured), **numbers}


@contextmanager
def _databases(server: PostgresServer) -> Iterator[tuple[str, Path, Path]]:
    """Yields the URL of a new centre, the SQLite file that doors begin with, and a folder for their own."""
    with TemporaryDirectory() as folder, server.database() as url:
        template = Path(folder) / "template.sqlite"
        with migrated(url), migrated(f"sqlite:///{template}"):
            pass
        yield url, template, Path(folder)


@contextmanager
def _venue(server: PostgresServer) -> Iterator[Venue]:
    with _databases(server) as (url, template, folder):
        venue = new_venue(url, template, folder)
        try:
            yield venue
        finally:
            venue.close()
            venue.world.store.close()


@contextmanager
def _site(server: PostgresServer) -> Iterator[SyncedSite]:
    with (
        _databases(server) as (url, template, folder),
        closing(SyncedSite(url, ["Door A", "Door B"], template, folder)) as site,
    ):
        yield site


def _killed(server: PostgresServer, times: int) -> Endured:
    with _venue(server) as venue:
        own = venue.folder / "kiosk"
        own.mkdir()
        return killed_while_appending(times, venue, own, seed=Random().randrange(1 << 30))  # noqa: S311 -- any


def _cut(server: PostgresServer, times: int) -> Endured:
    offsets = [1 + Random(number).randrange(_LONGEST_EXCHANGE) for number in range(times)]  # noqa: S311 -- repeatable
    with _venue(server) as venue:
        return cut_at_every_byte(offsets, venue)


def _same_pass(server: PostgresServer, times: int) -> Endured:
    parts = []
    for count in _DOORS:
        with _venue(server) as venue:
            here = max(1, times // len(_DOORS))
            tokens = [venue.world.make_holder(f"Guest {each}", f"{each}@x.org") for each in range(here)]
            doors = [venue.open_door(f"Door {number}") for number in range(count)]
            parts.append(held_up_at_all_doors(tokens, doors, venue))
    return Endured(
        sum(each.times for each in parts),
        sum(each.lost for each in parts),
        sum(each.twice for each in parts),
        "; ".join(f"{count} doors: {each.note}" for count, each in zip(_DOORS, parts, strict=True)),
    )


def _machine(server: PostgresServer, times: int) -> Endured:
    """Plays evenings that hypothesis makes up; then it must find each fault that is put into the program."""
    logging.getLogger("kiosk").setLevel(logging.ERROR)  # doors warn of outages, of which there are many
    with pytest.MonkeyPatch.context() as monkeypatch:
        quicken(monkeypatch)
        with _site(server) as site:
            play(SyncedMachine, site, times, is_same=False)
            steps = site.steps
        after = []
        for fault in FAULTS:
            with _site(server) as site:
                found = find(fault, site, _WANTED["machine"])
            if found is None or not found.is_of(fault):
                raise AssertionError(f"{fault.__name__} was not found: {found}")
            after.append(str(found.evenings))
    return Endured(times, 0, 0, f"{steps} steps; {len(after)} faults found after {', '.join(after)} evenings")


_RUNS: dict[str, Callable[[PostgresServer, int], Endured]] = {
    "killed": _killed,
    "cut": _cut,
    "same pass": _same_pass,
    "machine": _machine,
}


if __name__ == "__main__":
    main()
