"""Lists which modules are changed, and which tests should notice. Edit this when modules move."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Rule:
    """Names the tests that should notice a change of some modules.

    Attributes:
        modules: Dotted names; `*` stands for any part of a name.
        tests: Files and folders that pytest runs, quickest first.
    """

    modules: tuple[str, ...]
    tests: tuple[str, ...]


RULES = (
    Rule(("kiosk.domain.*",), ("tests/domain",)),
    Rule(
        ("kiosk.services.check_in.check_in", "kiosk.storage.tables.attendance", "kiosk.storage.tables.scans"),
        (
            "tests/storage/test_exact_rows.py",
            "tests/services/check_in/test_check_in.py",
            "tests/services/check_in/test_scan_log.py",
            "tests/services/check_in/test_doors_at_once.py",
            "tests/services/check_in/test_outages.py",
            "tests/services/check_in/test_lost_answers.py",
            "tests/services/check_in/test_corrections.py",
            "tests/storage/tables/test_bare_scan.py",
        ),
    ),
    Rule(
        ("kiosk.services.people.passes", "kiosk.storage.tables.passes"),
        (
            "tests/storage/test_exact_rows.py",
            "tests/services/people/test_passes.py",
            "tests/storage/connection/test_patience.py",
        ),
    ),
    Rule(
        ("kiosk.storage.tables.sign_in_failures",),
        (
            "tests/storage/test_exact_rows.py",
            "tests/storage/tables/test_sign_in_failures.py",
            "tests/services/accounts/test_throttle.py",
        ),
    ),
    Rule(("kiosk.storage.connection.deadline",), ("tests/storage/connection/test_silence.py",)),
)


def modules_of(rule: Rule, prefix: str = "") -> list[str]:
    """Returns the dotted names of a rule's modules that begin with `prefix`, sorted."""
    found = {each for pattern in rule.modules for each in matching(pattern)}
    return sorted(each for each in found if each.startswith(prefix))


def matching(pattern: str) -> Iterator[str]:
    """Yields the modules of the program that a pattern names."""
    for path in (ROOT / "kiosk").rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if path.name != "__init__.py" and fnmatchcase(name, pattern):
            yield name


def path_of(module: str) -> Path:
    """Returns where a module is, relative to the root."""
    return Path(*module.split(".")).with_suffix(".py")


def tests_for(module: str, rule: Rule, root: Path) -> tuple[str, ...]:
    """Returns a rule's tests with the module's own first, where a folder has one: it fails the soonest.

    Args:
        module: Its dotted name.
        rule: The one it is under.
        root: The tree in which the tests run; a file that is not there would fail as a test does.
    """
    own = f"test_{module.rpartition('.')[2]}.py"
    first = [f"{each}/{own}" for each in rule.tests if (root / each / own).is_file()]
    return (*first, *rule.tests)
