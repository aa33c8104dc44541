"""script/walk notices a place that nothing names, and its edits fit the tree as it is now."""

from pathlib import Path

import pytest

from walks.patches import FOLDER, AnchorGone, Edit, Patch, Step, read_patch
from walks.recipes import PAPER, Place, read_recipes
from walks.scratch import Scratch
from walks.walking import WalkFails, walk

ROOT = FOLDER.parent
RECIPES = read_recipes(ROOT)

COLOURS = '''"""The colours."""

from enum import Enum


class Colour(Enum):
    """The colours."""

    RED = "red"
'''
NAMES = '''"""Their names."""

from typing import assert_never

from colours import Colour


def name(colour: Colour) -> str:
    """Returns the name of a colour."""
    match colour:
        case Colour.RED:
            return "Red"
        case _:
            assert_never(colour)
'''
TEST = '''"""The guide is complete."""

from pathlib import Path

from colours import Colour


def test_every_colour_is_explained() -> None:
    """Each colour stands in the guide."""
    guide = Path("guide.md").read_text()
    missing = [each.value for each in Colour if each.value not in guide]
    if missing:
        raise AssertionError(f"guide.md lacks {missing}")
'''
PROJECT = """[tool.mypy]
files = ["colours.py", "names.py"]
cache_dir = "{cache}"

[tool.pytest.ini_options]
addopts = ["-p", "no:pytest-qt", "-p", "no:hypothesispytest", "-p", "no:randomly"]
"""

ADDED = Step("colours.py", (Edit("colours.py", '    BLUE = "blue"', after='    RED = "red"'),))
NAMED = Step(
    "names.py",
    (
        Edit(
            "names.py",
            '        case Colour.BLUE:\n            return "Blue"',
            after='            return "Red"',
        ),
    ),
)
EXPLAINED = Step("guide.md", (Edit("guide.md", "blue", after="red"),))
ALL = (ADDED, NAMED, EXPLAINED)
PLACES = (Place("colours.py", "you"), Place("names.py", "mypy"), Place("guide.md", "test_guide.py"))


@pytest.fixture(scope="module")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder for mypy's cache, which knows the texts of one file apart by their length."""
    return tmp_path_factory.mktemp("mypy")


@pytest.fixture
def tree(tmp_path: Path, mypy_cache: Path) -> Scratch:
    """Returns a small tree: a set of colours, their names, and a guide that a test compares."""
    for file, text in {
        "colours.py": COLOURS,
        "names.py": NAMES,
        "guide.md": "red\n",
        "test_guide.py": TEST,
        "pyproject.toml": PROJECT.format(cache=mypy_cache.as_posix()),
    }.items():
        (tmp_path / file).write_text(text, "utf-8")
    return Scratch(tmp_path)


def go(tree: Scratch, places: tuple[Place, ...] = PLACES, steps: tuple[Step, ...] = ALL) -> list[str]:
    lines: list[str] = []
    walk(places, Patch(steps, tests=()), tree, lines.append)
    return lines


def test_a_walk_follows_mypy_and_the_tests_to_the_end(tree: Scratch) -> None:
    assert go(tree) == ["you: colours.py", "mypy: names.py", "test_guide.py: guide.md"]


def test_a_rule_that_swallows_a_new_member_fails_the_walk(tree: Scratch) -> None:
    swallowing = NAMES.replace("            assert_never(colour)", '            return "No name"')
    (tree.folder / "names.py").write_text(swallowing, "utf-8")
    with pytest.raises(WalkFails, match=r"mypy does not name names\.py"):
        go(tree)


def test_a_place_that_mypy_names_and_the_paper_lacks_fails_the_walk(tree: Scratch) -> None:
    with pytest.raises(WalkFails, match=r"mypy names names\.py, which docs/adding\.md does not list"):
        go(tree, (PLACES[0], PLACES[2]), (ADDED, EXPLAINED))


def test_a_test_that_does_not_notice_the_change_fails_the_walk(tree: Scratch) -> None:
    (tree.folder / "guide.md").write_text("red\nblue\n", "utf-8")
    with pytest.raises(WalkFails, match=r"test_guide\.py passes, so nobody is led to guide\.md"):
        go(tree, (PLACES[0], PLACES[2]), (Step("colours.py", ()), EXPLAINED))


def test_a_test_that_fails_without_naming_the_place_fails_the_walk(tree: Scratch) -> None:
    (tree.folder / "test_guide.py").write_text(
        "def test_nothing() -> None:\n    raise AssertionError\n", "utf-8"
    )
    with pytest.raises(WalkFails, match=r"test_guide\.py fails and does not name guide\.md"):
        go(tree, (PLACES[0], PLACES[2]), (Step("colours.py", ()), EXPLAINED))


def test_what_is_left_when_all_places_are_done_fails_the_walk(tree: Scratch) -> None:
    forgotten = Step("guide.md", (Edit("guide.md", "green", after="red"),))
    with pytest.raises(WalkFails, match=r"All that docs/adding\.md lists is done, and this is left:"):
        go(tree, steps=(ADDED, NAMED, forgotten))


def test_an_edit_whose_lines_are_gone_names_them_and_the_file(tree: Scratch) -> None:
    with pytest.raises(AnchorGone, match=r"colours\.py has this 0 times instead of once:\n    GREEN"):
        Edit("colours.py", "    BLUE", after="    GREEN").make(tree.folder)


def test_a_numbered_line_without_a_namer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / PAPER).write_text("## A colour\n\n`script/walk colour`\n\n1. `colours.py`: one.\n", "utf-8")
    with pytest.raises(ValueError, match=r"does not read .*: 1\. `colours\.py`: one\."):
        read_recipes(tmp_path)


def test_every_path_of_the_paper_has_a_walk_and_the_other_way_round() -> None:
    assert set(RECIPES) == {file.stem for file in FOLDER.glob("*.toml")}


@pytest.mark.parametrize("name", RECIPES)
def test_a_walk_edits_the_places_that_the_paper_lists(name: str) -> None:
    steps = read_patch(FOLDER / f"{name}.toml").steps
    assert [step.place for step in steps] == [place.text for place in RECIPES[name]]


@pytest.mark.parametrize("name", RECIPES)
def test_the_edits_of_a_walk_fit_the_tree(name: str, tmp_path: Path) -> None:
    for step in read_patch(FOLDER / f"{name}.toml").steps:
        for edit in step.edits:
            copy = tmp_path / edit.file
            if (ROOT / edit.file).exists() and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text((ROOT / edit.file).read_text("utf-8"), "utf-8")
            edit.make(tmp_path)
