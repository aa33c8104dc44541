"""Refusals to copy a whole database into another one."""

from dataclasses import dataclass


class AboutCopy:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CopyNeedsServer(AboutCopy):
    """The target is no PostgreSQL database, or the source is one."""


@dataclass(frozen=True, slots=True)
class TargetNotEmpty(AboutCopy):
    """The target holds other data. Nothing was copied."""


@dataclass(frozen=True, slots=True)
class CopyDiffers(AboutCopy):
    """A table has another number of rows in the target: another program writes there, or in the source.

    Attributes:
        table: The table's name.
        wanted: Its rows in the source.
        found: Its rows in the target.
    """

    table: str
    wanted: int
    found: int


CopyRefusal = CopyNeedsServer | TargetNotEmpty | CopyDiffers
