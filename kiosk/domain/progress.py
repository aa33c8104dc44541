"""Functions that receive the progress of long work."""

from collections.abc import Callable

ProgressCallback = Callable[[int, int | None], None]
"""Receives how much is done, and of how much; None while the total is not known."""

CountCallback = Callable[[int], None]
"""Receives how much is done."""
