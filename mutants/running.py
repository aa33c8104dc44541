"""Runs tests against one change at a time, each in a scratch copy of the tree."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from importlib.util import cache_from_source
from pathlib import Path

from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator

from mutants.drawing import Mutant
from mutants.table import path_of

_GRACE_SECONDS = 10


class Ending(Enum):
    """The ways a run of the tests ends."""

    PASSED = "passed"
    FAILED = "failed"
    TIMED_OUT = "timed out"


@dataclass(frozen=True, slots=True)
class Run:
    """Describes one run of the tests.

    Attributes:
        ending: How it ended.
        output: What pytest printed.
    """

    ending: Ending
    output: str


class Stopped(Exception):  # noqa: N818 -- a request, not an error
    """The run was ended from outside, so its result does not count."""


@dataclass
class Copy:
    """A scratch copy of the tree, for one run of the tests at a time.

    Attributes:
        folder: Where it is.
        settings: Environment variables that the tests need besides the usual ones.
    """

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[str] | None = None
    _is_stopped: bool = False

    def try_mutant(self, mutant: Mutant, tests: Sequence[str], limit: float) -> Run:
        """Makes the change, runs the tests until one fails, and takes the change back.

        Args:
            mutant: The change.
            tests: Files and folders.
            limit: Seconds after which the run is ended.

        Raises:
            Stopped: stop() was called.
        """
        path = self.folder / path_of(mutant.module)
        with use_mutation(path, get_operator(mutant.operator)(), mutant.occurrence):
            Path(cache_from_source(str(path))).unlink(missing_ok=True)  # it may be as new and as long
            return self.run(tests, limit, writes_bytecode=False)

    def run(self, tests: Sequence[str], limit: float | None = None, *, writes_bytecode: bool = True) -> Run:
        """Runs the tests as the copy is now.

        Raises:
            Stopped: stop() was called.
        """
        if self._is_stopped:
            raise Stopped
        # CI has Hypothesis draw the same examples each time, without a deadline that a busy machine misses.
        environment = {**os.environ, **self.settings, "CI": "true", "PYTHONPATH": str(self.folder)}
        if not writes_bytecode:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        options = (
            "-x",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:randomly",
        )
        self._process = subprocess.Popen(  # noqa: S603 -- our own tests
            [sys.executable, "-m", "pytest", *options, *tests],
            cwd=self.folder,
            env=environment,
            text=True,
            errors="replace",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C reaches only the program that waits for it
        )
        try:
            output, _ = self._process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            return Run(Ending.TIMED_OUT, _end(self._process))
        except BaseException:  # Ctrl+C too: nothing else ends the tests
            _end(self._process)
            raise
        if self._is_stopped:
            raise Stopped
        return Run(Ending.FAILED if self._process.returncode else Ending.PASSED, output)

    def stop(self) -> None:
        """Ends the run that is going on, from any thread; no other begins."""
        self._is_stopped = True
        if self._process is not None:
            _signal(self._process, signal.SIGINT)


def _end(process: subprocess.Popen[str]) -> str:
    _signal(process, signal.SIGINT)  # pytest then removes its servers and files
    try:
        return process.communicate(timeout=_GRACE_SECONDS)[0]
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)
        return process.communicate()[0]


def _signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)
