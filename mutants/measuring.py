"""Tries the mutants that were drawn, several at a time."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from mutants.drawing import Mutant
from mutants.running import Copy, Ending, Run
from mutants.session import Session
from mutants.table import Rule, tests_for
from mutants.tree import copy_tree
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
    print(f"{len(drawn) - len(pending)} were tried before, {len(pending)} are left.", flush=True)
    with _copies(settings) as copies:
        for rule in dict.fromkeys(rule for _, rule in pending):
            limit = _limit(copies[0], rule, settings)
            _try_all([mutant for mutant, its in pending if its is rule], rule, limit, copies, session)
            _limit(copies[0], rule, settings)  # if the server had died, every change would look caught


def _try_all(
    mutants: Sequence[Mutant], rule: Rule, limit: float, copies: Sequence[Copy], session: Session
) -> None:
    free: SimpleQueue[Copy] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def attempt(mutant: Mutant) -> Run:
        copy = free.get()
        try:
            return copy.try_mutant(mutant, tests_for(mutant.module, rule, copy.folder), limit)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        tries = {pool.submit(attempt, mutant): mutant for mutant in mutants}
        try:
            for done, future in enumerate(as_completed(tries), 1):
                session.keep(tries[future], rule, future.result())
                print(f"{done}/{len(mutants)} {_line_of(tries[future], future.result())}", flush=True)
        except BaseException:  # Ctrl+C above all: the pool would wait for every run
            pool.shutdown(wait=False, cancel_futures=True)
            for copy in copies:
                copy.stop()
            raise


def _line_of(mutant: Mutant, run: Run) -> str:
    words = {Ending.PASSED: "SURVIVED", Ending.FAILED: "caught", Ending.TIMED_OUT: "caught (time)"}
    return f"{words[run.ending]} {mutant.module}:{mutant.start[0]} {mutant.changed_line}"


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
