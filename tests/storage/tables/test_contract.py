"""The data model on which other programs rely, read from the real database."""

from sqlalchemy import TIMESTAMP, inspect
from sqlalchemy.dialects.postgresql import ENUM

from tests.storage.raw import add_user, ask_all, foreign_program, is_sqlite

# table → column → (type on PostgreSQL, takes NULL)
COLUMNS: dict[str, dict[str, tuple[str, bool]]] = {
    "users": {
        "id": ("UUID", False),
        "name": ("VARCHAR(255)", False),
        "email": ("VARCHAR(255)", False),
        "password_hash": ("VARCHAR(255)", False),
        "role": ("enum_users_role", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "search_text": ('TEXT COLLATE "C"', True),
        "must_change_password": ("BOOLEAN", False),
    },
    "event_groups": {
        "id": ("UUID", False),
        "name": ("VARCHAR(255)", False),
        "description": ("TEXT", True),
        "created_by": ("UUID", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "events": {
        "id": ("UUID", False),
        "group_id": ("UUID", False),
        "title": ("VARCHAR(255)", False),
        "start_time": ("timestamptz", False),
        "duration_minutes": ("INTEGER", False),
        "code_text": ("VARCHAR(50)", False),
        "code_qr": ("TEXT", True),
        "state": ("enum_events_state", False),
        "created_by": ("UUID", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "location": ("VARCHAR(255)", True),
        "opens_before_minutes": ("INTEGER", False),
        "ignore_schedule": ("BOOLEAN", False),
        "capacity": ("INTEGER", True),
        "guest_list": ("BOOLEAN", False),
    },
    "attendance": {
        "id": ("UUID", False),
        "event_id": ("UUID", False),
        "participant_id": ("UUID", True),
        "timestamp": ("timestamptz", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "method": ("VARCHAR(16)", True),
        "kiosk": ("VARCHAR(255)", True),
    },
    "passes": {
        "id": ("UUID", False),
        "participant_id": ("UUID", False),
        "token_hash": ("CHAR(64)", False),
        "revoked_at": ("timestamptz", True),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "event_id": ("UUID", True),
    },
    "guests": {
        "id": ("UUID", False),
        "event_id": ("UUID", False),
        "participant_id": ("UUID", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "ticket_type": ("VARCHAR(255)", True),
        "badge_line": ("VARCHAR(255)", True),
        "company": ("VARCHAR(255)", True),
        "contact": ("VARCHAR(255)", True),
        "note": ("TEXT", True),
    },
    "profiles": {
        "id": ("UUID", False),
        "language": ("VARCHAR(35)", True),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "staff_roles": {
        "id": ("UUID", False),
        "person_id": ("UUID", False),
        "role": ("VARCHAR(16)", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "scan_log": {
        "id": ("UUID", False),
        "event_id": ("UUID", True),
        "participant_id": ("UUID", True),
        "outcome": ("VARCHAR(32)", False),
        "method": ("VARCHAR(16)", False),
        "kiosk": ("VARCHAR(255)", True),
        "code_hash": ("CHAR(64)", True),
        "scanned_at": ("timestamptz", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "reason": ("TEXT", True),
        "organizer_id": ("UUID", True),
        "clock_offset_ms": ("INTEGER", True),
        "shown_outcome": ("VARCHAR(32)", True),
        "resolved_at": ("timestamptz", True),
    },
    "shares": {
        "id": ("UUID", False),
        "group_id": ("UUID", True),
        "event_id": ("UUID", True),
        "organizer_id": ("UUID", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "kiosks": {
        "id": ("UUID", False),
        "name": ("VARCHAR(255)", False),
        "event_id": ("UUID", True),
        "seen_at": ("timestamptz", True),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
        "version": ("VARCHAR(32)", True),
        "waiting": ("INTEGER", False),
        "oldest_waiting_at": ("timestamptz", True),
        "camera": ("VARCHAR(16)", True),
        "clock_offset_ms": ("INTEGER", True),
        "reports": ("BIGINT", False),
        "protocol": ("INTEGER", True),
        "moved_to": ("UUID", True),
        "moved_at": ("timestamptz", True),
    },
    "outbox": {
        "number": ("BIGINT", False),
        "id": ("UUID", False),
        "kind": ("VARCHAR(16)", False),
        "content": ("JSON", False),
        "state": ("VARCHAR(16)", False),
        "answer": ("JSON", True),
        "answered_at": ("timestamptz", True),
        "is_undone": ("BOOLEAN", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "ledger": {
        "id": ("UUID", False),
        "verdict": ("VARCHAR(16)", False),
        "row_id": ("UUID", True),
        "reason": ("VARCHAR(255)", True),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "parked_check_ins": {
        "id": ("UUID", False),
        "kiosk_id": ("UUID", False),
        "kiosk": ("VARCHAR(255)", False),
        "event_id": ("UUID", True),
        "participant_id": ("UUID", True),
        "outcome": ("VARCHAR(32)", True),
        "method": ("VARCHAR(16)", True),
        "scanned_at": ("timestamptz", True),
        "clock_offset_ms": ("INTEGER", True),
        "reason": ("VARCHAR(255)", True),
        "handled_at": ("timestamptz", True),
        "handled_as": ("VARCHAR(16)", True),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "change_log": {
        "number": ("BIGINT", False),
        "xid": ("BIGINT", False),
        "table_name": ("VARCHAR(32)", False),
        "row_id": ("UUID", True),
        "event_id": ("UUID", True),
        "changed_at": ("timestamptz", False),
    },
    "changes": {
        "id": ("UUID", False),
        "changed_at": ("timestamptz", False),
        "organizer_id": ("UUID", True),
        "organizer_name": ("VARCHAR(255)", False),
        "kind": ("VARCHAR(32)", False),
        "subject_kind": ("VARCHAR(16)", False),
        "subject_id": ("UUID", True),
        "subject_name": ("TEXT", False),
        "subject_search": ("TEXT", False),
        "group_id": ("UUID", True),
        "owner_id": ("UUID", True),
        "before": ("JSON", True),
        "after": ("JSON", True),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "sign_in_failures": {
        "id": ("UUID", False),
        "address_hash": ("CHAR(64)", False),
        "failures": ("INTEGER", False),
        "failed_at": ("timestamptz", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
    "installation": {
        "key": ("VARCHAR(64)", False),
        "value": ("TEXT", False),
        "created_at": ("timestamptz", False),
        "updated_at": ("timestamptz", False),
    },
}

DELETE_RULES = {
    ("event_groups", "created_by"): ("users", "CASCADE"),
    ("events", "group_id"): ("event_groups", "CASCADE"),
    ("events", "created_by"): ("users", "CASCADE"),
    ("attendance", "event_id"): ("events", "CASCADE"),
    ("attendance", "participant_id"): ("users", "SET NULL"),
    ("passes", "participant_id"): ("users", "CASCADE"),
    ("passes", "event_id"): ("events", "CASCADE"),
    ("guests", "event_id"): ("events", "CASCADE"),
    ("guests", "participant_id"): ("users", "CASCADE"),
    ("profiles", "id"): ("users", "CASCADE"),
    ("staff_roles", "person_id"): ("users", "CASCADE"),
    ("scan_log", "event_id"): ("events", "SET NULL"),
    ("scan_log", "participant_id"): ("users", "SET NULL"),
    ("scan_log", "organizer_id"): ("users", "SET NULL"),
    ("shares", "group_id"): ("event_groups", "CASCADE"),
    ("shares", "event_id"): ("events", "CASCADE"),
    ("shares", "organizer_id"): ("users", "CASCADE"),
    ("kiosks", "event_id"): ("events", "SET NULL"),
    ("changes", "organizer_id"): ("users", "SET NULL"),
}

# table → name → (columns, unique, where)
INDEXES: dict[str, dict[str, tuple[list[str], bool, str | None]]] = {
    "users": {
        "users_email": (["email"], True, None),
        "users_role": (["role"], False, None),
        "users_created_at": (["created_at"], False, None),
        "users_search_text_id": (["search_text", "id"], False, None),
    },
    "event_groups": {
        "event_groups_created_by": (["created_by"], False, None),
        "event_groups_created_at": (["created_at"], False, None),
        "event_groups_name": (["name"], False, None),
    },
    "events": {
        "events_group_id": (["group_id"], False, None),
        "events_created_by": (["created_by"], False, None),
        "events_code_text": (["code_text"], True, None),
        "events_state": (["state"], False, None),
        "events_start_time": (["start_time"], False, None),
        "events_created_at": (["created_at"], False, None),
    },
    "attendance": {
        "attendance_event_id": (["event_id"], False, None),
        "attendance_participant_id": (["participant_id"], False, None),
        "attendance_timestamp": (["timestamp"], False, None),
        "attendance_event_id_participant_id": (["event_id", "participant_id"], False, None),
        "attendance_event_id_timestamp_id": (["event_id", "timestamp", "id"], False, None),
        "attendance_created_at": (["created_at"], False, None),
        "attendance_one_per_participant": (
            ["event_id", "participant_id"],
            True,
            "participant_id IS NOT NULL",
        ),
    },
    "passes": {
        "passes_token_hash": (["token_hash"], False, None),
        "passes_event_id_token_hash": (["event_id", "token_hash"], True, None),
        "passes_token_hash_at_all_events": (["token_hash"], True, "event_id IS NULL"),
        "passes_participant_id": (["participant_id"], False, None),
    },
    "profiles": {},
    "staff_roles": {"staff_roles_person_id_role": (["person_id", "role"], True, None)},
    "guests": {
        "guests_event_id_participant_id": (["event_id", "participant_id"], True, None),
        "guests_participant_id": (["participant_id"], False, None),
    },
    "scan_log": {
        "scan_log_event_id": (["event_id"], False, None),
        "scan_log_participant_id": (["participant_id"], False, None),
        "scan_log_scanned_at": (["scanned_at"], False, None),
        "scan_log_organizer_id": (["organizer_id"], False, None),
        "scan_log_event_id_outcome_scanned_at": (["event_id", "outcome", "scanned_at"], False, None),
        "scan_log_double_entries": (
            ["event_id"],
            False,
            "shown_outcome IS NOT NULL AND resolved_at IS NULL",
        ),
    },
    "shares": {
        "shares_group_id_organizer_id": (["group_id", "organizer_id"], True, None),
        "shares_event_id_organizer_id": (["event_id", "organizer_id"], True, None),
        "shares_organizer_id": (["organizer_id"], False, None),
    },
    "kiosks": {
        "kiosks_name": (["name"], True, None),
        "kiosks_event_id": (["event_id"], False, None),
    },
    "changes": {
        "changes_changed_at_id": (["changed_at", "id"], False, None),
        "changes_organizer_id": (["organizer_id"], False, None),
        "changes_subject_id": (["subject_id"], False, None),
        "changes_group_id": (["group_id"], False, None),
    },
    "sign_in_failures": {
        "sign_in_failures_address_hash": (["address_hash"], True, None),
        "sign_in_failures_failed_at": (["failed_at"], False, None),
    },
    "installation": {},
    "outbox": {
        "outbox_id": (["id"], True, None),
        "outbox_state_number": (["state", "number"], False, None),
    },
    "ledger": {},
    "parked_check_ins": {"parked_check_ins_open": (["kiosk_id"], False, "handled_at IS NULL")},
    "change_log": {"change_log_xid": (["xid"], False, None)},
}


def test_every_table_has_the_agreed_columns_types_and_nullability(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        inspector = inspect(connection)
        found = {
            table: {
                column["name"]: (column["type"], column["nullable"])
                for column in inspector.get_columns(table)
            }
            for table in COLUMNS
        }
        assert {table: list(columns) for table, columns in found.items()} == {
            table: list(columns) for table, columns in COLUMNS.items()
        }
        for table, columns in COLUMNS.items():
            for name, (wanted, nullable) in columns.items():
                kind, takes_null = found[table][name]
                assert takes_null is nullable, f"{table}.{name}"
                if not is_sqlite(connection):
                    assert _spelt(kind) == wanted, f"{table}.{name}"


def test_sqlite_stores_ids_as_hex_and_instants_as_text_in_utc(sqlite_url: str) -> None:
    with foreign_program(sqlite_url) as connection:
        user = add_user(connection)
        shapes = ask_all(
            connection, "SELECT typeof(id), length(id), typeof(created_at), created_at FROM users"
        )
    assert len(user) == 32
    assert shapes[0][:3] == ("text", 32, "text")
    assert len(shapes[0][3]) == len("2026-11-26 18:30:00.123456")


def test_deleting_follows_the_agreed_rules(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        inspector = inspect(connection)
        found = {
            (table, key["constrained_columns"][0]): (key["referred_table"], key["options"].get("ondelete"))
            for table in COLUMNS
            for key in inspector.get_foreign_keys(table)
        }
    assert found == DELETE_RULES


def test_every_agreed_index_is_there_and_no_other(database_url: str) -> None:
    with foreign_program(database_url) as connection:
        inspector = inspect(connection)
        engine = connection.dialect.name
        found = {
            table: {
                index["name"]: (
                    index["column_names"],
                    bool(index["unique"]),
                    _plain(index.get("dialect_options", {}).get(f"{engine}_where")),
                )
                for index in inspector.get_indexes(table)
            }
            for table in INDEXES
        }
        keys = {table: inspector.get_pk_constraint(table)["constrained_columns"] for table in INDEXES}
    assert found == INDEXES
    others = {"installation": ["key"], "outbox": ["number"], "change_log": ["number"]}
    assert keys == {table: others.get(table, ["id"]) for table in INDEXES}


def test_postgresql_enums_have_the_other_back_ends_names(postgres_url: str) -> None:
    with foreign_program(postgres_url) as connection:
        found = ask_all(
            connection,
            "SELECT typname, string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum"
            " JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname ORDER BY typname",
        )
    assert found == [("enum_events_state", "OPEN,CLOSED"), ("enum_users_role", "EO,PARTICIPANT")]


def _spelt(kind: object) -> str:
    match kind:
        case ENUM():
            return str(kind.name)
        case TIMESTAMP():
            return "timestamptz" if kind.timezone else "timestamp"
        case _:
            return str(kind)


def _plain(where: object) -> str | None:
    return None if where is None else str(where).replace("(", "").replace(")", "")
