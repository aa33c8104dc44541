"""Reads the edits of one path, and makes them in a copy of the tree."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


class AnchorGone(Exception):  # noqa: N818 -- a state of the tree
    """The text at which an edit is made does not stand in its file exactly once."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a file, by lines; a last line end may be left out.

    Attributes:
        file: The file.
        write: The lines to write.
        after: The lines after which they go; they must stand in the file exactly once.
        before: The lines before which they go, in the same way; the last one may be only begun.
            With neither of the two the file is made.
    """

    file: str
    write: str
    after: str = ""
    before: str = ""

    def make(self, root: Path) -> None:
        """Makes the change in a tree.

        Raises:
            AnchorGone: The place for the text is not there, or is there more than once.
        """
        path = root / self.file
        anchor = (self.after or self.before).removesuffix("\n")
        lines = self.write.removesuffix("\n")
        if not anchor:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{lines}\n", "utf-8")
            return
        text = path.read_text("utf-8") if path.exists() else ""
        if text.count(anchor) != 1:
            message = f"{self.file} has this {text.count(anchor)} times instead of once:\n{anchor}"
            raise AnchorGone(message)
        both = f"{anchor}\n{lines}" if self.after else f"{lines}\n{anchor}"
        path.write_text(text.replace(anchor, both), "utf-8")


@dataclass(frozen=True, slots=True)
class Step:
    """The work at one place.

    Attributes:
        place: The place, as the paper writes it.
        edits: The changes.
        run: A command that is run after them, or nothing.
    """

    place: str
    edits: tuple[Edit, ...]
    run: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Patch:
    """All edits of one path.

    Attributes:
        steps: By their places, in the paper's order.
        tests: The tests that must pass at the end, besides those that name places.
    """

    steps: tuple[Step, ...]
    tests: tuple[str, ...]


def read_patch(file: Path) -> Patch:
    """Reads the edits of a path from its TOML file."""
    whole = tomllib.loads(file.read_text("utf-8"))
    return Patch(tuple(_step(each) for each in whole["step"]), tuple(whole.get("tests", ())))


def _step(table: dict[str, Any]) -> Step:
    place = table["place"]
    edits = tuple(Edit(**{"file": place, **edit}) for edit in table.get("edit", ()))
    return Step(place, edits, tuple(table.get("run", ())))
