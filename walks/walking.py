"""Goes one path: makes the first change, and then only those that mypy or a test names."""

from collections.abc import Callable, Sequence

from walks.patches import Patch, Step
from walks.recipes import PAPER, Place
from walks.scratch import Scratch


class WalkFails(Exception):  # noqa: N818 -- an answer, not an error of the program
    """A place is not named, is not in the list, or the list does not lead to a working program."""


def walk(places: Sequence[Place], patch: Patch, tree: Scratch, report: Callable[[str], None]) -> None:
    """Goes one path in a copy of the tree.

    Args:
        places: The places that the paper lists.
        patch: The edits for them.
        tree: The copy.
        report: Called with a line about each place.

    Raises:
        WalkFails: The paper's list is not the list of the places that are named.
        AnchorGone: An edit no longer fits the tree.
    """
    _check_same(places, patch)
    steps = dict(zip(places, patch.steps, strict=True))
    for place in _named_by("you", places):
        _do(steps[place], tree)
        report(f"you: {place.text}")
    _follow_mypy(_named_by("mypy", places), steps, tree, report)
    for place in places:
        if place.namer not in {"you", "mypy"}:
            _check_test_names(place, tree)
            _do(steps[place], tree)
            report(f"{place.namer}: {place.text}")
    _check_complete(places, patch, tree)


def _check_same(places: Sequence[Place], patch: Patch) -> None:
    listed, edited = [each.text for each in places], [each.place for each in patch.steps]
    if listed != edited:
        raise WalkFails(f"{PAPER} lists {listed}, but the walk has edits for {edited}.")


def _follow_mypy(
    pending: list[Place], steps: dict[Place, Step], tree: Scratch, report: Callable[[str], None]
) -> None:
    while errors := tree.type_errors():
        named = [place for place in pending if any(place.holds(file) for file in errors)]
        for file, printed in errors.items():
            if not any(place.holds(file) for place in named):
                raise WalkFails(f"mypy names {file}, which {PAPER} does not list:\n{printed}")
        for place in named:
            _do(steps[place], tree)
            report(f"mypy: {place.text}")
            pending.remove(place)
    if pending:
        raise WalkFails(f"mypy does not name {', '.join(each.text for each in pending)}.")


def _check_test_names(place: Place, tree: Scratch) -> None:
    printed = tree.failure(place.namer)
    if printed is None:
        raise WalkFails(f"{place.namer} passes, so nobody is led to {place.text}.")
    if place.text not in printed:
        raise WalkFails(f"{place.namer} fails and does not name {place.text}:\n{printed}")


def _check_complete(places: Sequence[Place], patch: Patch, tree: Scratch) -> None:
    naming = [place.namer for place in places if place.namer not in {"you", "mypy"}]
    left = (
        "\n".join(tree.type_errors().values())
        or tree.style_faults()
        or tree.failure(*dict.fromkeys((*naming, *patch.tests)))
    )
    if left:
        raise WalkFails(f"All that {PAPER} lists is done, and this is left:\n{left}")


def _named_by(namer: str, places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.namer == namer]


def _do(step: Step, tree: Scratch) -> None:
    for edit in step.edits:
        edit.make(tree.folder)
    if step.run:
        done = tree.run(*step.run)
        if done.returncode:
            raise WalkFails(f"{' '.join(step.run)} fails:\n{done.stdout}{done.stderr}")
