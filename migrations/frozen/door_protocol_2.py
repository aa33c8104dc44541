"""SQL of the doors' protocol, number 2: several passes a person, passes for one event, ticket types.

It differs from number 1 in what it reads, and it takes long queues faster. Number 1 stays for older doors,
limited by `for_older_doors` to what they can store.
"""

from collections.abc import Iterator

from migrations.frozen.door_protocol_1 import FUNCTIONS, READ

SCHEMA = "kiosk_door_2"
"""The schema of the functions."""

CALLED = (
    "events",
    "people",
    "profiles",
    "passes",
    "guests",
    "attendance",
    "changes",
    "log_begins",
    "exchange",
)
"""The functions that a door calls. The others of the schema are parts of these."""

_NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid"


def protocol_statements(schema: str) -> list[str]:
    """Returns the statements that make the schema of the protocol.

    Args:
        schema: The schema of the tables, quoted.
    """
    secure = _secure(schema)
    return [
        f"CREATE SCHEMA {SCHEMA}",
        *(_reading_function(name, *parts, secure) for name, parts in _READ.items()),
        *(each.format(secure=secure, protocol=SCHEMA) for each in _functions()),
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC",
    ]


def for_older_doors(schema: str) -> list[str]:
    """Returns the statements that limit protocol 1 to what its doors can store.

    Their own databases have no pass for one event, one live pass a person and each hash once: of several rows
    they keep the one that comes last. They do not know the table profiles.
    """
    return [_passes_of_protocol_1(schema, _FOR_THEIR_EVENT), _changes_of_protocol_1(schema, _THEIR_TABLES)]


def as_before_for_older_doors(schema: str) -> list[str]:
    """Returns the statements that undo for_older_doors."""
    return [_passes_of_protocol_1(schema, "true"), _changes_of_protocol_1(schema, "true")]


def rights_statements(login: str) -> list[str]:
    """Returns the statements that give a door's login its rights.

    Args:
        login: Its name, quoted.
    """
    functions = ", ".join(f"{SCHEMA}.{name}" for name in CALLED)
    return [
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {login}",
        f"GRANT EXECUTE ON FUNCTION {functions} TO {login}",
    ]


def _secure(schema: str) -> str:
    return f"LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"


def _reading_function(name: str, columns: dict[str, str], source: str, secure: str) -> str:
    """Returns the statement that makes a function which reads rows by their ids, or all of them.

    Args:
        name: The function's name.
        columns: The columns that it gives, with their types.
        source: A query with these columns and perhaps others, of the rows that doors of `of_event` may see.
        secure: The function's attributes.
    """
    result = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    values = ", ".join(f"each.{column}::{kind}" for column, kind in columns.items())
    select = f"RETURN QUERY SELECT {values} FROM ({source}) AS each"  # noqa: S608 -- our tables
    return (
        f"CREATE FUNCTION {SCHEMA}.{name}(ids uuid[], of_event uuid) RETURNS TABLE ({result}) STABLE {secure}"
        " AS $$\n#variable_conflict use_column\nBEGIN"
        f" IF ids IS NOT NULL THEN {select} WHERE each.id = ANY (ids); ELSE {select}; END IF; END $$"
    )


_FOR_THEIR_EVENT = "(each.event_id IS NULL OR each.event_id = of_event)"
_THEIR_TABLES = f"each.table_name IN ({', '.join(repr(name) for name in READ)})"


def _passes_of_protocol_1(schema: str, rows: str) -> str:
    columns = READ["passes"][0]
    result = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    values = ", ".join(f"each.{column}::{kind}" for column, kind in columns.items())
    order = "ORDER BY each.event_id NULLS FIRST, each.created_at" if rows != "true" else ""
    select = f"RETURN QUERY SELECT {values} FROM passes AS each WHERE {rows}"  # noqa: S608 -- our tables
    return (
        f"CREATE OR REPLACE FUNCTION kiosk_door_1.passes(ids uuid[], of_event uuid)"
        f" RETURNS TABLE ({result}) STABLE {_secure(schema)} AS $$ BEGIN IF ids IS NOT NULL"
        f" THEN {select} AND each.id = ANY (ids) {order}; ELSE {select} {order}; END IF; END $$"
    )


