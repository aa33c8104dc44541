"""Refusals to open a door, or to give a login the rights of one."""

from dataclasses import dataclass


class AboutDoor:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DoorDatabaseInUse(AboutDoor):
    """Another program on this machine uses the door's own database.

    Attributes:
        file: The database's path.
    """

    file: str


@dataclass(frozen=True, slots=True)
class RightsNeedServer(AboutDoor):
    """Only PostgreSQL has logins, and the database is a SQLite file."""


@dataclass(frozen=True, slots=True)
class RoleMissing(AboutDoor):
    """The server has no login with this name."""

    role: str


@dataclass(frozen=True, slots=True)
class RoleHasMoreRights(AboutDoor):
    """The login can do more than a door may: it has rights on tables, owns something, or is in a group."""

    role: str


DoorRefusal = DoorDatabaseInUse | RightsNeedServer | RoleMissing | RoleHasMoreRights
