"""Refusals to fill a database with the demo."""

from dataclasses import dataclass


class AboutDemo:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DatabaseNotEmpty(AboutDemo):
    """The database holds people or events that are not the demo's."""


@dataclass(frozen=True, slots=True)
class DemoEventDeleted(AboutDemo):
    """The event of the demo that this database holds was deleted."""


DemoRefusal = DatabaseNotEmpty | DemoEventDeleted
