"""SQL of the doors' protocol, number 1: the functions through which a door works with the centre.

A door never reads or writes a table. It sends its commands to `exchange`, and reads with the functions that
are named like tables. They run with the rights of their owner, and find only the tables of the schema in
which the revision made them. There are no views: a view would forbid the other back end to alter the columns
that it shows. A newer protocol gets a schema of its own, and this one stays for doors that are older.
"""

SCHEMA = "kiosk_door_1"
"""The schema of the functions."""

_LOGGED_TABLES = {
    "attendance": "event_id",
    "guests": "event_id",
    "events": "id",
    "users": "NULL::uuid",
    "passes": "NULL::uuid",
}
"""The tables on which a door depends, each with the event to which a row belongs."""

_PARTS = ("insert", "update", "delete", "truncate")

_ROWS = {
    # The name alone counts of a user: signing in or a new password hash is no news for doors.
    ("users", "UPDATE"): "SELECT coalesce(becomes.id, was.id) AS id FROM was FULL JOIN becomes"
    " ON becomes.id = was.id WHERE becomes.name IS DISTINCT FROM was.name",
    "INSERT": "SELECT * FROM becomes",
    "UPDATE": "SELECT * FROM was UNION ALL SELECT * FROM becomes",
    "DELETE": "SELECT * FROM was",
}

_REFERENCING = {
    "insert": " REFERENCING NEW TABLE AS becomes",
    "update": " REFERENCING OLD TABLE AS was NEW TABLE AS becomes",
    "delete": " REFERENCING OLD TABLE AS was",
    "truncate": "",
}


def change_log_statements(schema: str) -> list[str]:
    """Returns the statements that log each change of a door's tables, by any program.

    One statement's rows are logged by one INSERT. The transaction's id stands beside each, because a door
    asks for the rows of all transactions that it has not seen, in whichever order they were committed.

    Args:
        schema: The schema of the tables, quoted.
    """
    statements = []
    for table, event in _LOGGED_TABLES.items():
        statements += logging_statements(schema, table, event)
    return statements


def logging_statements(schema: str, table: str, event: str) -> list[str]:
    """Returns the statements that log each change of one table.

    Args:
        schema: The schema of the tables, quoted.
        table: The table.
        event: SQL for the event to which a row belongs; `NULL::uuid` where it may concern every door.
    """
    return [
        _logging_function(schema, table, event),
        *(
            f"CREATE TRIGGER {table}_doors_{part} AFTER {part.upper()} ON {table}{_REFERENCING[part]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION kiosk_log_{table}()"
            for part in _PARTS
        ),
    ]


def change_log_drops() -> list[str]:
    """Returns the statements that undo change_log_statements."""
    return [f"DROP FUNCTION kiosk_log_{table}() CASCADE" for table in _LOGGED_TABLES]


def protocol_statements(schema: str) -> list[str]:
    """Returns the statements that make the schema of the protocol.

    Args:
        schema: The schema of the tables, quoted.
    """
    secure = f"LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    return [
        f"CREATE SCHEMA {SCHEMA}",
        *(_reading_function(name, *parts, secure) for name, parts in READ.items()),
        *(each.format(secure=secure, protocol=SCHEMA) for each in FUNCTIONS),
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC",
    ]


def _reading_function(name: str, columns: dict[str, str], rows: str, secure: str) -> str:
    """Returns the statement that makes a function which reads rows by their ids, or all of them."""
    result = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    values = ", ".join(f"each.{column}::{kind}" for column, kind in columns.items())
    select = f"RETURN QUERY SELECT {values} FROM {name} AS each WHERE {rows}"  # noqa: S608 -- our tables
    return (
        f"CREATE FUNCTION {SCHEMA}.{_NAMES.get(name, name)}(ids uuid[], of_event uuid)"
        f" RETURNS TABLE ({result}) STABLE {secure} AS $$ BEGIN"
        f" IF ids IS NOT NULL THEN {select} AND each.id = ANY (ids); ELSE {select}; END IF; END $$"
    )


def _logging_function(schema: str, table: str, event: str) -> str:
    log = "INSERT INTO change_log (xid, table_name"
    xid = "pg_current_xact_id()::text::bigint"
    branches = []
    for operation in ("INSERT", "UPDATE", "DELETE"):
        rows = _ROWS.get((table, operation), _ROWS[operation])
        values = f"SELECT DISTINCT {xid}, TG_TABLE_NAME, id, {event} FROM ({rows}) AS changed"  # noqa: S608 -- our tables
        branches.append(f"IF TG_OP = '{operation}' THEN {log}, row_id, event_id) {values};")
    return (
        f"CREATE FUNCTION kiosk_log_{table}() RETURNS trigger"
        f" LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp AS $$ BEGIN "
        + " ELS".join(branches)
        + f" ELSE {log}) VALUES ({xid}, TG_TABLE_NAME);"
        " PERFORM pg_notify('kiosk_changes', TG_TABLE_NAME); END IF; RETURN NULL; END $$"
    )


