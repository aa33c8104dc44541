"""Reports the share of changes that was caught, and shows each one that was not."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff

from benchmarks._figures import table_of
from mutants.drawing import Mutant, changed, source_of
from mutants.excused import Excuse


@dataclass(frozen=True, slots=True)
class Verdict:
    """Holds the result of one mutant.

    Attributes:
        mutant: The change.
        is_caught: True when a test failed or took too long.
        excuse: Why it may survive, or None.
    """

    mutant: Mutant
    is_caught: bool
    excuse: Excuse | None

    @property
    def is_survivor(self) -> bool:
        """True when it survived without an excuse."""
        return not self.is_caught and self.excuse is None


def report_of(verdicts: Sequence[Verdict]) -> str:
    """Returns the scores of all and of each module, then the survivors, then the excused with reasons."""
    modules = sorted({each.mutant.module for each in verdicts})
    rows: list[tuple[str, ...]] = [("module", "tried", "caught", "excused", "survived", "score")]
    rows += [_row(name, [each for each in verdicts if each.mutant.module == name]) for name in modules]
    rows.append(_row("all", verdicts))
    survivors = [diff_of(each.mutant) for each in verdicts if each.is_survivor]
    excused = [
        f"{diff_of(each.mutant)}Excused: {each.excuse.reason}\n"
        for each in verdicts
        if each.excuse is not None and not each.is_caught
    ]
    return "\n".join([table_of(rows), "", f"{len(survivors)} survived.", "", *survivors, *excused])


def caught_share(verdicts: Sequence[Verdict]) -> float:
    """Returns the share of mutants that were caught, of those without an excuse; 1 when there is none."""
    caught = sum(each.is_caught for each in verdicts)
    survived = sum(each.is_survivor for each in verdicts)
    return caught / (caught + survived) if caught + survived else 1.0


def diff_of(mutant: Mutant) -> str:
    """Returns a change as a unified diff."""
    name = f"{mutant.module} ({mutant.operator.removeprefix('core/')})"
    before, after = source_of(mutant.module).splitlines(), changed(mutant).splitlines()
    lines = list(unified_diff(before, after, name, lineterm="", n=1))
    return "\n".join([lines[0], *lines[2:], ""])


def _row(name: str, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    caught = sum(each.is_caught for each in verdicts)
    survived = sum(each.is_survivor for each in verdicts)
    numbers = (len(verdicts), caught, len(verdicts) - caught - survived, survived)
    return (name, *map(str, numbers), f"{caught_share(verdicts):.1%}")
