"""Refusals to fill a database with the demo, or to rehearse a venue on it."""

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


@dataclass(frozen=True, slots=True)
class RehearsalNeedsServer(AboutDemo):
    """A rehearsal with many kiosks needs PostgreSQL, and the database is a SQLite file."""


@dataclass(frozen=True, slots=True)
class KiosksNotOpen(AboutDemo):
    """Not every kiosk of a rehearsal opened in time."""

    seconds: int


@dataclass(frozen=True, slots=True)
class CheckInsNotSent(AboutDemo):
    """Check-ins of a rehearsal still wait for the centre long after the last fault.

    Attributes:
        waiting: How many.
        seconds: How long they had.
    """

    waiting: int
    seconds: int


DemoRefusal = DatabaseNotEmpty | DemoEventDeleted | RehearsalNeedsServer | KiosksNotOpen | CheckInsNotSent