def _changes_of_protocol_1(schema: str, rows: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION kiosk_door_1.changes(seen pg_snapshot, of_event uuid)
    RETURNS TABLE (table_name text, row_id uuid) STABLE {_secure(schema)} AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT each.table_name::text, each.row_id FROM change_log AS each
        WHERE each.xid >= pg_snapshot_xmin(seen)::text::bigint
        AND NOT pg_visible_in_snapshot(each.xid::text::xid8, seen)
        AND (each.event_id IS NULL OR each.event_id = of_event) AND {rows};
END $$
"""  # noqa: S608 -- our tables


# The passes that are good at the door's event, and of all other events that are not long over the hashes
# alone, under nobody's name: a door then knows that such a ticket is one, for another event.
_GOOD_HERE = "(passes.event_id IS NULL OR passes.event_id = of_event)"
_PASSES = f"""
SELECT passes.id, passes.token_hash, passes.revoked_at,
    CASE WHEN {_GOOD_HERE} THEN passes.participant_id ELSE {_NOBODY} END AS participant_id,
    CASE WHEN {_GOOD_HERE} THEN passes.event_id ELSE {_NOBODY} END AS event_id
FROM passes LEFT JOIN events ON events.id = passes.event_id
WHERE {_GOOD_HERE} OR events.start_time + make_interval(mins => events.duration_minutes)
    > now() - interval '1 day'
"""  # noqa: S608 -- our tables
_KNOWN_HERE = """
(EXISTS (SELECT FROM passes WHERE passes.participant_id = {person}
    AND (passes.event_id IS NULL OR passes.event_id = of_event))
OR EXISTS (SELECT FROM guests WHERE guests.participant_id = {person} AND guests.event_id = of_event)
OR EXISTS (SELECT FROM attendance WHERE attendance.participant_id = {person}
    AND attendance.event_id = of_event))
"""

_READ = {
    "events": (READ["events"][0], "SELECT * FROM events WHERE of_event IS NULL OR events.id = of_event"),
    "people": (READ["users"][0], f"SELECT * FROM users WHERE {_KNOWN_HERE.format(person='users.id')}"),  # noqa: S608 -- our tables
    "profiles": (
        {"id": "uuid", "language": "text"},
        f"SELECT * FROM profiles WHERE {_KNOWN_HERE.format(person='profiles.id')}",  # noqa: S608 -- our tables
    ),
    "passes": ({**READ["passes"][0], "event_id": "uuid"}, _PASSES),
    "guests": (
        {**READ["guests"][0], "ticket_type": "text", "badge_line": "text"},
        "SELECT * FROM guests WHERE guests.event_id = of_event",
    ),
    "attendance": (READ["attendance"][0], "SELECT * FROM attendance WHERE attendance.event_id = of_event"),
}
"""The functions that read: the columns that they give, and the rows. No address, note or password hash."""

# Carries out at once those check-ins of a queue that nothing stands in the way of, enters them in the ledger
# and returns their answers. It is the same rule as check_in, which carries out the others one by one.
_CHECK_IN_MANY = """
CREATE FUNCTION {protocol}.check_in_many(commands jsonb) RETURNS jsonb[] {secure} AS $$
DECLARE
    answers jsonb[];
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
    ), entered AS (
        INSERT INTO ledger (id, verdict, row_id)
            SELECT id, 'RECORDED', CASE WHEN attends THEN id END FROM clear
            ON CONFLICT (id) DO NOTHING RETURNING id, verdict, row_id
    )
    SELECT array_agg(jsonb_build_object('id', id, 'verdict', verdict, 'row_id', row_id, 'at', NULL,
            'kiosk', NULL, 'reason', NULL, 'is_replay', false, 'is_undone', false))
        INTO answers FROM entered;
    RETURN coalesce(answers, '{{}}');
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
    RETURN '{{}}';  -- one of them is at fault: nothing was carried out, and the next step finds it
