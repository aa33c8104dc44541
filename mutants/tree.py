"""Copies the tree to where something may be tried on it."""

import shutil
import subprocess
from pathlib import Path

from mutants.table import ROOT


def copy_tree(target: Path) -> None:
    """Copies the files that git knows or would add, as they are now."""
    git = shutil.which("git") or "git"
    listed = subprocess.check_output(  # noqa: S603 -- git, with our own arguments
        [git, "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, text=True
    )
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
