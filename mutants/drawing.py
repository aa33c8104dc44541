"""Finds the small changes that can be made to a module, and draws a sample of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from mutants.equivalence import bare
from mutants.table import ROOT, path_of

_COMPARISON = "core/ReplaceComparisonOperator"
_IDENTITY = {"Is", "IsNot"}

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mutant:
    """Describes one small change of a module.

    Attributes:
        module: The module's dotted name.
        operator: Which of Cosmic Ray's operators changes it.
        occurrence: Which of the places where the operator can change it, from 0.
        start: Line from 1 and column from 0 where the change begins.
        end: Where it ends.
    """

    module: str
    operator: str
    occurrence: int
    start: Position
    end: Position

    @property
    def line(self) -> str:
        """Returns the line that is changed, without its indentation and its comment."""
        return _code(source_of(self.module).splitlines()[self.start[0] - 1])

    @property
    def changed_line(self) -> str:
        """Returns the same line after the change; empty when the change removes the whole line."""
        return _code(_changed_line(source_of(self.module), changed(self)))


@cache
def source_of(module: str) -> str:
    """Returns a module's text."""
    return (ROOT / path_of(module)).read_text("utf-8")


@cache
def changed(mutant: Mutant) -> str:
    """Returns the module's text with the change."""
    operator = get_operator(mutant.operator)()
    text: str = mutate_code(source_of(mutant.module), operator, mutant.occurrence)
    return text


@cache
def mutants_of(module: str) -> tuple[Mutant, ...]:
    """Returns every change that the operators can make, also those that no test can notice."""
    nodes = list(ast_nodes(get_ast(source_of(module))))
    names = [name for name in operator_names() if not get_operator(name).arguments() and _is_a_slip(name)]
    return tuple(mutant for name in names for mutant in _by_operator(module, name, nodes))


def is_noticeable(mutant: Mutant) -> bool:
    """True when the changed module is still Python and does something else."""
    after = bare(changed(mutant))
    return after is not None and after != _before(mutant.module)


def draw(modules: Iterable[str], size: int, seed: int) -> list[Mutant]:
    """Draws a sample; a larger one with the same seed begins with the smaller one.

    Every place in the code is drawn once before any is drawn twice: an operator such as `+` has eleven
    replacements, and would otherwise outweigh eleven places that have one.

    Args:
        modules: Dotted names.
        size: How many; fewer are drawn where there are not as many.
        seed: Another seed draws another sample.
    """
    shuffled = [mutant for module in sorted(modules) for mutant in mutants_of(module)]
    Random(seed).shuffle(shuffled)  # noqa: S311 -- a sample, no secret
    drawn: list[Mutant] = []
    for mutant in _by_rounds(shuffled):
        if len(drawn) == size:
            break
        if is_noticeable(mutant):
            drawn.append(mutant)
    return drawn


def _by_rounds(mutants: Iterable[Mutant]) -> list[Mutant]:
    seen: Counter[tuple[str, Position]] = Counter()
    ranked = []
    for mutant in mutants:
        place = (mutant.module, mutant.start)
        ranked.append((seen[place], mutant))
        seen[place] += 1
    return [mutant for _, mutant in sorted(ranked, key=lambda each: each[0])]


def _by_operator(module: str, name: str, nodes: Iterable[object]) -> Iterator[Mutant]:
    operator = get_operator(name)()
    places = ((node, start, end) for node in nodes for start, end in operator.mutation_positions(node))
    for occurrence, (node, start, end) in enumerate(places):
        if not _is_in_signature(node):
            yield Mutant(module, name, occurrence, start, end)


def _is_in_signature(node: object) -> bool:
    """True for the `*` of `def f(a, *, b)`, which is not an operator."""
    parent = getattr(node, "parent", None)
    return getattr(node, "type", "") == "operator" and getattr(parent, "type", "") in {"parameters", "param"}


def _is_a_slip(operator: str) -> bool:
    """False for `is` in place of `==` and the like: for enums and None they are the same."""
    kind, _, change = operator.partition("_")
    words = set(change.split("_"))
    return kind != _COMPARISON or not words & _IDENTITY or words == _IDENTITY


@cache
def _before(module: str) -> str | None:
    return bare(source_of(module))


def _code(line: str) -> str:
    return line.partition("  #")[0].strip()


def _changed_line(before: str, after: str) -> str:
    for one, other in zip(before.splitlines(), after.splitlines(), strict=False):
        if one != other:
            return other if len(before.splitlines()) == len(after.splitlines()) else ""
    return ""
