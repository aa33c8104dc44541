"""README and docs/ keep their promises: links have targets, and every step has a picture."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks._scanner_scenes import SPOILED
from kiosk.domain.check_in.scan import Outcome
from kiosk.scanning.decoding.cascade import FIRST_STEPS, TURN_STEPS

ROOT = Path(__file__).parent.parent
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LONGEST_README = 200
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links_in(paper: Path) -> Iterator[str]:
    """Returns the targets of all links and pictures inside the repository."""
    for target in _LINK.findall(paper.read_text("utf-8")):
        if "://" not in target:
            yield target


def anchors_of(paper: Path) -> set[str]:
    """Returns the anchors that GitHub and similar sites make from a paper's headings."""
    headings = _HEADING.findall(paper.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_link_of_a_paper_leads_to_a_file_and_a_heading(paper: Path) -> None:
    astray = []
    for target in links_in(paper):
        name, _, anchor = target.partition("#")
        file = (paper.parent / name) if name else paper
        if not file.exists() or (anchor and anchor not in anchors_of(file)):
            astray.append(target)

    assert not astray


def test_the_readme_stays_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= LONGEST_README


def test_the_organizers_guide_explains_every_outcome() -> None:
    guide = (ROOT / "docs" / "organizer.md").read_text("utf-8")
    missing = [outcome.value for outcome in Outcome if f"| `{outcome}` |" not in guide]

    assert not missing, f"docs/organizer.md: the table of outcomes lacks {missing}"


def test_every_picture_in_docs_is_shown_by_a_paper() -> None:
    shown = {(paper.parent / target).resolve() for paper in PAPERS for target in links_in(paper)}

    assert set((ROOT / "docs").rglob("*.png")) <= shown


def test_every_costlier_step_of_the_cascade_is_explained_and_can_be_drawn() -> None:
    steps = {step.name for step in (*FIRST_STEPS, *TURN_STEPS)}
    explained = (ROOT / "docs" / "how-the-scanner-reads.md").read_text("utf-8")

    assert set(SPOILED) == steps
    assert {name for name in steps if f"| {name} |" in explained} == steps
