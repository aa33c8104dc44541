"""Log lines and uncaught errors reach the log file."""

import logging
import os
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.logs import catch_uncaught, start_logging


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    # Not pytest's own: it would send half a surrogate pair between the processes that run the tests.
    root.handlers = [each for each in handlers if not type(each).__module__.startswith("_pytest")]
    yield
    root.handlers += [each for each in handlers if each not in root.handlers]
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook = hooks


def test_hostile_text_cannot_forge_a_line_or_steer_a_terminal(tmp_path: Path) -> None:
    path = start_logging(tmp_path, "INFO")
    assert path is not None
    logging.getLogger("kiosk.test").info(
        "saw %s", "x\n2026-11-26 CRITICAL forged\x1b[2J\r\x00\ud800\u2028end"
    )
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(lines) == 2
    assert "\x1b" not in lines[0]
    assert "\\x1b[2J" in lines[0]


@pytest.mark.complains("uncaught")
def test_an_uncaught_error_is_logged_whole_and_shown_as_one_sentence(tmp_path: Path) -> None:
    shown: list[str] = []
    path = start_logging(tmp_path, "INFO")
    assert path is not None
    catch_uncaught(path, shown.append)

    def fails() -> None:
        raise LookupError("the cause")

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    assert "LookupError: the cause" in path.read_text(encoding="utf-8")
    assert len(shown) == 1
    assert str(path) in shown[0]
    assert "Traceback" not in shown[0]


@pytest.mark.complains("heard")
def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert start_logging(tmp_path / "file", "INFO") is None
    logging.getLogger("kiosk.test").info("unheard")
    logging.getLogger("kiosk.test").warning("heard")
    assert "heard" in capsys.readouterr().err


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_only_its_owner_may_read_the_log_also_after_a_rotation(tmp_path: Path, umask: int) -> None:
    earlier = os.umask(umask)
    try:
        path = start_logging(tmp_path / "logs", "INFO")
        assert path is not None
        for _ in range(5):
            logging.getLogger("kiosk.test").info("Ana Ionescu " * 80_000)
    finally:
        os.umask(earlier)
    rotated = sorted((tmp_path / "logs").iterdir())
    assert len(rotated) > 1
    assert {stat.S_IMODE(each.stat().st_mode) for each in rotated} == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
