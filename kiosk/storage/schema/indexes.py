"""The indexes of the tables, for migrations and comparisons.

The daily program needs none of them. A partial index loads SQLAlchemy's dialects of both engines, so a kiosk
starts sooner without this module.
"""

from sqlalchemy import Index

from kiosk.storage.schema.tables import (
    attendance,
    change_log,
    changes,
    event_groups,
    events,
    guests,
    kiosk_logins,
    kiosks,
    metadata,
    outbox,
    parked_check_ins,
    passes,
    scan_log,
    shares,
    sign_in_failures,
    staff_roles,
    users,
)

INDEXED = metadata
"""The tables together with all their indexes."""

Index(None, users.c.email, unique=True)
Index(None, users.c.role)
Index(None, users.c.created_at)
Index(None, users.c.search_text, users.c.id)

Index(None, event_groups.c.created_by)
Index(None, event_groups.c.created_at)
Index(None, event_groups.c.name)

Index(None, events.c.group_id)
Index(None, events.c.created_by)
Index(None, events.c.code_text, unique=True)
Index(None, events.c.state)
Index(None, events.c.start_time)
Index(None, events.c.created_at)

Index(None, attendance.c.event_id)
Index(None, attendance.c.participant_id)
Index(None, attendance.c.timestamp)
Index(None, attendance.c.event_id, attendance.c.participant_id)
Index(None, attendance.c.event_id, attendance.c.timestamp, attendance.c.id)
Index(None, attendance.c.created_at)
Index(
    "attendance_one_per_participant",
    attendance.c.event_id,
    attendance.c.participant_id,
    unique=True,
    postgresql_where=attendance.c.participant_id.is_not(None),
    sqlite_where=attendance.c.participant_id.is_not(None),
)

Index(None, passes.c.token_hash)
Index(None, passes.c.event_id, passes.c.token_hash, unique=True)
Index(
    "passes_token_hash_at_all_events",
    passes.c.token_hash,
    unique=True,
    postgresql_where=passes.c.event_id.is_(None),
    sqlite_where=passes.c.event_id.is_(None),
)
Index(None, passes.c.participant_id)

Index(None, guests.c.event_id, guests.c.participant_id, unique=True)
Index(None, guests.c.participant_id)

Index(None, staff_roles.c.person_id, staff_roles.c.role, unique=True)

Index(None, scan_log.c.event_id)
Index(None, scan_log.c.participant_id)
Index(None, scan_log.c.scanned_at)
Index(None, scan_log.c.organizer_id)
Index(None, scan_log.c.event_id, scan_log.c.outcome, scan_log.c.scanned_at)
Index(
    "scan_log_double_entries",
    scan_log.c.event_id,
    postgresql_where=scan_log.c.shown_outcome.is_not(None) & scan_log.c.resolved_at.is_(None),
    sqlite_where=scan_log.c.shown_outcome.is_not(None) & scan_log.c.resolved_at.is_(None),
)

Index(None, sign_in_failures.c.address_hash, unique=True)
Index(None, sign_in_failures.c.failed_at)

Index(None, shares.c.group_id, shares.c.organizer_id, unique=True)
Index(None, shares.c.event_id, shares.c.organizer_id, unique=True)
Index(None, shares.c.organizer_id)

Index(None, kiosks.c.name, unique=True)
Index(None, kiosks.c.event_id)

Index(None, changes.c.changed_at, changes.c.id)
Index(None, changes.c.organizer_id)
Index(None, changes.c.subject_id)
Index(None, changes.c.group_id)

Index(None, outbox.c.id, unique=True)
Index(None, outbox.c.state, outbox.c.number)

Index(None, change_log.c.xid)

Index(None, kiosk_logins.c.role, unique=True)
Index(None, kiosk_logins.c.one_time_role, unique=True)
Index(
    "parked_check_ins_open",
    parked_check_ins.c.kiosk_id,
    postgresql_where=parked_check_ins.c.handled_at.is_(None),
    sqlite_where=parked_check_ins.c.handled_at.is_(None),
)
