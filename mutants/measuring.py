"""Tries the mutants that were drawn, several at a time."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from mutants.drawing import Mutant
from mutants.running import Copy, Ending, Run, copy_tree
from mutants.session import Session
from mutants.table import Rule, tests_for
from tests.databases import own_server

Drawn = tuple[Mutant, Rule]


class TestsFail(Exception):  # noqa: N818 -- a finding, not an error
    """The tests fail without any change, so that nothing can be measured."""

    __test__ = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Says how to try mutants.

    Attributes:
        workers: How many at a time.
        limit: Seconds for one, or None for four times what the tests take without a change, and 20 s.
    """

    workers: int
    limit: float | None


def measure(drawn: Sequence[Drawn], session: Session, settings: Settings) -> None:
    """Tries those mutants that have no result yet, and prints how each ended.

    Raises:
        TestsFail: They do so before or after without any change.
    """
    pending = [(mutant, rule) for mutant, rule in drawn if session.is_caught(mutant, rule) is None]
    if not pending:
        return
    rules = list(dict.fromkeys(rule for _, rule in pending))
    with _copies(settings) as copies:
        limits = {rule: _limit(copies[0], rule, settings) for rule in rules}
        print(f"{len(drawn) - len(pending)} of {len(drawn)} were tried before.", flush=True)
        for done, (mutant, rule, run) in enumerate(_tried(pending, copies, limits), 1):
            session.keep(mutant, rule, run)
            word = {Ending.PASSED: "SURVIVED", Ending.FAILED: "caught", Ending.TIMED_OUT: "caught (time)"}
            place = f"{mutant.module}:{mutant.start[0]}"
            print(f"{done}/{len(pending)} {word[run.ending]:8} {place} {mutant.changed_line}", flush=True)
        for rule in rules:
            _limit(copies[0], rule, settings)  # a server that died meanwhile would have caught everything


def _tried(
    pending: Sequence[Drawn], copies: Sequence[Copy], limits: dict[Rule, float]
) -> Iterator[tuple[Mutant, Rule, Run]]:
    free: SimpleQueue[Copy] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def attempt(mutant: Mutant, rule: Rule) -> tuple[Mutant, Rule, Run]:
        copy = free.get()
        try:
            return (
                mutant,
                rule,
                copy.try_mutant(mutant, tests_for(mutant.module, rule, copy.folder), limits[rule]),
            )
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        futures: list[Future[tuple[Mutant, Rule, Run]]] = [pool.submit(attempt, *each) for each in pending]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:  # Ctrl+C: nothing is left to wait for otherwise
            pool.shutdown(wait=False, cancel_futures=True)
            for copy in copies:
                copy.stop()


def _limit(copy: Copy, rule: Rule, settings: Settings) -> float:
    began_at = monotonic()
    run = copy.run(rule.tests)
    if run.ending is not Ending.PASSED:
        raise TestsFail(f"{run.output}\nThe tests {', '.join(rule.tests)} fail without any change.")
    return settings.limit or 20 + 4 * (monotonic() - began_at)


@contextmanager
def _copies(settings: Settings) -> Iterator[list[Copy]]:
    """Makes scratch copies whose tests share one PostgreSQL server; it outlives tests that are killed."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-mutants-"))
    try:
        with own_server() as own:
            own.server.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
            url = own.server.admin.render_as_string(hide_password=False)
            copies = []
            for number in range(settings.workers):
                copy_tree(folder / str(number))
                copies.append(Copy(folder / str(number), {"KIOSK_TEST_POSTGRES": url}))
            yield copies
    finally:
        shutil.rmtree(folder, ignore_errors=True)