END $$
"""

# As in protocol 1. A command that was undone since is sent as undone to a centre that was restored from a
# backup: where the backup has its row, the row goes again.
_ANSWER = """
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
    ELSIF command->'content'->'is_undone' = 'true'::jsonb AND given.row_id = command_id THEN
        DELETE FROM attendance WHERE attendance.id = command_id;
    END IF;
    SELECT "timestamp" AS at, kiosk INTO earlier FROM attendance
        WHERE given.verdict = 'DUPLICATE' AND attendance.id = given.row_id;
    RETURN jsonb_build_object('id', given.id, 'verdict', given.verdict, 'row_id', given.row_id,
        'at', earlier.at, 'kiosk', earlier.kiosk, 'reason', given.reason, 'is_replay', is_replay,
        'is_undone', is_replay AND given.verdict = 'RECORDED' AND given.row_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM attendance WHERE attendance.id = given.row_id));
END $$
"""

# As in protocol 1, without the rows that the door itself has changed: it names the transactions of its own
# exchanges, whose answers it has.
_CHANGES = """
CREATE FUNCTION {protocol}.changes(seen pg_snapshot, of_event uuid, own xid8[])
    RETURNS TABLE (table_name text, row_id uuid) STABLE {secure} AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT each.table_name::text, each.row_id FROM change_log AS each
        WHERE each.xid >= pg_snapshot_xmin(seen)::text::bigint
        AND NOT pg_visible_in_snapshot(each.xid::text::xid8, seen)
        AND (each.event_id IS NULL OR each.event_id = of_event)
        AND each.xid::text::xid8 <> ALL (own);
END $$
"""

# As in protocol 1. It returns its transaction too, and notes which protocol the kiosk speaks.
_EXCHANGE = """
CREATE FUNCTION {protocol}.exchange(report jsonb, commands jsonb) RETURNS jsonb {secure} AS $$
DECLARE
    command jsonb;
    answers jsonb[] := '{{}}';
    before bigint;
BEGIN
    IF jsonb_array_length(commands) > 3 THEN
        answers := {protocol}.check_in_many(commands);
    END IF;
    FOR command IN SELECT each FROM jsonb_array_elements(commands) AS each
        WHERE NOT EXISTS (SELECT FROM unnest(answers) AS given WHERE given->>'id' = each->>'id')
        ORDER BY each->'content'->>'event_id', each->'content'->>'participant_id', each->>'id'
    LOOP
        answers := answers || {protocol}.answer(command);
    END LOOP;
    before := {protocol}.note_report(report);
    UPDATE kiosks SET protocol = 2 WHERE id = (report->>'id')::uuid AND protocol IS DISTINCT FROM 2;
    IF mod(before, 100) = 0 THEN
        PERFORM {protocol}.prune_log();
    END IF;
    RETURN jsonb_build_object('server', {protocol}.server(), 'reports', before, 'answers', to_jsonb(answers),
        'transaction', pg_current_xact_id()::text,
        'name', (SELECT name FROM kiosks WHERE id = (report->>'id')::uuid));
END $$
"""

_OWN = {"check_in_many": _CHECK_IN_MANY, "answer": _ANSWER, "changes": _CHANGES, "exchange": _EXCHANGE}


def _functions() -> Iterator[str]:
    """Yields the statements that make the functions beside those that read: of protocol 1, or its own."""
    for each in FUNCTIONS:
        name = each.partition("{protocol}.")[2].partition("(")[0]
        yield _OWN.get(name, each)
