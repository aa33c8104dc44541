"""Roles of the server for new kiosks: a kiosk's own login, and the one-time login that claims it.

The kiosk's role is made with the sheet, with all rights of a door, but may not log in. The claim only gives
it a password. PostgreSQL gets SCRAM verifiers, so no password is in its log.
"""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, text

from kiosk.domain.errors import Refused
from kiosk.domain.refusals.machine.pairing import PairingNeedsAdministrator
from kiosk.storage.schema.door_rights import (
    grant_door_rights,
    quoted_role,
    run,
    take_common_rights,
    take_every_right,
)

if TYPE_CHECKING:
    import psycopg

_MAY_PAIR = text(
    """
    SELECT current_user AS login, rolsuper OR rolcreaterole AS may_make_logins,
        (SELECT proowner = pg_roles.oid FROM pg_proc
            WHERE pronamespace = 'kiosk_pairing'::regnamespace AND proname = 'claim')
        AND (rolsuper OR (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database
            WHERE datname = current_database())) AS is_owner
    FROM pg_roles WHERE rolname = current_user
    """
)
_ROLE = text("SELECT 1 FROM pg_roles WHERE rolname = :role")


def require_pairing_rights(connection: Connection) -> None:
    """Checks that this login may make the logins of kiosks.

    Raises:
        Refused: It may not; an administrator has to make them.
    """
    row = connection.execute(_MAY_PAIR).one()
    if not (row.may_make_logins and row.is_owner):
        raise Refused(PairingNeedsAdministrator(row.login, is_owner=bool(row.is_owner)))


def make_kiosk_role(connection: Connection, role: str) -> None:
    """Makes the role of a new kiosk, with the rights of a door, which cannot log in before it is claimed."""
    run(connection, f"CREATE ROLE {quoted_role(connection, role)} NOLOGIN")
    grant_door_rights(connection, role)


def make_one_time_login(connection: Connection, role: str, secret: str, expires_at: datetime) -> None:
    """Makes a login whose only right is to claim the login of one kiosk, until an instant.

    Args:
        connection: In a transaction of the owner of the tables.
        role: Its name.
        secret: Its password.
        expires_at: Until when it is valid, aware.
    """
    name, verifier = quoted_role(connection, role), scram_verifier(connection, role, secret)
    until = expires_at.isoformat()
    run(
        connection, f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 3 PASSWORD '{verifier}' VALID UNTIL '{until}'"
    )
    database = take_common_rights(connection, role)
    run(connection, f"GRANT CONNECT ON DATABASE {database} TO {name}")
    run(connection, f"GRANT USAGE ON SCHEMA kiosk_pairing TO {name}")
    run(connection, f"GRANT EXECUTE ON FUNCTION kiosk_pairing.claim(text, uuid) TO {name}")


def drop_role(connection: Connection, role: str) -> None:
    """Takes every right from a role and drops it; one that is gone already is no error."""
    if connection.execute(_ROLE, {"role": role}).one_or_none() is not None:
        take_every_right(connection, role)
        run(connection, f"DROP ROLE {quoted_role(connection, role)}")


def scram_verifier(connection: Connection, role: str, password: str) -> str:
    """Returns what PostgreSQL stores in place of a password, from which nobody can compute it."""
    driver = cast("psycopg.Connection[object]", connection.connection.driver_connection)
    made = driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return made.decode("ascii")
