"""Refusals to open a door, or to give a login the rights of one, in words."""

from typing import assert_never

from kiosk.domain.refusals.machine.doors import (
    DoorDatabaseInUse,
    DoorRefusal,
    RightsNeedServer,
    RoleHasMoreRights,
    RoleMissing,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def door_refusal(reason: DoorRefusal, audience: Audience) -> str:
    """Explains why a door cannot be opened or given its rights, and what helps.

    Args:
        reason: The fact.
        audience: Only a technician reads paths, commands and the names of options.
    """
    if audience is not Audience.TECHNICIAN:
        return _(
            "A kiosk cannot be opened here now. Close another one on this machine, or ask your technician."
        )
    match reason:
        case DoorDatabaseInUse(file):
            return _(
                "Another kiosk on this machine uses {file}, which holds its list and its unsent check-ins."
                " Close that one first, or give this one a file of its own with KIOSK_DOOR_DATABASE."
            ).format(file=file)
        case RightsNeedServer():
            return _("An SQLite file has no logins. Doors get their own on a PostgreSQL server.")
        case RoleMissing(role):
            return _(
                "The server has no login {role}. Make one first, as its administrator:"
                " CREATE ROLE name LOGIN PASSWORD 'password'"
            ).format(role=repr(role))
        case RoleHasMoreRights(role):
            return _(
                "The login {role} can do more than a door may: it has rights on tables, owns something,"
                " or belongs to a group. Make a new login for each door."
            ).format(role=repr(role))
        case _:
            assert_never(reason)