READ = {
    "events": (
        {
            "id": "uuid",
            "title": "text",
            "start_time": "timestamptz",
            "duration_minutes": "integer",
            "code_text": "text",
            "state": "text",
            "location": "text",
            "opens_before_minutes": "integer",
            "ignore_schedule": "boolean",
            "capacity": "integer",
            "guest_list": "boolean",
        },
        "(of_event IS NULL OR each.id = of_event)",
    ),
    "users": (
        {"id": "uuid", "name": "text"},
        """
        (EXISTS (SELECT FROM passes WHERE participant_id = each.id)
        OR EXISTS (SELECT FROM guests WHERE participant_id = each.id AND event_id = of_event)
        OR EXISTS (SELECT FROM attendance WHERE participant_id = each.id AND event_id = of_event))
        """,
    ),
    "passes": (
        {"id": "uuid", "participant_id": "uuid", "token_hash": "text", "revoked_at": "timestamptz"},
        "true",
    ),
    "guests": ({"id": "uuid", "event_id": "uuid", "participant_id": "uuid"}, "each.event_id = of_event"),
    "attendance": (
        {
            "id": "uuid",
            "event_id": "uuid",
            "participant_id": "uuid",
            '"timestamp"': "timestamptz",
            "method": "text",
            "kiosk": "text",
        },
        "each.event_id = of_event",
    ),
}
"""The tables that doors read: the columns and the rows that they may see. No address, no password hash."""

_NAMES = {"users": "people"}

