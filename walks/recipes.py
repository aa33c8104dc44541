"""Reads the paths of docs/adding.md: the places of each, in order, with what names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PAPER = Path("docs/adding.md")

_WALKED_BY = re.compile(r"`script/walk ([\w-]+)`")
_PLACE = re.compile(r"\d+\. `([^`]+)`.* \((you|mypy|`[^`]+`)\)\.?")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a path.

    Attributes:
        text: A file, a folder that ends in a slash, or a command, as the paper writes it.
        namer: `you` for a place to begin with, `mypy`, or the id of a test.
    """

    text: str
    namer: Literal["you", "mypy"] | str  # noqa: PYI051 -- the two words are not ids of tests

    def holds(self, file: str) -> bool:
        """Returns whether a file is this place, or is in its folder."""
        return file == self.text or (self.text.endswith("/") and file.startswith(self.text))


def read_recipes(root: Path) -> dict[str, tuple[Place, ...]]:
    """Returns the places of each path that is walked, by the path's name.

    Args:
        root: The root of the tree.

    Raises:
        ValueError: A numbered line does not have a place's form.
    """
    sections = re.split(r"^## ", (root / PAPER).read_text("utf-8"), flags=re.MULTILINE)
    return {
        walked.group(1): tuple(_places(section))
        for section in sections
        if (walked := _WALKED_BY.search(section)) is not None
    }


def _places(section: str) -> Iterator[Place]:
    for item in re.findall(r"^\d+\. .*(?:\n {3}.*)*", section, re.MULTILINE):
        line = re.sub(r"\s+", " ", item)
        place = _PLACE.fullmatch(line)
        if place is None:
            message = f'{PAPER}: this does not read "1. `place`: what to do. (you, mypy or a test)": {line}'
            raise ValueError(message)
        yield Place(place.group(1), place.group(2).strip("`"))
