"""A terminal for tests, in which commands of the program are typed."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from kiosk.cli.main import run


@dataclass(frozen=True, slots=True)
class Done:
    """A command that ended."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401 -- JSON
        """Returns what it printed with --json."""
        return json.loads(self.out)


class Terminal:
    """Runs commands as the console script does, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def kiosk(self, *arguments: str) -> Done:
        """Runs one command to its end."""
        self._monkeypatch.setattr(sys, "argv", ["kiosk", *arguments])
        self._capsys.readouterr()
        status: object = 0
        with _own_logging():
            try:
                run()
            except SystemExit as end:
                status = end.code or 0
        out, err = self._capsys.readouterr()
        assert isinstance(status, int)
        return Done(status, out, err)

    def refuses(self, *arguments: str, status: int = 1) -> str:
        """Runs a command that must fail with nothing but one sentence on stderr; returns the sentence."""
        done = self.kiosk(*arguments)
        assert (done.status, done.out) == (status, ""), done
        assert done.err.startswith("kiosk: ")
        assert done.err.count("\n") == 1
        assert "Traceback" not in done.err
        return done.err


@contextmanager
def _own_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    try:
        yield
    finally:
        for handler in root.handlers[:]:
            if handler not in handlers:
                root.removeHandler(handler)
                handler.close()
        root.setLevel(level)
        logging.captureWarnings(capture=False)
        sys.excepthook, threading.excepthook = hooks
