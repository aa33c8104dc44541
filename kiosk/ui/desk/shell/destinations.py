"""The destinations of the desk: what a link, a button or the sidebar leads to, with the subject to show."""

from dataclasses import dataclass, field
from uuid import UUID

from kiosk.domain.event import Event
from kiosk.services.people.guest_lists import ListsOf
from kiosk.services.people.passes import Everybody, PlannedPass, SelectedPeople


@dataclass(frozen=True, slots=True)
class Target:
    """The guest list of an event, or all guest lists of a group.

    Attributes:
        lists: The event or group.
        words: The name in the combo box.
        occasion: The name on a badge.
    """

    lists: ListsOf
    words: str
    occasion: str


@dataclass(frozen=True, slots=True)
class IssuedPasses:
    """Passes that work already; the print page shows them when it is opened with them."""

    passes: tuple[PlannedPass, ...]


@dataclass(frozen=True, slots=True)
class ToToday:
    """The events of today."""


@dataclass(frozen=True, slots=True)
class ToEvents:
    """The list of events.

    Attributes:
        group_id: The group whose events are listed, of all dates; None keeps the present filters.
    """

    group_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ToGroups:
    """The list of groups."""


@dataclass(frozen=True, slots=True)
class ToEvent:
    """One event while people arrive."""

    event_id: UUID


@dataclass(frozen=True, slots=True)
class ToGuestList:
    """The guest list of one event."""

    event: Event


@dataclass(frozen=True, slots=True)
class ToPeople:
    """The list of people."""


@dataclass(frozen=True, slots=True)
class ToPerson:
    """One person with their passes."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class ToPasses:
    """The page that prints passes.

    Attributes:
        whose: The recipients that are chosen first, or passes that work already.
    """

    whose: Everybody | SelectedPeople | Target | IssuedPasses = field(default_factory=Everybody)


@dataclass(frozen=True, slots=True)
class ToImport:
    """The page that imports people.

    Attributes:
        guest_list: The guest list that is chosen first; None for an import without one.
    """

    guest_list: Target | None = None


@dataclass(frozen=True, slots=True)
class ToKiosks:
    """The list of kiosks."""


@dataclass(frozen=True, slots=True)
class ToReports:
    """The page that exports reports."""


@dataclass(frozen=True, slots=True)
class ToChanges:
    """The list of changes."""


@dataclass(frozen=True, slots=True)
class ToOrganizers:
    """The list of organizers."""


@dataclass(frozen=True, slots=True)
class ToSettings:
    """The options of this machine."""


Destination = (
    ToToday
    | ToEvents
    | ToGroups
    | ToEvent
    | ToGuestList
    | ToPeople
    | ToPerson
    | ToPasses
    | ToImport
    | ToKiosks
    | ToReports
    | ToChanges
    | ToOrganizers
    | ToSettings
)
"""Every destination. `kiosk/ui/desk/routes.py` has a page for each; mypy names the one that it lacks."""
