"""The working folder of a benchmark: on a real disk, deleted at the end."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_BUILD = Path(__file__).parents[1] / "build"


@contextmanager
def working_folder() -> Iterator[Path]:
    """Yields an empty folder, outside the system's temporary one: in memory commits would be free."""
    _BUILD.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=_BUILD))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def file_system(path: Path) -> str:
    """Returns the type of a file's file system, such as "ext4"."""
    holders = [each for each in psutil.disk_partitions(all=True) if path.is_relative_to(each.mountpoint)]
    return max(holders, key=lambda each: len(each.mountpoint)).fstype if holders else "an unknown file system"