FUNCTIONS = (
    # The centre as a door recognizes it. A promoted standby has another timeline, a restored dump another
    # database. What both may hide shows in the number of the kiosk's reports, see note_report.
    """
CREATE FUNCTION {protocol}.server() RETURNS jsonb STABLE {secure} AS $$
BEGIN
    RETURN jsonb_build_object(
        'system', (SELECT system_identifier::text FROM pg_control_system()),
        'timeline', left(pg_walfile_name(pg_current_wal_lsn()), 8),
        'database', (SELECT oid::text FROM pg_database WHERE datname = current_database()),
        'now', clock_timestamp());
END $$
""",
    # The oldest transaction whose changes are still in the log: a door that has not seen an older one
    # cannot catch up, and loads whole.
    """
CREATE FUNCTION {protocol}.log_begins() RETURNS bigint STABLE {secure} AS $$
BEGIN
    RETURN coalesce((SELECT value::bigint FROM installation WHERE key = 'change_log_begins'), 0);
END $$
""",
    # The rows that were changed by transactions which a snapshot did not see. A row without an id stands for
    # all rows of its table.
    """
CREATE FUNCTION {protocol}.changes(seen pg_snapshot, of_event uuid)
    RETURNS TABLE (table_name text, row_id uuid) STABLE {secure} AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT each.table_name::text, each.row_id FROM change_log AS each
        WHERE each.xid >= pg_snapshot_xmin(seen)::text::bigint
        AND NOT pg_visible_in_snapshot(each.xid::text::xid8, seen)
        AND (each.event_id IS NULL OR each.event_id = of_event);
END $$
""",
    # Keeps the log between one and two days. Only rows of transactions that had ended a day ago go.
    """
CREATE FUNCTION {protocol}.prune_log() RETURNS void {secure} AS $$
DECLARE
    oldest bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    mark text;
BEGIN
    SELECT value INTO mark FROM installation
        WHERE key = 'change_log_mark' AND updated_at < now() - interval '1 day' FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        DELETE FROM change_log WHERE xid < mark::bigint;
        INSERT INTO installation (key, value) VALUES ('change_log_begins', mark)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value;
        UPDATE installation SET value = oldest::text, updated_at = now() WHERE key = 'change_log_mark';
    ELSE
        INSERT INTO installation (key, value) VALUES ('change_log_mark', oldest::text) ON CONFLICT DO NOTHING;
    END IF;
END $$
""",
    # Writes that a kiosk runs: each exchange is a real write, so it is acknowledged only when a synchronous
    # standby has it. Returns how many reports of this kiosk came before; a smaller number than the kiosk's
    # own means that this database is older than what the kiosk has seen.
    """
CREATE FUNCTION {protocol}.note_report(report jsonb) RETURNS bigint {secure} AS $$
DECLARE
    kiosk_id uuid := (report->>'id')::uuid;
    given text := (SELECT value FROM installation WHERE key = 'kiosk_name.' || (report->>'id'));
    wanted text := left(coalesce(given, report->>'name'), 255);
    shown uuid := (SELECT id FROM events WHERE id = (report->>'event_id')::uuid FOR KEY SHARE);
    before bigint;
BEGIN
    -- Another computer that had this name and no longer reports was replaced by this one.
    DELETE FROM kiosks WHERE name = wanted AND id <> kiosk_id
        AND (seen_at IS NULL OR seen_at < now() - interval '30 seconds');
    IF EXISTS (SELECT FROM kiosks WHERE name = wanted AND id <> kiosk_id) THEN
        wanted := left(wanted, 240) || ' (' || left(kiosk_id::text, 8) || ')';
    END IF;
    INSERT INTO kiosks AS kiosk (id, name, event_id, seen_at, version, waiting, oldest_waiting_at, camera,
            clock_offset_ms, reports)
        VALUES (kiosk_id, wanted, shown, now(), left(report->>'version', 32),
            coalesce((report->>'waiting')::integer, 0), (report->>'oldest_waiting_at')::timestamptz,
            left(report->>'camera', 16), (report->>'clock_offset_ms')::integer, 1)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, event_id = excluded.event_id, seen_at = now(),
            version = excluded.version, waiting = excluded.waiting,
            oldest_waiting_at = excluded.oldest_waiting_at, camera = excluded.camera,
            clock_offset_ms = excluded.clock_offset_ms, reports = kiosk.reports + 1
        RETURNING reports - 1 INTO before;
    RETURN before;
END $$
""",
    # Carries out a check-in that a door has decided. The unique index of attendance decides who was first.
    """
CREATE FUNCTION {protocol}.check_in(command_id uuid, content jsonb) RETURNS ledger {secure} AS $$
DECLARE
    event uuid := (content->>'event_id')::uuid;
    person uuid;
    answer ledger;
    outcome text := content->>'outcome';
    method text := content->>'method';
    at timestamptz := (content->>'scanned_at')::timestamptz;
    is_new boolean;
BEGIN
    answer.id := command_id;
    answer.verdict := 'RECORDED';
    PERFORM FROM events WHERE id = event FOR KEY SHARE;
    IF NOT FOUND THEN
        answer.verdict := 'REJECTED';
        answer.reason := 'EVENT_DELETED';
        RETURN answer;
    END IF;
    -- Of somebody who was deleted the check-in stays, without a name, as it does for earlier ones.
    SELECT id INTO person FROM users WHERE id = (content->>'participant_id')::uuid FOR KEY SHARE;
    IF outcome = 'CHECKED_IN' AND NOT coalesce((content->>'is_undone')::boolean, false) THEN
        LOOP
            INSERT INTO attendance (id, event_id, participant_id, "timestamp", method, kiosk)
                VALUES (command_id, event, person, at, method, content->>'kiosk') ON CONFLICT DO NOTHING;
            is_new := FOUND;
            EXIT WHEN is_new;
            SELECT attendance.id INTO answer.row_id FROM attendance
                WHERE attendance.id = command_id
                OR attendance.event_id = event AND attendance.participant_id = person;
            EXIT WHEN FOUND;  -- or the row in the way was just undone
        END LOOP;
        IF is_new OR answer.row_id = command_id THEN
            answer.row_id := command_id;
        ELSE
            answer.verdict := 'DUPLICATE';
            outcome := 'ALREADY_CHECKED_IN';
        END IF;
    END IF;
    INSERT INTO scan_log (id, event_id, participant_id, outcome, method, kiosk, code_hash, scanned_at,
            clock_offset_ms)
        VALUES (command_id, event, person, outcome, method, content->>'kiosk', content->>'code_hash', at,
            (content->>'clock_offset_ms')::integer)
        ON CONFLICT (id) DO NOTHING;
    RETURN answer;
END $$
""",
    # Notes that a door had shown a yes to somebody whose check-in was a duplicate: the organizer's list of
    # conflicts shows it.
    """
CREATE FUNCTION {protocol}.note_shown(command_id uuid, content jsonb) RETURNS ledger {secure} AS $$
DECLARE
    answer ledger;
BEGIN
    UPDATE scan_log SET shown_outcome = content->>'outcome' WHERE id = (content->>'scan_id')::uuid;
    answer.id := command_id;
    answer.verdict := 'RECORDED';
    RETURN answer;
END $$
""",
    # Answers one command: from the ledger when it was answered before, whatever happened to its row since.
    """
CREATE FUNCTION {protocol}.answer(command jsonb) RETURNS jsonb {secure} AS $$
DECLARE
    command_id uuid := (command->>'id')::uuid;
    given ledger;
    is_replay boolean;
    earlier record;
BEGIN
    SELECT * INTO given FROM ledger WHERE id = command_id;
    is_replay := FOUND;
    IF NOT is_replay THEN
        BEGIN
            CASE command->>'kind'
                WHEN 'CHECK_IN' THEN given := {protocol}.check_in(command_id, command->'content');
                WHEN 'SHOWN' THEN given := {protocol}.note_shown(command_id, command->'content');
                ELSE RAISE data_exception USING MESSAGE = 'unknown kind of command';
            END CASE;
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            given.id := command_id;
            given.verdict := 'REJECTED';
            given.row_id := NULL;
            given.reason := left('INVALID ' || SQLERRM, 255);
        END;
        INSERT INTO ledger (id, verdict, row_id, reason)
            VALUES (given.id, given.verdict, given.row_id, given.reason) ON CONFLICT (id) DO NOTHING;
        IF NOT FOUND THEN  -- the same command came on another connection at the same moment
            SELECT * INTO given FROM ledger WHERE id = command_id;
            is_replay := true;
        END IF;
    END IF;
    SELECT "timestamp" AS at, kiosk INTO earlier FROM attendance
        WHERE given.verdict = 'DUPLICATE' AND attendance.id = given.row_id;
    RETURN jsonb_build_object('id', given.id, 'verdict', given.verdict, 'row_id', given.row_id,
        'at', earlier.at, 'kiosk', earlier.kiosk, 'reason', given.reason, 'is_replay', is_replay,
        'is_undone', is_replay AND given.verdict = 'RECORDED' AND given.row_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM attendance WHERE attendance.id = given.row_id));
END $$
""",
    # Carries out at once those check-ins of a queue that nothing stands in the way of, and enters them in the
    # ledger. It is the same rule as check_in, which carries out the others one by one.
    """
CREATE FUNCTION {protocol}.check_in_many(commands jsonb) RETURNS void {secure} AS $$
BEGIN
    WITH sent AS (
        SELECT (each->>'id')::uuid AS id, each->'content' AS content
            FROM jsonb_array_elements(commands) AS each WHERE each->>'kind' = 'CHECK_IN'
    ), new AS MATERIALIZED (
        SELECT sent.id, events.id AS event, users.id AS person, content,
                (content->>'scanned_at')::timestamptz AS at,
                content->>'outcome' = 'CHECKED_IN'
                    AND NOT coalesce((content->>'is_undone')::boolean, false) AS attends
            FROM sent
            JOIN events ON events.id = (content->>'event_id')::uuid
            LEFT JOIN users ON users.id = (content->>'participant_id')::uuid
            WHERE NOT EXISTS (SELECT FROM ledger WHERE ledger.id = sent.id)
    ), added AS (
        INSERT INTO attendance (id, event_id, participant_id, "timestamp", method, kiosk)
            SELECT id, event, person, at, content->>'method', content->>'kiosk' FROM new WHERE attends
            ORDER BY event, person, id
            ON CONFLICT DO NOTHING RETURNING id
    ), clear AS (
        SELECT * FROM new WHERE NOT attends OR id IN (SELECT id FROM added)
    ), logged AS (
        INSERT INTO scan_log (id, event_id, participant_id, outcome, method, kiosk, code_hash, scanned_at,
                clock_offset_ms)
            SELECT id, event, person, content->>'outcome', content->>'method', content->>'kiosk',
                content->>'code_hash', at, (content->>'clock_offset_ms')::integer FROM clear
            ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO ledger (id, verdict, row_id)
        SELECT id, 'RECORDED', CASE WHEN attends THEN id END FROM clear ON CONFLICT (id) DO NOTHING;
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
    NULL;  -- one of them is at fault: nothing was carried out, and the next step finds it
END $$
""",
    # All doors' transactions take their locks in one order, so they never wait for each other in a circle.
    """
CREATE FUNCTION {protocol}.exchange(report jsonb, commands jsonb) RETURNS jsonb {secure} AS $$
DECLARE
    command jsonb;
    answers jsonb[] := '{{}}';
    before bigint;
BEGIN
    IF jsonb_array_length(commands) > 3 THEN
        PERFORM {protocol}.check_in_many(commands);
    END IF;
    FOR command IN SELECT each FROM jsonb_array_elements(commands) AS each
        ORDER BY each->'content'->>'event_id', each->'content'->>'participant_id', each->>'id'
    LOOP
        answers := answers || {protocol}.answer(command);
    END LOOP;
    before := {protocol}.note_report(report);
    IF mod(before, 100) = 0 THEN
        PERFORM {protocol}.prune_log();
    END IF;
    RETURN jsonb_build_object('server', {protocol}.server(), 'reports', before, 'answers', to_jsonb(answers),
        'name', (SELECT name FROM kiosks WHERE id = (report->>'id')::uuid));
END $$
""",
)
