"""Reads the changes that may survive, each with its reason, from excused.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from mutants.drawing import Mutant, is_noticeable, mutants_of
from mutants.table import ROOT, path_of

FILE = Path(__file__).with_name("excused.toml")


@dataclass(frozen=True, slots=True)
class Excuse:
    """Says why a change may survive.

    Attributes:
        module: The module's dotted name.
        operator: Which operator makes the change, without "core/".
        line: The line as the module has it, without its indentation and its comment.
        becomes: The same line after the change; empty when the line goes.
        reason: Why no test needs to notice.
    """

    module: str
    operator: str
    line: str
    becomes: str
    reason: str

    def covers(self, mutant: Mutant) -> bool:
        """True when this is the change that is excused."""
        return (self.module, f"core/{self.operator}", self.line) == (
            mutant.module,
            mutant.operator,
            mutant.line,
        ) and self.becomes == mutant.changed_line


def excuses() -> list[Excuse]:
    """Returns the entries of the file."""
    return [Excuse(**entry) for entry in tomllib.loads(FILE.read_text("utf-8")).get("excused", [])]


def is_stale(excuse: Excuse) -> bool:
    """True when no change that could be drawn matches: the line was edited, or the module is gone."""
    if not (ROOT / path_of(excuse.module)).exists():
        return True
    return not any(excuse.covers(each) and is_noticeable(each) for each in mutants_of(excuse.module))
