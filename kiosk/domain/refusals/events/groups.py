"""Refusals because a group does not exist, its name is taken, or it has changed."""

from dataclasses import dataclass

from kiosk.domain.fields import Field


class AboutGroup:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoGroupNamed(AboutGroup):
    """No group that may be seen here has the name.

    Attributes:
        name: As typed; only the beginning of a very long name.
    """

    name: str


@dataclass(frozen=True, slots=True)
class SeveralGroupsNamed(AboutGroup):
    """Several organizers have a group of this name, so it is not clear which is meant."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class GroupNotThere(AboutGroup):
    """The group was deleted, or is no longer shared with this organizer: an organizer cannot see which."""


@dataclass(frozen=True, slots=True)
class GroupDeleted(AboutGroup):
    """Somebody deleted the group after it was read."""

    name: str


@dataclass(frozen=True, slots=True)
class ChosenGroupDeleted(AboutGroup):
    """Somebody deleted the group that was chosen for an event."""

    name: str


@dataclass(frozen=True, slots=True)
class GroupChanged(AboutGroup):
    """Somebody changed the group or its events after they were read, so nothing was copied."""

    name: str


@dataclass(frozen=True, slots=True)
class GroupNameTaken(AboutGroup):
    """Another group of the same organizer has the name.

    Attributes:
        name: As it would be stored.
        owner: The organizer's name, or None when it is not needed.
        field: Field.GROUP_NAME.
    """

    name: str
    owner: str | None = None
    field: Field = Field.GROUP_NAME


@dataclass(frozen=True, slots=True)
class GroupTooLargeToCopy(AboutGroup):
    """The group has more events than are copied at once."""

    events: int
    most: int


@dataclass(frozen=True, slots=True)
class GroupWithoutOwner(AboutGroup):
    """The account of the organizer who made the group is gone."""

    name: str


@dataclass(frozen=True, slots=True)
class GroupForAnotherOrganizer(AboutGroup):
    """An organizer at the desk asked for a group that would belong to somebody else."""


GroupRefusal = (
    NoGroupNamed
    | SeveralGroupsNamed
    | GroupNotThere
    | GroupDeleted
    | ChosenGroupDeleted
    | GroupChanged
    | GroupNameTaken
    | GroupTooLargeToCopy
    | GroupWithoutOwner
    | GroupForAnotherOrganizer
)
