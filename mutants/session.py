"""Stores the results, so that a measurement continues where it was stopped.

A result is stored under a digest of everything that it depends on: the program, the tests that were run and
their helpers. After an edit of any of them the mutants concerned are tried again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

from mutants.drawing import Mutant
from mutants.running import Ending, Run
from mutants.table import ROOT, Rule, path_of

FILE = ROOT / "build" / "mutants.sqlite"

_KEPT_OUTPUT = 4_000


class Session:
    """Cosmic Ray's own record of work and results, in one SQLite file."""

    def __init__(self, database: WorkDB) -> None:
        self._database = database
        self._known = {item.job_id for item in database.work_items}
        self._results: dict[str, WorkResult] = dict(database.results)

    def is_caught(self, mutant: Mutant, rule: Rule) -> bool | None:
        """Returns whether the tests noticed the change; None when they were not run yet."""
        result = self._results.get(job_id(mutant, rule))
        return None if result is None else bool(result.test_outcome is TestOutcome.KILLED)

    def keep(self, mutant: Mutant, rule: Rule, run: Run) -> None:
        """Stores how a run ended."""
        job = job_id(mutant, rule)
        if job not in self._known:
            self._database.add_work_item(WorkItem.single(job, _spec(mutant)))
            self._known.add(job)
        outcome = TestOutcome.SURVIVED if run.ending is Ending.PASSED else TestOutcome.KILLED
        result = WorkResult(WorkerOutcome.NORMAL, output=run.output[-_KEPT_OUTPUT:], test_outcome=outcome)
        self._database.set_result(job, result)
        self._results[job] = result


@contextmanager
def open_session(file: Path = FILE) -> Iterator[Session]:
    """Opens the record, and makes it when there is none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with use_db(file, WorkDB.Mode.create) as database:
        yield Session(database)


def job_id(mutant: Mutant, rule: Rule) -> str:
    """Returns the key of a result: another one after each edit that may change the result."""
    what = f"{mutant.module} {mutant.operator} {mutant.occurrence} {_digest(rule.tests)}"
    return sha256(what.encode()).hexdigest()[:32]


@cache
def _digest(tests: tuple[str, ...]) -> str:
    digest = sha256()
    for path in sorted({*_sources("kiosk"), *_sources("migrations"), *_helpers(tests), *_tests(tests)}):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _sources(folder: str) -> Iterable[Path]:
    return (ROOT / folder).rglob("*.py")


def _tests(tests: Iterable[str]) -> Iterator[Path]:
    for each in tests:
        yield from (ROOT / each).rglob("test_*.py") if (ROOT / each).is_dir() else [ROOT / each]


def _helpers(tests: Iterable[str]) -> Iterator[Path]:
    folders = {ROOT / each if (ROOT / each).is_dir() else (ROOT / each).parent for each in tests}
    for folder in {*folders, ROOT / "tests"}:
        yield from (path for path in folder.glob("*.py") if not path.name.startswith("test_"))


def _spec(mutant: Mutant) -> MutationSpec:
    return MutationSpec(
        module_path=path_of(mutant.module),
        operator_name=mutant.operator,
        occurrence=mutant.occurrence,
        start_pos=mutant.start,
        end_pos=mutant.end,
    )
