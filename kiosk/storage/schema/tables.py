"""The typed tables, as all revisions together build them.

Names, types, nullability and delete rules of users, event_groups, events and attendance are a contract with
another back end. They are Core tables, not mapped classes: no object has to track its changes, and importing
the ORM would slow down the start of a kiosk.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    Uuid,
    false,
    text,
)

from kiosk.domain.check_in.command import CommandKind, CommandState, Verdict
from kiosk.domain.check_in.parked import Handling
from kiosk.domain.check_in.scan import Method
from kiosk.domain.check_in.scan_log import EVERY_LOGGED, Logged
from kiosk.domain.event import EventState
from kiosk.domain.people.person import Role, StaffRole
from kiosk.storage.column_types import LoggedOutcome, Minutes, UtcDateTime, new_id, present_instant

metadata = MetaData(
    # Indexes have Sequelize's names, constraints have PostgreSQL's default names: a database that the other
    # back end made already has these.
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)


def _id_column() -> Column[UUID]:
    return Column(Uuid(), primary_key=True, server_default=new_id())


def _instant_column() -> Column[datetime]:
    return Column(UtcDateTime(), nullable=False, server_default=present_instant())


def _number_column() -> Column[int]:
    # On SQLite only INTEGER counts by itself.
    return Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)


def _not_blank(column: str) -> CheckConstraint:
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_not_blank")


def _one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class _UserColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    name: Named[str] = Column(String(255))
    email: Named[str] = Column(String(255))
    password_hash: Named[str] = Column(String(255))
    role: Named[Role] = Column(
        Enum(Role, name="enum_users_role", create_constraint=True), server_default=Role.PARTICIPANT
    )
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    # Sorted by bytes on both engines: people are listed in this order, and the index below keeps it.
    search_text: Named[str | None] = Column(Text().with_variant(Text(collation="C"), "postgresql"))
    must_change_password: Named[bool] = Column(Boolean(), server_default=false())


users = Table("users", metadata, _UserColumns)
users.append_constraint(_not_blank("name"))
users.append_constraint(_not_blank("email"))


class _EventGroupColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    name: Named[str] = Column(String(255))
    description: Named[str | None] = Column(Text())
    created_by: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


event_groups = Table("event_groups", metadata, _EventGroupColumns)
event_groups.append_constraint(_not_blank("name"))


class _EventColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    group_id: Named[UUID] = Column(Uuid(), ForeignKey("event_groups.id", ondelete="CASCADE"))
    title: Named[str] = Column(String(255))
    start_time: Named[datetime] = Column(UtcDateTime())
    duration_minutes: Named[timedelta] = Column(Minutes())
    code_text: Named[str] = Column(String(50))
    code_qr: Named[str | None] = Column(Text())
    state: Named[EventState] = Column(
        Enum(EventState, name="enum_events_state", create_constraint=True), server_default=EventState.OPEN
    )
    created_by: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    location: Named[str | None] = Column(String(255))
    opens_before_minutes: Named[timedelta] = Column(Minutes(), server_default=text("30"))
    ignore_schedule: Named[bool] = Column(Boolean(), server_default=false())
    capacity: Named[int | None] = Column(Integer())
    guest_list: Named[bool] = Column(Boolean(), server_default=false())


events = Table("events", metadata, _EventColumns)
events.append_constraint(
    CheckConstraint("duration_minutes >= 1 AND duration_minutes <= 1440", name="duration_minutes")
)
events.append_constraint(
    CheckConstraint(
        "opens_before_minutes >= 0 AND opens_before_minutes <= 10080", name="opens_before_minutes"
    )
)
events.append_constraint(CheckConstraint("capacity > 0", name="capacity"))
events.append_constraint(_not_blank("title"))
events.append_constraint(_not_blank("code_text"))


class _AttendanceColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    event_id: Named[UUID] = Column(Uuid(), ForeignKey("events.id", ondelete="CASCADE"))
    participant_id: Named[UUID | None] = Column(Uuid(), ForeignKey("users.id", ondelete="SET NULL"))
    timestamp: Named[datetime] = _instant_column()
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    method: Named[Method | None] = Column(Enum(Method, native_enum=False, length=16))
    kiosk: Named[str | None] = Column(String(255))


attendance = Table("attendance", metadata, _AttendanceColumns)
attendance.append_constraint(_one_of("method", Method))


class _PassColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    participant_id: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"))
    token_hash: Named[str] = Column(CHAR(64))
    revoked_at: Named[datetime | None] = Column(UtcDateTime())
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    # The only event where it is good; None: it is good at all events.
    event_id: Named[UUID | None] = Column(Uuid(), ForeignKey("events.id", ondelete="CASCADE"))


passes = Table("passes", metadata, _PassColumns)


class _GuestColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    event_id: Named[UUID] = Column(Uuid(), ForeignKey("events.id", ondelete="CASCADE"))
    participant_id: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    ticket_type: Named[str | None] = Column(String(255))
    badge_line: Named[str | None] = Column(String(255))
    company: Named[str | None] = Column(String(255))
    contact: Named[str | None] = Column(String(255))  # an e-mail address that others may share
    note: Named[str | None] = Column(Text())


guests = Table("guests", metadata, _GuestColumns)


class _ProfileColumns(TypedColumns):
    id: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    language: Named[str | None] = Column(String(35))  # a language tag (BCP 47), such as "ro" or "zh-Hans"
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


profiles = Table("profiles", metadata, _ProfileColumns)
profiles.append_constraint(_not_blank("language"))


class _StaffRoleColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    person_id: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"))
    role: Named[StaffRole] = Column(Enum(StaffRole, native_enum=False, length=16))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


staff_roles = Table("staff_roles", metadata, _StaffRoleColumns)
staff_roles.append_constraint(_one_of("role", StaffRole))


class _ScanLogColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    event_id: Named[UUID | None] = Column(Uuid(), ForeignKey("events.id", ondelete="SET NULL"))
    participant_id: Named[UUID | None] = Column(Uuid(), ForeignKey("users.id", ondelete="SET NULL"))
    outcome: Named[Logged] = Column(LoggedOutcome())
    method: Named[Method] = Column(Enum(Method, native_enum=False, length=16))
    kiosk: Named[str | None] = Column(String(255))
    code_hash: Named[str | None] = Column(CHAR(64))
    scanned_at: Named[datetime] = _instant_column()
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    reason: Named[str | None] = Column(Text())
    organizer_id: Named[UUID | None] = Column(Uuid(), ForeignKey("users.id", ondelete="SET NULL"))
    clock_offset_ms: Named[int | None] = Column(Integer())
    shown_outcome: Named[Logged | None] = Column(LoggedOutcome())  # where the person saw another one
    resolved_at: Named[datetime | None] = Column(UtcDateTime())


scan_log = Table("scan_log", metadata, _ScanLogColumns)
scan_log.append_constraint(_one_of("outcome", EVERY_LOGGED))
scan_log.append_constraint(_one_of("method", Method))


class _InstallationColumns(TypedColumns):
    key: Named[str] = Column(String(64), primary_key=True)
    value: Named[str] = Column(Text())
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


installation = Table("installation", metadata, _InstallationColumns)


class _SignInFailureColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    address_hash: Named[str] = Column(CHAR(64))
    failures: Named[int] = Column(Integer(), server_default=text("0"))
    failed_at: Named[datetime] = _instant_column()
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


sign_in_failures = Table("sign_in_failures", metadata, _SignInFailureColumns)
sign_in_failures.append_constraint(CheckConstraint("failures >= 0", name="failures"))


class _ShareColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    group_id: Named[UUID | None] = Column(Uuid(), ForeignKey("event_groups.id", ondelete="CASCADE"))
    event_id: Named[UUID | None] = Column(Uuid(), ForeignKey("events.id", ondelete="CASCADE"))
    organizer_id: Named[UUID] = Column(Uuid(), ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


shares = Table("shares", metadata, _ShareColumns)
shares.append_constraint(CheckConstraint("(group_id IS NULL) <> (event_id IS NULL)", name="one_subject"))


class _KioskColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    name: Named[str] = Column(String(255))
    event_id: Named[UUID | None] = Column(Uuid(), ForeignKey("events.id", ondelete="SET NULL"))
    seen_at: Named[datetime | None] = Column(UtcDateTime())
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()
    version: Named[str | None] = Column(String(32))
    waiting: Named[int] = Column(Integer(), server_default=text("0"))
    oldest_waiting_at: Named[datetime | None] = Column(UtcDateTime())
    camera: Named[str | None] = Column(String(16))
    clock_offset_ms: Named[int | None] = Column(Integer())
    reports: Named[int] = Column(BigInteger(), server_default=text("0"))
    protocol: Named[int | None] = Column(Integer())
    moved_to: Named[UUID | None] = Column(Uuid())  # no foreign key: the event may be deleted before
    moved_at: Named[datetime | None] = Column(UtcDateTime())


kiosks = Table("kiosks", metadata, _KioskColumns)
kiosks.append_constraint(_not_blank("name"))


class _ChangeColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    changed_at: Named[datetime] = _instant_column()
    organizer_id: Named[UUID | None] = Column(Uuid(), ForeignKey("users.id", ondelete="SET NULL"))
    organizer_name: Named[str] = Column(String(255))
    kind: Named[str] = Column(String(32))
    subject_kind: Named[str] = Column(String(16))
    subject_id: Named[UUID | None] = Column(Uuid())  # no foreign key: the audit keeps what was deleted
    subject_name: Named[str] = Column(Text())
    subject_search: Named[str] = Column(Text(), server_default="")
    group_id: Named[UUID | None] = Column(Uuid())  # as subject_id
    owner_id: Named[UUID | None] = Column(Uuid())  # as subject_id
    before: Named[Any | None] = Column(JSON(none_as_null=True), nullable=True)
    after: Named[Any | None] = Column(JSON(none_as_null=True), nullable=True)
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


changes = Table("changes", metadata, _ChangeColumns)


class _OutboxColumns(TypedColumns):
    number: Named[int] = _number_column()
    id: Named[UUID] = Column(Uuid())
    kind: Named[CommandKind] = Column(Enum(CommandKind, native_enum=False, length=16))
    content: Named[Any] = Column(JSON())
    state: Named[CommandState] = Column(
        Enum(CommandState, native_enum=False, length=16), server_default=CommandState.PENDING
    )
    answer: Named[Any | None] = Column(JSON(none_as_null=True), nullable=True)
    answered_at: Named[datetime | None] = Column(UtcDateTime())
    is_undone: Named[bool] = Column(Boolean(), server_default=false())
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


outbox = Table("outbox", metadata, _OutboxColumns)
outbox.append_constraint(_one_of("state", CommandState))


class _LedgerColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    verdict: Named[Verdict] = Column(Enum(Verdict, native_enum=False, length=16))
    row_id: Named[UUID | None] = Column(Uuid())  # no foreign key: the ledger outlives the row
    reason: Named[str | None] = Column(String(255))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


ledger = Table("ledger", metadata, _LedgerColumns)
ledger.append_constraint(_one_of("verdict", Verdict))


class _ParkedColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    kiosk_id: Named[UUID] = Column(Uuid())  # no foreign keys: what it refers to may be gone
    kiosk: Named[str] = Column(String(255))
    event_id: Named[UUID | None] = Column(Uuid())
    participant_id: Named[UUID | None] = Column(Uuid())
    outcome: Named[str | None] = Column(String(32))
    method: Named[str | None] = Column(String(16))
    scanned_at: Named[datetime | None] = Column(UtcDateTime())
    clock_offset_ms: Named[int | None] = Column(Integer())
    reason: Named[str | None] = Column(String(255))
    handled_at: Named[datetime | None] = Column(UtcDateTime())
    handled_as: Named[Handling | None] = Column(Enum(Handling, native_enum=False, length=16))
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


parked_check_ins = Table("parked_check_ins", metadata, _ParkedColumns)
parked_check_ins.append_constraint(_one_of("handled_as", Handling))


class _ChangeLogColumns(TypedColumns):
    number: Named[int] = _number_column()
    xid: Named[int] = Column(BigInteger())
    table_name: Named[str] = Column(String(32))
    row_id: Named[UUID | None] = Column(Uuid())  # no foreign key: the row may be deleted
    event_id: Named[UUID | None] = Column(Uuid())  # as row_id
    changed_at: Named[datetime] = _instant_column()


change_log = Table("change_log", metadata, _ChangeLogColumns)


class _KioskLoginColumns(TypedColumns):
    id: Named[UUID] = _id_column()
    role: Named[str] = Column(String(63))
    one_time_role: Named[str | None] = Column(String(63))
    name: Named[str | None] = Column(String(255))
    event_id: Named[UUID | None] = Column(Uuid(), ForeignKey("events.id", ondelete="SET NULL"))
    expires_at: Named[datetime | None] = Column(UtcDateTime())
    claimed_at: Named[datetime | None] = Column(UtcDateTime())
    kiosk_id: Named[UUID | None] = Column(Uuid())  # no foreign key: a forgotten kiosk may report again
    revoked_at: Named[datetime | None] = Column(UtcDateTime())
    created_at: Named[datetime] = _instant_column()
    updated_at: Named[datetime] = _instant_column()


kiosk_logins = Table("kiosk_logins", metadata, _KioskLoginColumns)
