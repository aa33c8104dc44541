"""Walks the paths of docs/adding.md, each in a scratch copy, and fails where nothing names a place.

script/walk                  all paths, two at a time
script/walk outcome          one path; several can be named
The first change is made as a newcomer would make it. After it only those places are changed that mypy or a
failing test names, until all of it passes. The edits are in walks/*.toml: where one no longer fits, adapt it.
"""

import argparse
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mutants.table import ROOT
from walks.patches import FOLDER, AnchorGone, read_patch
from walks.recipes import Place, read_recipes
from walks.scratch import ToolFails, copied_tree
from walks.walking import WalkFails, walk

_AT_A_TIME = 2


def main() -> int:
    """Walks the paths of the command line; returns the exit status."""
    recipes = read_recipes(ROOT)
    parser = argparse.ArgumentParser(
        "script/walk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help=", ".join(recipes))
    names = parser.parse_args().paths or list(recipes)
    if unknown := [name for name in names if name not in recipes]:
        parser.error(f"docs/adding.md has no path {', '.join(unknown)}: only {', '.join(recipes)}")
    with ThreadPoolExecutor(_AT_A_TIME) as walkers:
        return max(walkers.map(_walk, names, (recipes[name] for name in names)))


def _walk(name: str, places: tuple[Place, ...]) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kiosk-walk-") as folder:
        try:
            patch = read_patch(FOLDER / f"{name}.toml")
            walk(places, patch, copied_tree(Path(folder)), lambda line: _print(f"{name}: {line}"))
        except (WalkFails, AnchorGone, ToolFails) as fault:
            print(f"{name}: {fault}", file=sys.stderr, flush=True)
            return 1
    _print(f"{name}: {len(places)} places in {time.monotonic() - begun:.0f} s")
    return 0


def _print(line: str) -> None:
    print(f"{line}\n", end="", flush=True)  # in one piece, because two paths print at a time


if __name__ == "__main__":
    sys.exit(main())
