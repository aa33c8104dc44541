"""SQL that adds the desk's answer for a door to the exchange of each version of the doors' protocol.

A door's report carries the check-ins that were rejected, and the time of the last move that it carried out.
The answer carries how many of its rejected check-ins nobody has handled, and the event to which an organizer
moves it. Doors that know nothing of this send and read nothing of it.

Every protocol's `exchange` is renamed, and a new one with its name and its rights calls it and adds the
answer of the desk. So this works with protocols of any number and with any content.
"""

_INNER = "exchange_commands"
_PROTOCOLS = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^kiosk_door_\d+$' ORDER BY nspname"


def protocols_statement() -> str:
    """Returns the query of the names of the protocols' schemas."""
    return _PROTOCOLS


def desk_statements(schema: str) -> list[str]:
    """Returns the statements that make the function of the desk's answer, and the news of its acts.

    Args:
        schema: The schema of the tables, quoted.
    """
    secure = f"LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    return [
        _ANSWER.format(secure=secure),
        "REVOKE ALL ON FUNCTION kiosk_answer_of_desk(jsonb) FROM PUBLIC",
        # The name of no table: all who listen look again, and a moved door reports at once.
        f"CREATE FUNCTION kiosk_send_moves() RETURNS trigger {secure} AS {_SENDING}",
        *_TRIGGERS,
    ]


def desk_drops() -> list[str]:
    """Returns the statements that undo desk_statements."""
    return [
        "DROP TRIGGER kiosks_moves ON kiosks",
        "DROP TRIGGER parked_check_ins_moves ON parked_check_ins",
        "DROP FUNCTION kiosk_send_moves()",
        "DROP FUNCTION kiosk_answer_of_desk(jsonb)",
    ]


def wrapping_statements(schema: str, protocol: str) -> list[str]:
    """Returns the statements that add the desk's answer to the exchange of a protocol.

    Args:
        schema: The schema of the tables, quoted.
        protocol: The protocol's schema.
    """
    secure = f"LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    return [
        f"ALTER FUNCTION {protocol}.exchange(jsonb, jsonb) RENAME TO {_INNER}",
        _EXCHANGE.format(protocol=protocol, inner=_INNER, schema=schema, secure=secure),
        f"REVOKE ALL ON FUNCTION {protocol}.exchange(jsonb, jsonb) FROM PUBLIC",
        _handing_over(protocol, _INNER, "exchange"),
    ]


def unwrapping_statements(protocol: str) -> list[str]:
    """Returns the statements that undo wrapping_statements."""
    return [
        _handing_over(protocol, "exchange", _INNER),
        f"DROP FUNCTION {protocol}.exchange(jsonb, jsonb)",
        f"ALTER FUNCTION {protocol}.{_INNER}(jsonb, jsonb) RENAME TO exchange",
    ]


def _handing_over(protocol: str, giver: str, taker: str) -> str:
    """Returns the statement that gives all logins' right to call one function to another instead."""
    giver, taker = (f"{protocol}.{each}(jsonb, jsonb)" for each in (giver, taker))
    return _HANDING_OVER.format(giver=giver, taker=taker)


_SENDING = "$$ BEGIN PERFORM pg_notify('kiosk_changes', 'kiosk_moves'); RETURN NULL; END $$"
_TRIGGERS = (
    """
CREATE TRIGGER kiosks_moves AFTER UPDATE OF moved_at ON kiosks FOR EACH ROW
    WHEN (NEW.moved_at IS NOT NULL AND NEW.moved_at IS DISTINCT FROM OLD.moved_at)
    EXECUTE FUNCTION kiosk_send_moves()
""",
    """
CREATE TRIGGER parked_check_ins_moves AFTER UPDATE OF handled_at ON parked_check_ins
    FOR EACH STATEMENT EXECUTE FUNCTION kiosk_send_moves()
""",
)
_EXCHANGE = """
CREATE FUNCTION {protocol}.exchange(report jsonb, commands jsonb) RETURNS jsonb {secure} AS $$
BEGIN
    RETURN {protocol}.{inner}(report, commands) || {schema}.kiosk_answer_of_desk(report);
END $$
"""
_HANDING_OVER = """
DO $$
DECLARE
    role text;
BEGIN
    FOR role IN SELECT quote_ident(rolname) FROM pg_proc, aclexplode(proacl) AS acl
        JOIN pg_roles ON pg_roles.oid = acl.grantee
        WHERE pg_proc.oid = '{giver}'::regprocedure AND acl.grantee <> proowner
    LOOP
        EXECUTE 'GRANT EXECUTE ON FUNCTION {taker} TO ' || role;
        EXECUTE 'REVOKE ALL ON FUNCTION {giver} FROM ' || role;
    END LOOP;
END $$
"""
# A rejected check-in is stored once, however often it is reported.
_ANSWER = """
CREATE FUNCTION kiosk_answer_of_desk(report jsonb) RETURNS jsonb {secure} AS $$
DECLARE
    reporter uuid := (report->>'id')::uuid;
    moved record;
BEGIN
    INSERT INTO parked_check_ins (id, kiosk_id, kiosk, event_id, participant_id, outcome, method, scanned_at,
            clock_offset_ms, reason)
        SELECT (each->>'id')::uuid, reporter, left(coalesce(each->>'kiosk', report->>'name'), 255),
            (each->>'event_id')::uuid, (each->>'participant_id')::uuid, left(each->>'outcome', 32),
            left(each->>'method', 16), (each->>'scanned_at')::timestamptz,
            (each->>'clock_offset_ms')::integer, left(each->>'reason', 255)
        FROM jsonb_array_elements(coalesce(report->'parked', '[]')) AS each
        ON CONFLICT (id) DO NOTHING;
    IF report->>'moved_at' IS NOT NULL THEN
        UPDATE kiosks SET moved_to = NULL, moved_at = NULL
            WHERE id = reporter AND moved_at = (report->>'moved_at')::timestamptz;
    END IF;
    SELECT moved_to, moved_at INTO moved FROM kiosks
        WHERE id = reporter AND EXISTS (SELECT FROM events WHERE id = moved_to);
    RETURN jsonb_build_object('moved_to', moved.moved_to, 'moved_at', moved.moved_at, 'parked_open',
        (SELECT count(*) FROM parked_check_ins WHERE kiosk_id = reporter AND handled_at IS NULL));
END $$
"""
