"""Each import contract of pyproject.toml is kept, and a forbidden import breaks it."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONTRACTS = [contract["name"] for contract in PYPROJECT["tool"]["importlinter"]["contracts"]]
INTRUDERS = {
    "Rooms are entered from above": ("scanning", "import kiosk.services"),
    "Revisions import no living code": ("../migrations/frozen", "import kiosk.domain.people.search"),
    "Only storage speaks SQL": ("ui/widgets", "import sqlalchemy"),
    "Only services, sync and app reach storage": ("cli", "import kiosk.storage.store"),
    "Only services open transactions": ("ui/desk", "import kiosk.services.transactions"),
    "Only scanning sees pictures": ("ui/common", "import numpy"),
    "The scanner's rooms are entered by the scanner": ("services/settings", "import kiosk.scanning.capture"),
    "Services never reach OpenCV": (
        "services/settings",
        "import kiosk.scanning.capture.camera  # through which OpenCV is reached",
    ),
    "Only ui and app know Qt": ("services", "import PySide6"),
    "Only importing and reports open spreadsheets": ("services/people", "import openpyxl"),
    "What people type is checked once, in services": ("ui", "import kiosk.services.text_validation"),
    "The domain needs the standard library only": ("domain", "import openpyxl"),
    "The door and the desk do not know each other": ("ui/door", "import kiosk.ui.desk"),
    "Siblings import one another in one direction only": (
        "services/people",
        "import kiosk.services.accounts",
    ),
}
"""For each contract a room and a line that breaks it."""

ALSO_BROKEN = {
    "Rooms are entered from above": {"Siblings import one another in one direction only"},
    "Services never reach OpenCV": {"The scanner's rooms are entered by the scanner"},
    "The domain needs the standard library only": {"Only importing and reports open spreadsheets"},
}
"""Contracts that the same line breaks too."""


def broken_contracts(tree: Path) -> set[str]:
    """Returns the contracts that the package in `tree` breaks; every contract must have been checked."""
    linter = Path(sys.executable).with_name("lint-imports")
    report = subprocess.run(  # noqa: S603 -- our own linter
        [linter, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False
    ).stdout
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)\b", report, re.MULTILINE))
    assert set(verdicts) == set(CONTRACTS), report
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("kiosk", "migrations"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "import_contracts.py", tmp_path / "tests")
    return tmp_path


def append(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.write(f"\n{line}\n")


@pytest.fixture(scope="module")
def broken_here() -> set[str]:
    return broken_contracts(ROOT)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_program_keeps_its_contract(contract: str, broken_here: set[str]) -> None:
    assert contract not in broken_here


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_forbidden_import_breaks_exactly_its_contract(contract: str, copy: Path) -> None:
    room, line = INTRUDERS[contract]
    append(copy / "kiosk" / room / "__init__.py", line)

    assert broken_contracts(copy) == {contract} | ALSO_BROKEN.get(contract, set())


def test_an_import_for_the_type_checker_alone_counts_too(copy: Path) -> None:
    append(
        copy / "kiosk" / "scanning" / "__init__.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import kiosk.services",
    )

    assert broken_contracts(copy) >= {"Rooms are entered from above"}


def test_a_cycle_by_way_of_a_third_module_is_noticed(copy: Path) -> None:
    append(copy / "kiosk" / "domain" / "clock.py", "import kiosk.domain.page")
    append(copy / "kiosk" / "domain" / "page.py", "import kiosk.domain.hidden")
    assert broken_contracts(copy) == set()  # control: so far they form no circle
    append(copy / "kiosk" / "domain" / "hidden.py", "import kiosk.domain.clock")

    assert broken_contracts(copy) == {"Siblings import one another in one direction only"}


def test_a_module_outside_every_room_is_noticed(copy: Path) -> None:
    (copy / "kiosk" / "attic.py").write_text("", "utf-8")

    assert broken_contracts(copy) == {"Rooms are entered from above"}


@pytest.mark.parametrize(
    "line",
    ["import kiosk.storage.store", "def late() -> None:\n    import kiosk.domain.people.search"],
)
def test_a_revision_that_imports_living_code_is_noticed(copy: Path, line: str) -> None:
    append(min((copy / "migrations" / "versions").glob("[0-9]*.py")), line)

    assert broken_contracts(copy) == {"Revisions import no living code"}


def test_a_widget_that_runs_sql_on_its_database_fails_the_type_check(tmp_path: Path) -> None:
    widget = tmp_path / "widget.py"
    widget.write_text(
        "from kiosk.services.database import Database\n"
        "def count(database: Database) -> None:\n"
        "    with database.read() as transaction:\n"
        '        transaction.connection.execute("SELECT count(*) FROM attendance")\n',
        "utf-8",
    )

    report = subprocess.run(  # noqa: S603 -- our own type checker
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(widget)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout

    assert '"Database" has no attribute "read"' in report
