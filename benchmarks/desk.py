"""The desk on a large organisation's database: its views, searches and news, on SQLite and PostgreSQL.

50,000 participants, 1,000,000 attendance rows, 100,000 of them of one event; `--people`,
`--check-ins` and `--at-busy` change this. The benchmark starts a PostgreSQL server;
KIOSK_TEST_POSTGRES names another one.

Each module `_desk_….py` has a list MEASUREMENTS; they are found by their names.
"""

import argparse
import importlib
from collections.abc import Iterator
from pathlib import Path

from benchmarks._crowded import BUSY_CODE, ORGANIZER_EMAIL, SERIES_CODE, Size, fill
from benchmarks._figures import Figure, figure_of, report
from benchmarks._ground import file_system, working_folder
from benchmarks._measurement import Ground, Measurement
from benchmarks.check_in import migrated, postgres, setting
from kiosk.storage.store import Store

_QUICK = Size(people=500, check_ins=5_000, at_busy=1_000)
_QUICK_TIMES = 5


def measurements() -> list[Measurement]:
    """Returns all measurements, by module and order."""
    modules = sorted(each.stem for each in Path(__file__).parent.glob("_desk_*.py"))
    return [
        each for module in modules for each in importlib.import_module(f"benchmarks.{module}").MEASUREMENTS
    ]


def figures_of(engine: str, ground: Ground, asked: argparse.Namespace) -> Iterator[Figure]:
    """Returns the figures of one engine."""
    for each in measurements():
        if asked.only in each.name:
            taken = each.measure(ground, min(each.times, _QUICK_TIMES) if asked.quick else each.times)
            yield figure_of(f"{each.name}, {engine}", taken, unit=each.unit, to_reach=each.goal(engine))


def main() -> None:
    """Measures both engines."""
    asked = _read_command_line()
    size = _QUICK if asked.quick else Size(asked.people, asked.check_ins, asked.at_busy)
    figures: list[Figure] = []
    notes = [f"{size.people:,} participants, {size.check_ins:,} check-ins, {size.at_busy:,} at one event"]
    with working_folder() as folder:
        url = f"sqlite:///{folder / 'kiosk.sqlite'}"
        with migrated(url) as store:
            fill(url, size)
            figures += figures_of("SQLite", _ground(store, url, folder), asked)
        notes.append(f"SQLite: write-ahead log, on {file_system(folder)}")
    with working_folder() as folder, postgres() as (server, disk), server.database() as url:
        with migrated(url) as store:
            fill(url, size)
            figures += figures_of("PostgreSQL", _ground(store, url, folder), asked)
        notes.append(f"PostgreSQL {setting(server, 'server_version')}, on {disk}")
    report(figures, *notes)


def _ground(store: Store, url: str, folder: Path) -> Ground:
    with store.read() as transaction:
        organizer = transaction.people.by_email(ORGANIZER_EMAIL)
        busy, following = (transaction.events.by_code(code) for code in (BUSY_CODE, SERIES_CODE))
    if organizer is None or busy is None or following is None:
        raise SystemExit("The database was not filled.")
    return Ground(store.acting_for(organizer), url, folder, busy, following)


def _read_command_line() -> argparse.Namespace:
    usual = Size()
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure little, to see that it works")
    parser.add_argument("--people", type=int, default=usual.people, help="participants")
    parser.add_argument("--check-ins", type=int, default=usual.check_ins, help="attendance rows")
    parser.add_argument("--at-busy", type=int, default=usual.at_busy, help="how many of them at one event")
    parser.add_argument("--only", default="", help="measure only what has this in its name")
    return parser.parse_args()


if __name__ == "__main__":
    main()
