"""The rights of a door's login: the functions of the doors' protocol, and nothing else."""

from collections.abc import Sequence

from sqlalchemy import Connection, TextClause, text

from kiosk.domain.check_in.protocol import PROTOCOLS
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.doors import RoleHasMoreRights, RoleMissing

PROTOCOL_SCHEMAS = tuple(f"kiosk_door_{number}" for number in PROTOCOLS)
"""The schemas of the protocols that a database serves, the oldest first."""

PROTOCOL_FUNCTIONS = (
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
"""The functions that a door calls, in any of the schemas. The others there are parts of these."""

_ROLE = text("SELECT 1 FROM pg_roles WHERE rolname = :role AND rolcanlogin")
_HAS_MORE_RIGHTS = text(
    """
    SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolname = current_user
        OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)
        OR EXISTS (SELECT FROM pg_shdepend WHERE refobjid = pg_roles.oid AND deptype = 'o')
        OR EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace
            AND relkind IN ('r', 'p', 'v', 'm')
            AND has_table_privilege(pg_roles.oid, pg_class.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE'))
    FROM pg_roles WHERE rolname = :role
    """
)
_SIGNATURES = text(
    "SELECT oid::regprocedure::text FROM pg_proc"
    " WHERE pronamespace = CAST(:schema AS regnamespace) AND proname = ANY (:names)"
)
_DOOR_SCHEMAS = text(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'kiosk\_door\_%'")
_LIST = text(
    "INSERT INTO kiosk_logins (role, claimed_at) VALUES (:role, now())"
    " ON CONFLICT (role) DO UPDATE SET revoked_at = NULL"
)
_LIST_REVOKED = text(
    "INSERT INTO kiosk_logins (role, claimed_at, revoked_at) VALUES (:role, now(), now())"
    " ON CONFLICT (role) DO UPDATE SET revoked_at = coalesce(kiosk_logins.revoked_at, now())"
)
_DATABASE = text("SELECT quote_ident(current_database()), quote_ident(current_schema())")
_OTHER_LOGINS = text(
    "SELECT quote_ident(rolname) FROM pg_roles WHERE rolcanlogin AND NOT rolsuper"
    " AND NOT has_schema_privilege(rolname, :protocol, 'USAGE') AND rolname <> :role"
    " AND NOT has_schema_privilege(rolname, 'kiosk_revoked', 'USAGE')"
    " AND NOT has_schema_privilege(rolname, 'kiosk_pairing', 'USAGE')"
)
_TEMP_IS_PUBLIC = text(
    "SELECT EXISTS (SELECT FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) AS acl"
    " WHERE datname = current_database() AND acl.grantee = 0 AND acl.privilege_type = 'TEMPORARY')"
)
_CREATE_IS_PUBLIC = text(
    "SELECT EXISTS (SELECT FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) AS acl"
    " WHERE nspname = current_schema() AND acl.grantee = 0 AND acl.privilege_type = 'CREATE')"
)
_NOTIFY = text("SELECT pg_notify('kiosk_changes', 'kiosk_logins')")
"""Makes doors and desks look at once."""


def grant_door(connection: Connection, role: str) -> None:
    """Lets a login work as a door, and do nothing else; lists it as one.

    Everybody may make temporary tables in a new PostgreSQL database, and before PostgreSQL 15 tables in its
    schema. These two rights go from everybody to the other logins that exist now.

    Args:
        connection: In a transaction of the owner of the tables.
        role: The login's name.

    Raises:
        Refused: There is no such login, or it could do more than a door may.
    """
    _quoted(connection, role)
    grant_door_rights(connection, role)
    connection.execute(_LIST, {"role": role}).close()


def grant_door_rights(connection: Connection, role: str) -> None:
    """Gives a role the rights of a door, even before it may log in; raises as grant_door does."""
    name = quoted_role(connection, role)
    if connection.execute(_HAS_MORE_RIGHTS, {"role": role}).scalar_one():
        raise Refused(RoleHasMoreRights(role))
    database = take_common_rights(connection, role)
    run(connection, f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA kiosk_revoked FROM {name}")
    run(connection, f"REVOKE ALL ON SCHEMA kiosk_revoked FROM {name}")
    run(connection, f"GRANT CONNECT ON DATABASE {database} TO {name}")
    for protocol in PROTOCOL_SCHEMAS:
        run(connection, f"GRANT USAGE ON SCHEMA {protocol} TO {name}")
        asked = {"schema": protocol, "names": list(PROTOCOL_FUNCTIONS)}
        for signature in connection.execute(_SIGNATURES, asked).scalars().all():
            run(connection, f"GRANT EXECUTE ON FUNCTION {signature} TO {name}")


def take_common_rights(connection: Connection, role: str) -> str:
    """Leaves to the other logins that exist now what everybody may do in a new database.

    Returns:
        The database's name, quoted.
    """
    database, schema = connection.execute(_DATABASE).one()
    others = (
        connection.execute(_OTHER_LOGINS, {"role": role, "protocol": PROTOCOL_SCHEMAS[0]}).scalars().all()
    )
    _keep_for_others(connection, _TEMP_IS_PUBLIC, f"TEMPORARY ON DATABASE {database}", others)
    _keep_for_others(connection, _CREATE_IS_PUBLIC, f"CREATE ON SCHEMA {schema}", others)
    return str(database)


def revoke_door(connection: Connection, role: str) -> None:
    """Takes the rights of a door from a login, and lists it as revoked.

    It may still connect and call one function, which answers that it is revoked: the kiosk learns of it
    without any doubt, erases its copy of the list, and hands over the check-ins that it had not sent.

    Raises:
        Refused: There is no such login.
    """
    name = _quoted(connection, role)
    database = take_every_right(connection, role)
    run(connection, f"GRANT CONNECT ON DATABASE {database} TO {name}")
    run(connection, f"GRANT USAGE ON SCHEMA kiosk_revoked TO {name}")
    run(connection, f"GRANT EXECUTE ON FUNCTION kiosk_revoked.report(jsonb) TO {name}")
    connection.execute(_LIST_REVOKED, {"role": role}).close()
    connection.execute(_NOTIFY).close()


def take_every_right(connection: Connection, role: str) -> str:
    """Takes every right from a role that was given here.

    Returns:
        The database's name, quoted.
    """
    name = quoted_role(connection, role)
    database, _schema = connection.execute(_DATABASE).one()
    doors = connection.execute(_DOOR_SCHEMAS).scalars().all()
    for schema in (*doors, "kiosk_pairing", "kiosk_revoked"):
        run(connection, f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schema} FROM {name}")
        run(connection, f"REVOKE ALL ON SCHEMA {schema} FROM {name}")
    run(connection, f"REVOKE ALL ON DATABASE {database} FROM {name}")
    return str(database)


def quoted_role(connection: Connection, role: str) -> str:
    """Returns a role's name as SQL writes it."""
    return connection.dialect.identifier_preparer.quote_identifier(role)


def _quoted(connection: Connection, role: str) -> str:
    if connection.execute(_ROLE, {"role": role}).one_or_none() is None:
        raise Refused(RoleMissing(role))
    return quoted_role(connection, role)


def _keep_for_others(
    connection: Connection, is_public: TextClause, right: str, others: Sequence[str]
) -> None:
    if connection.execute(is_public).scalar_one():
        run(connection, f"REVOKE {right} FROM PUBLIC")
        for other in others:
            run(connection, f"GRANT {right} TO {other}")


def run(connection: Connection, statement: str) -> None:
    """Executes a statement that takes no parameters."""
    connection.exec_driver_sql(statement).close()
