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
_DATABASE = text("SELECT quote_ident(current_database()), quote_ident(current_schema())")
_OTHER_LOGINS = text(
    "SELECT quote_ident(rolname) FROM pg_roles WHERE rolcanlogin AND NOT rolsuper"
    " AND NOT has_schema_privilege(rolname, :protocol, 'USAGE') AND rolname <> :role"
)
_TEMP_IS_PUBLIC = text(
    "SELECT EXISTS (SELECT FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) AS acl"
    " WHERE datname = current_database() AND acl.grantee = 0 AND acl.privilege_type = 'TEMPORARY')"
)
_CREATE_IS_PUBLIC = text(
    "SELECT EXISTS (SELECT FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) AS acl"
    " WHERE nspname = current_schema() AND acl.grantee = 0 AND acl.privilege_type = 'CREATE')"
)


def grant_door(connection: Connection, role: str) -> None:
    """Lets a login work as a door, and do nothing else.

    Everybody may make temporary tables in a new PostgreSQL database, and before PostgreSQL 15 tables in its
    schema. These two rights go from everybody to the other logins that exist now.

    Args:
        connection: In a transaction of the owner of the tables.
        role: The login's name.

    Raises:
        Refused: There is no such login, or it could do more than a door may.
    """
    name = _quoted(connection, role)
    if connection.execute(_HAS_MORE_RIGHTS, {"role": role}).scalar_one():
        raise Refused(RoleHasMoreRights(role))
    database, schema = connection.execute(_DATABASE).one()
    others = (
        connection.execute(_OTHER_LOGINS, {"role": role, "protocol": PROTOCOL_SCHEMAS[0]}).scalars().all()
    )
    _keep_for_others(connection, _TEMP_IS_PUBLIC, f"TEMPORARY ON DATABASE {database}", others)
    _keep_for_others(connection, _CREATE_IS_PUBLIC, f"CREATE ON SCHEMA {schema}", others)
    _run(connection, f"GRANT CONNECT ON DATABASE {database} TO {name}")
    for protocol in PROTOCOL_SCHEMAS:
        _run(connection, f"GRANT USAGE ON SCHEMA {protocol} TO {name}")
        asked = {"schema": protocol, "names": list(PROTOCOL_FUNCTIONS)}
        for signature in connection.execute(_SIGNATURES, asked).scalars().all():
            _run(connection, f"GRANT EXECUTE ON FUNCTION {signature} TO {name}")


def revoke_door(connection: Connection, role: str) -> None:
    """Takes the rights of a door from a login.

    Raises:
        Refused: There is no such login.
    """
    name = _quoted(connection, role)
    database, _schema = connection.execute(_DATABASE).one()
    schemas = ", ".join(PROTOCOL_SCHEMAS)
    _run(connection, f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {schemas} FROM {name}")
    _run(connection, f"REVOKE ALL ON SCHEMA {schemas} FROM {name}")
    _run(connection, f"REVOKE ALL ON DATABASE {database} FROM {name}")


def _quoted(connection: Connection, role: str) -> str:
    if connection.execute(_ROLE, {"role": role}).one_or_none() is None:
        raise Refused(RoleMissing(role))
    return connection.dialect.identifier_preparer.quote_identifier(role)


def _keep_for_others(
    connection: Connection, is_public: TextClause, right: str, others: Sequence[str]
) -> None:
    if connection.execute(is_public).scalar_one():
        _run(connection, f"REVOKE {right} FROM PUBLIC")
        for other in others:
            _run(connection, f"GRANT {right} TO {other}")


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement).close()
