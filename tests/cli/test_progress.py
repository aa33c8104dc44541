"""Progress of long work: one line on a terminal of any width, nothing anywhere else."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

ROOT = Path(__file__).parents[2]
DEADLINE = 30
PROGRAM = """
import sys
from kiosk.cli.terminal.progress import TerminalProgress
with TerminalProgress(quiet_seconds=float(sys.argv[2])) as line:
    for done in range(3):
        line.show(sys.argv[1].replace("#", str(done)), done, None if done < 1 else 2)
    print("shown", flush=True)
    sys.stdin.readline()
print("done")
"""
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@contextmanager
def terminal(columns: int, **variables: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """A terminal of some columns: its screen, the end a program writes to, and that program's environment."""
    screen, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    chosen = {
        name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}
    }
    try:
        yield screen, end, {**chosen, "TERM": "xterm", "PYTHONUTF8": "1", **variables}
    finally:
        os.close(screen)


def on_terminal(text: str, columns: int = 80, *, quiet_seconds: float = 0, **variables: str) -> str:
    """Returns what a terminal receives while some work is done."""
    with terminal(columns, **variables) as (screen, end, environment):
        seen = b""
        command = [sys.executable, "-c", PROGRAM, text, str(quiet_seconds)]
        with subprocess.Popen(  # noqa: S603 -- the program above
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=end, env=environment
        ) as program:
            os.close(end)
            out, _ = program.communicate(b"\n", timeout=DEADLINE)
            while chunk := read(screen):
                seen += chunk
        assert (program.returncode, out) == (0, b"shown\ndone\n"), seen
    return seen.decode()


def read(screen: int) -> bytes:
    try:
        return os.read(screen, 65_536)
    except OSError:  # on Linux: the other end is closed
        return b""


def lines(seen: str) -> list[str]:
    """Returns the lines that a terminal showed, each in place of the one before."""
    return [line.rstrip() for line in re.split(r"[\r\n]+", CONTROL.sub("", seen)) if line.strip()]


def test_a_terminal_shows_progress_and_is_restored_at_the_end() -> None:
    seen = on_terminal("# of 2 rows")
    assert lines(seen)[-1].startswith("2 of 2 rows ━")
    assert seen.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")  # the cursor is visible again, the line is gone


def test_short_work_shows_no_progress() -> None:
    assert on_terminal("# of 2 rows", quiet_seconds=DEADLINE) == ""


@pytest.mark.parametrize("columns", [1, 5, 12, 20, 80])
@pytest.mark.parametrize("text", ["# of 2 rows", "李明李明李明李明李明 #", "[bold]# [/] \\[x", "👩‍👩‍👧 #"])
def test_no_line_is_wider_than_its_terminal(columns: int, text: str) -> None:
    shown = lines(on_terminal(text, columns))
    assert max((cell_len(line) for line in shown), default=0) <= columns
    if columns == 80:
        assert shown[-1].startswith(text.replace("#", "2"))


@pytest.mark.parametrize("name", ["FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"])
def test_nothing_is_written_to_a_pipe_in_any_environment(name: str) -> None:
    done = subprocess.run(  # noqa: S603 -- the program above
        [sys.executable, "-c", PROGRAM, "# of 2 rows", "0"],
        cwd=ROOT, env={**os.environ, name: "1"}, input="\n", capture_output=True, text=True, check=False,
        timeout=DEADLINE,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "shown\ndone\n", "")


def test_nothing_is_written_to_a_terminal_that_cannot_move_its_cursor() -> None:
    assert on_terminal("# of 2 rows", TERM="dumb") == ""


def test_a_terminal_that_is_not_utf_8_gets_a_line_it_can_show() -> None:
    seen = on_terminal("# of 2 rows", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert seen.isascii()
    assert lines(seen)[-1].startswith("2 of 2 rows -")
