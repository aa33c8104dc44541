"""Finds the files that are shipped beside the code: resources and migrations."""

from pathlib import Path

_IN_WHEEL = Path(__file__).with_name("_shipped")
_ROOT = _IN_WHEEL if _IN_WHEEL.is_dir() else Path(__file__).parent.parent

RESOURCES = _ROOT / "resources"
MIGRATIONS = _ROOT / "migrations"
