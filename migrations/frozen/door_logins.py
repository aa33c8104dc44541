"""SQL of the two schemas that logins reach which are not, or no longer, a door's.

kiosk_pairing has the one function of a one-time login: it claims the login that was made for a new kiosk.
kiosk_revoked has the one function of a revoked login: it answers that the login is revoked, and parks the
check-ins that the kiosk had not sent.
"""

PAIRING = "kiosk_pairing"
"""The schema of one-time logins."""

REVOKED = "kiosk_revoked"
"""The schema of revoked logins."""


def login_statements(schema: str) -> list[str]:
    """Returns the statements that make both schemas.

    Args:
        schema: The schema of the tables, quoted.
    """
    secure = f"LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp"
    made = []
    for name, functions in ((PAIRING, (_CLAIM,)), (REVOKED, (_PARK, _REPORT))):
        made.append(f"CREATE SCHEMA {name}")
        made += [each.replace("{secure}", secure) for each in functions]
        made.append(f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {name} FROM PUBLIC")
    return [*made, _LIST_EARLIER_LOGINS]


def login_drops() -> list[str]:
    """Returns the statements that undo login_statements."""
    return [f"DROP SCHEMA {name} CASCADE" for name in (PAIRING, REVOKED)]


# Gives the kiosk's login its password and ends the one-time login, which the desk then drops: nobody can
# drop a login that is connected at this moment. The server gets a SCRAM verifier, never the password.
_CLAIM = r"""
CREATE FUNCTION kiosk_pairing.claim(verifier text, kiosk uuid) RETURNS jsonb {secure} AS $$
DECLARE
    claimed kiosk_logins;
    own text := quote_ident(session_user);
BEGIN
    IF kiosk IS NULL OR coalesce(verifier, '')
        !~ '^SCRAM-SHA-256\$\d{4,6}:[\w+/=]{8,64}\$[\w+/=]{44}:[\w+/=]{44}$'
    THEN
        RAISE data_exception USING MESSAGE = 'not a SCRAM verifier';
    END IF;
    UPDATE kiosk_logins SET claimed_at = now(), kiosk_id = kiosk
        WHERE one_time_role = session_user::text AND claimed_at IS NULL AND revoked_at IS NULL
            AND expires_at > clock_timestamp()
        RETURNING * INTO claimed;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    EXECUTE 'ALTER ROLE ' || quote_ident(claimed.role) || ' LOGIN PASSWORD ' || quote_literal(verifier);
    EXECUTE 'ALTER ROLE ' || own || ' NOLOGIN PASSWORD NULL';
    EXECUTE 'REVOKE ALL ON FUNCTION kiosk_pairing.claim(text, uuid) FROM ' || own;
    EXECUTE 'REVOKE ALL ON SCHEMA kiosk_pairing FROM ' || own;
    RETURN jsonb_build_object('role', claimed.role, 'name', claimed.name,
        'event', (SELECT code_text FROM events WHERE id = claimed.event_id));
END $$
"""

# Keeps a check-in for an organizer to judge, unless the centre has answered it before. A database before
# revision 0012 keeps none: then it stays at the kiosk.
_PARK = """
CREATE FUNCTION kiosk_revoked.park(command jsonb, own kiosk_logins) RETURNS jsonb {secure} AS $$
DECLARE
    command_id uuid := (command->>'id')::uuid;
    content jsonb := command->'content';
    given ledger;
BEGIN
    INSERT INTO ledger (id, verdict, reason) VALUES (command_id, 'REJECTED', 'REVOKED')
        ON CONFLICT DO NOTHING;
    IF FOUND AND command->>'kind' = 'CHECK_IN' THEN
        BEGIN
            INSERT INTO parked_check_ins (id, kiosk_id, kiosk, event_id, participant_id, outcome, method,
                    scanned_at, clock_offset_ms, reason)
                VALUES (command_id, coalesce(own.kiosk_id, own.id),
                    left(coalesce(content->>'kiosk', own.name, own.role), 255),
                    (content->>'event_id')::uuid, (content->>'participant_id')::uuid,
                    left(content->>'outcome', 32), left(content->>'method', 16),
                    (content->>'scanned_at')::timestamptz, (content->>'clock_offset_ms')::integer, 'REVOKED');
        EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
            UPDATE ledger SET reason = left('INVALID ' || SQLERRM, 255) WHERE id = command_id;
        END;
    END IF;
    SELECT * INTO given FROM ledger WHERE id = command_id;
    RETURN jsonb_build_object('id', given.id, 'verdict', given.verdict, 'row_id', given.row_id, 'at', NULL,
        'kiosk', NULL, 'reason', given.reason, 'is_undone', false);
END $$
"""

# A stolen kiosk cannot fill the database: of one kiosk no more than 10,000 check-ins are parked. The others
# stay where they are.
_REPORT = """
CREATE FUNCTION kiosk_revoked.report(commands jsonb) RETURNS jsonb {secure} AS $$
DECLARE
    own kiosk_logins;
    command jsonb;
    answers jsonb[] := '{}';
    known bigint;
BEGIN
    SELECT * INTO own FROM kiosk_logins WHERE role = session_user::text AND revoked_at IS NOT NULL FOR UPDATE;
    IF NOT FOUND THEN
        RETURN jsonb_build_object('is_revoked', false, 'answers', '[]'::jsonb);
    END IF;
    IF to_regclass('parked_check_ins') IS NOT NULL THEN
        SELECT count(*) INTO known FROM parked_check_ins
            WHERE kiosk_id = coalesce(own.kiosk_id, own.id) AND reason = 'REVOKED';
        FOR command IN SELECT each FROM jsonb_array_elements(commands) AS each
            LIMIT least(1000, greatest(0, 10000 - known))
        LOOP
            answers := answers || kiosk_revoked.park(command, own);
        END LOOP;
    END IF;
    RETURN jsonb_build_object('is_revoked', true, 'answers', to_jsonb(answers));
END $$
"""

# The logins to which the rights of a door were given before this revision.
_LIST_EARLIER_LOGINS = """
INSERT INTO kiosk_logins (role, claimed_at)
    SELECT DISTINCT grantee.rolname, now()
    FROM pg_proc CROSS JOIN LATERAL aclexplode(pg_proc.proacl) AS acl
    JOIN pg_roles AS grantee ON grantee.oid = acl.grantee
    WHERE pg_proc.pronamespace = 'kiosk_door_1'::regnamespace AND pg_proc.proname = 'exchange'
        AND acl.grantee <> pg_proc.proowner AND grantee.rolcanlogin
"""
