"""script/mutants: which changes it draws, which it leaves out, and that its lists are up to date."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from mutants.drawing import Mutant, draw, is_noticeable, mutants_of
from mutants.equivalence import bare
from mutants.excused import Excuse, excuses, is_stale
from mutants.measuring import Settings, measure
from mutants.report import Verdict, caught_share, report_of
from mutants.running import Copy, Ending, Run, Stopped
from mutants.session import open_session
from mutants.table import ROOT, RULES, Rule, matching, modules_of, path_of
from mutants.tree import copy_tree

PATTERNS = [pattern for rule in RULES for pattern in rule.modules]
TESTS = [test for rule in RULES for test in rule.tests]
FULL_FROM_THE_LAST_PLACE = "return self.event.capacity is not None and self.checked_in >= self.event.capacity"
DOOR_RULE = Rule(("kiosk.domain.check_in.door",), ("tests/domain/check_in/test_door.py",))


@pytest.fixture
def one_place_more() -> Mutant:
    """Returns the mutant in which an event is full one place too late."""
    return next(
        each for each in mutants_of("kiosk.domain.check_in.door") if each.operator.endswith("_GtE_Gt")
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    folder = tmp_path_factory.mktemp("copy")
    copy_tree(folder)
    return Copy(folder)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_entry_of_the_table_names_modules_that_exist(pattern: str) -> None:
    assert list(matching(pattern)), f"mutants/table.py: nothing in kiosk matches {pattern}"


@pytest.mark.parametrize("test", TESTS)
def test_each_entry_of_the_table_names_tests_that_exist(test: str) -> None:
    assert (ROOT / test).exists(), f"mutants/table.py: there is no {test}"


def test_no_module_is_in_two_entries_of_the_table() -> None:
    modules = [module for rule in RULES for module in modules_of(rule)]
    assert sorted(modules) == sorted(set(modules))


@pytest.mark.parametrize("excuse", excuses(), ids=lambda each: f"{each.module}: {each.becomes}")
def test_each_excused_change_can_still_be_made_and_has_a_reason(excuse: Excuse) -> None:
    assert not is_stale(excuse), "the line was edited, or the module moved: look at it again"
    assert excuse.reason


def test_an_excuse_is_stale_when_its_line_or_its_module_is_gone(one_place_more: Mutant) -> None:
    excuse = Excuse(
        one_place_more.module,
        "ReplaceComparisonOperator_GtE_Gt",
        FULL_FROM_THE_LAST_PLACE,
        FULL_FROM_THE_LAST_PLACE.replace(">=", ">"),
        "for this story",
    )
    assert excuse.covers(one_place_more)
    assert not is_stale(excuse)
    assert is_stale(replace(excuse, line=excuse.line + "  # edited"))
    assert is_stale(replace(excuse, becomes=excuse.line))
    assert is_stale(replace(excuse, module="kiosk.domain.gone"))


def test_a_seed_draws_the_same_sample_and_a_larger_one_begins_with_it() -> None:
    modules = ["kiosk.domain.check_in.door", "kiosk.domain.check_in.kiosk", "kiosk.domain.people.person"]
    small = draw(modules, 8, seed=1)
    assert len(small) == 8
    assert draw(reversed(modules), 12, seed=1)[:8] == small
    assert draw(modules, 8, seed=2) != small


def test_every_place_is_drawn_once_before_any_is_drawn_twice() -> None:
    everything = draw(["kiosk.domain.check_in.door"], 1000, seed=3)
    places = [each.start for each in everything]
    assert len(everything) > len(set(places))
    assert len(set(places[: len(set(places))])) == len(set(places))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def f(a: int | None) -> str | None: ...", "def f(a: int + None) -> str + None: ..."),
        ("class A:\n    a: tuple[int | str]", "class A:\n    a: tuple[int - str]"),
        (
            "@dataclass(frozen=True, slots=True)\nclass A: ...",
            "@dataclass(frozen=False, slots=False)\nclass A: ...",
        ),
        ("Code = PassCode | EventCode | None", "Code = PassCode + EventCode / None"),
        ("@cache\ndef f(): ...", "def f(): ..."),
        ("__all__ = ['a'] + ['b']", "__all__ = ['a'] - ['b']"),
        ("if TYPE_CHECKING:\n    import a", "if not TYPE_CHECKING:\n    import a"),
        ("x = 1  # one", "x = 1  # two"),
    ],
)
def test_a_change_of_annotations_and_type_only_code_is_not_tried(before: str, after: str) -> None:
    assert bare(before) == bare(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a = 5", "a = 6"),
        ("a: int = 5", "a: int = 6"),
        ("def f(a: int = 5) -> int: ...", "def f(a: int = 6) -> int: ..."),
        ("LONGEST = SHORTEST | STEP", "LONGEST = SHORTEST ^ STEP"),
        (
            "@dataclass(frozen=True, order=True)\nclass A: ...",
            "@dataclass(frozen=True, order=False)\nclass A: ...",
        ),
    ],
)
def test_a_change_of_what_a_program_does_is_tried(before: str, after: str) -> None:
    assert bare(before) != bare(after)


def test_a_change_that_makes_invalid_python_is_not_tried() -> None:
    assert bare("def f(a, +, b): ...") is None
    assert all(is_noticeable(each) for each in draw(["kiosk.domain.codes"], 40, seed=1))


def test_the_test_of_a_rule_notices_a_change_and_another_does_not(copy: Copy, one_place_more: Mutant) -> None:
    source = (ROOT / path_of(one_place_more.module)).read_text("utf-8")

    noticed = copy.try_mutant(one_place_more, DOOR_RULE.tests, limit=100)
    unnoticed = copy.try_mutant(one_place_more, ["tests/domain/people/test_person.py"], limit=100)

    assert (noticed.ending, unnoticed.ending) == (Ending.FAILED, Ending.PASSED), noticed.output
    assert "thirty_p" in noticed.output
    for tree in (ROOT, copy.folder):
        assert (tree / path_of(one_place_more.module)).read_text("utf-8") == source


def test_tests_that_take_too_long_are_ended(copy: Copy) -> None:
    assert copy.run(DOOR_RULE.tests, limit=0.2).ending is Ending.TIMED_OUT


def test_a_stopped_run_has_no_result(copy: Copy) -> None:
    stopped = Copy(copy.folder)
    stopped.stop()
    with pytest.raises(Stopped):
        stopped.run(DOOR_RULE.tests)


def test_a_measurement_that_was_stopped_goes_on_where_it_was(tmp_path: Path, one_place_more: Mutant) -> None:
    file = tmp_path / "build" / "mutants.sqlite"
    with open_session(file) as session:
        assert session.is_caught(one_place_more, DOOR_RULE) is None
        session.keep(one_place_more, DOOR_RULE, Run(Ending.TIMED_OUT, "…"))
    with open_session(file) as session:
        assert session.is_caught(one_place_more, DOOR_RULE) is True
        session.keep(one_place_more, DOOR_RULE, Run(Ending.PASSED, "1 passed"))
        assert session.is_caught(one_place_more, DOOR_RULE) is False
        assert session.is_caught(one_place_more, replace(DOOR_RULE, tests=("tests/domain",))) is None


def test_a_mutant_is_measured_once_and_the_next_measurement_has_nothing_left(
    tmp_path: Path, one_place_more: Mutant, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_session(tmp_path / "mutants.sqlite") as session:
        measure([(one_place_more, DOOR_RULE)], session, Settings(workers=1, limit=100))
        assert session.is_caught(one_place_more, DOOR_RULE) is True
        output = capsys.readouterr().out
        assert "0 were tried before, 1 are left." in output
        assert "1/1 caught kiosk.domain.check_in.door:" in output
        measure([(one_place_more, DOOR_RULE)], session, Settings(workers=1, limit=100))
        assert capsys.readouterr().out == ""


def test_the_report_shows_each_survivor_and_the_excused_apart(one_place_more: Mutant) -> None:
    excuse = Excuse("kiosk.domain.check_in.door", "", "", "", "Nobody would notice.")
    survivor = Verdict(one_place_more, is_caught=False, excuse=None)
    verdicts = [survivor, replace(survivor, is_caught=True), replace(survivor, excuse=excuse)]

    assert caught_share(verdicts) == 0.5
    report = report_of(verdicts)
    assert "1 survived." in report
    assert f"-        {FULL_FROM_THE_LAST_PLACE}" in report
    assert report.index("Excused: Nobody would notice.") > report.index("1 survived.")


def test_the_help_explains_the_usage() -> None:
    text = subprocess.check_output([ROOT / "script" / "mutants", "--help"], text=True)  # noqa: S603 -- our own script
    for option in ("--sample", "--seed", "--module", "--workers", "--limit", "--report"):
        assert option in text
