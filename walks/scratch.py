"""A scratch copy of the tree, in which a newcomer's change is tried."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mutants.table import ROOT
from mutants.tree import copy_tree

_TYPE_ERROR = re.compile(r"^([^:\n]+):\d+: error: ", re.MULTILINE)
_FAILED = 1


class ToolFails(Exception):  # noqa: N818 -- what a tool answered
    """mypy or pytest did not get as far as a result."""


@dataclass(frozen=True, slots=True)
class Scratch:
    """A tree in which anything may be changed; it uses the packages of this environment.

    Attributes:
        folder: Where it is.
    """

    folder: Path

    def type_errors(self) -> dict[str, str]:
        """Runs mypy.

        Returns:
            What it printed, by the files that have errors.

        Raises:
            ToolFails: It could not check the tree.
        """
        done = self.run(sys.executable, "-m", "mypy")
        if done.returncode not in {0, _FAILED}:
            raise ToolFails(f"mypy cannot check the tree:\n{done.stdout}{done.stderr}")
        return dict.fromkeys(_TYPE_ERROR.findall(done.stdout), done.stdout)

    def failure(self, *tests: str) -> str | None:
        """Runs tests, on SQLite only.

        Returns:
            What pytest printed when one failed, else None.

        Raises:
            ToolFails: The tests could not be run.
        """
        options = ("-q", "-p", "no:cacheprovider", "-k", "not postgresql")
        done = self.run(sys.executable, "-m", "pytest", *options, *tests)
        if done.returncode not in {0, _FAILED}:
            raise ToolFails(f"pytest cannot run {', '.join(tests)}:\n{done.stdout}{done.stderr}")
        return done.stdout if done.returncode else None

    def style_faults(self) -> str | None:
        """Runs the linter and the formatter; returns what they found, or None."""
        for arguments in (("check",), ("format", "--check")):
            done = self.run(sys.executable, "-m", "ruff", *arguments, ".")
            if done.returncode:
                return done.stdout + done.stderr
        return None

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a command in the tree, as a person without settings of their own would."""
        return subprocess.run(  # noqa: S603 -- our own commands
            command,
            cwd=self.folder,
            env={
                **os.environ,
                "CI": "true",  # Hypothesis draws the same examples each time, without deadlines
                "HOME": str(self.folder),
                "PYTHONPATH": str(self.folder),
            },
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )


def copied_tree(folder: Path) -> Scratch:
    """Copies this tree, with what mypy knows of it already."""
    copy_tree(folder)
    if (ROOT / ".mypy_cache").is_dir():
        shutil.copytree(ROOT / ".mypy_cache", folder / ".mypy_cache")
    (folder / ".venv").symlink_to(sys.prefix)
    # All packages are in this environment, and making another would take half a minute.
    (folder / "script" / "setup").write_text("#!/bin/sh\n", "utf-8")
    return Scratch(folder)
