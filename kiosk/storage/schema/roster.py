"""The columns that a door copies from the centre: those of the doors' newest protocol.

Everything else stays at the centre: a door knows no address and no password hash.
"""

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column

from kiosk.storage.schema.tables import attendance, events, guests, passes, profiles, users


class RosterTable(StrEnum):
    """The tables of which a door has a copy, each after those that its rows refer to."""

    EVENTS = "events"
    PEOPLE = "users"
    PROFILES = "profiles"
    PASSES = "passes"
    GUESTS = "guests"
    ATTENDANCE = "attendance"


ROSTER_COLUMNS: dict[RosterTable, tuple[Column[Any], ...]] = {
    RosterTable.EVENTS: (
        events.c.id,
        events.c.title,
        events.c.start_time,
        events.c.duration_minutes,
        events.c.code_text,
        events.c.state,
        events.c.location,
        events.c.opens_before_minutes,
        events.c.ignore_schedule,
        events.c.capacity,
        events.c.guest_list,
    ),
    RosterTable.PEOPLE: (users.c.id, users.c.name),
    RosterTable.PROFILES: (profiles.c.id, profiles.c.language),
    RosterTable.PASSES: (
        passes.c.id,
        passes.c.participant_id,
        passes.c.token_hash,
        passes.c.revoked_at,
        passes.c.event_id,
    ),
    RosterTable.GUESTS: (
        guests.c.id,
        guests.c.event_id,
        guests.c.participant_id,
        guests.c.ticket_type,
        guests.c.badge_line,
    ),
    RosterTable.ATTENDANCE: (
        attendance.c.id,
        attendance.c.event_id,
        attendance.c.participant_id,
        attendance.c.timestamp,
        attendance.c.method,
        attendance.c.kiosk,
    ),
}
"""The columns that doors copy; the first of each table is the id. New ones stand last."""

NOBODY = UUID(int=0)
"""Stands for what a door does not know: the organizer and group of its event, and in a pass that is good at
another event only, the holder and the event.
"""

CENTRE_ONLY = {
    RosterTable.EVENTS: {
        "group_id",
        "created_by",
        "code_qr",
        "created_at",
        "updated_at",
    },
    RosterTable.PEOPLE: {
        "email",
        "password_hash",
        "role",
        "search_text",
        "must_change_password",
        "created_at",
        "updated_at",
    },
    RosterTable.PROFILES: {"created_at", "updated_at"},
    RosterTable.PASSES: {"created_at", "updated_at"},
    RosterTable.GUESTS: {"company", "contact", "note", "created_at", "updated_at"},
    RosterTable.ATTENDANCE: {"created_at", "updated_at"},
}
"""The other columns, which no door needs. To show one at doors takes a new number of their protocol."""
