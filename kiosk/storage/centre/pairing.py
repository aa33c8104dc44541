"""A new kiosk claims its own login at the centre, with the one-time login of a pairing sheet.

The certificate is compared before anything secret is sent. From then on libpq verifies the server: by the
certificate itself when it is self-signed, else by the password, which a server proves to know together with
its certificate (SCRAM with channel binding, RFC 5802 and RFC 5929).
"""

import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import URL, Connection, text
from sqlalchemy.exc import SQLAlchemyError

from kiosk.atomic_file import atomic_file, make_folder_for
from kiosk.domain.errors import Refused, StorageUnavailable
from kiosk.domain.faults.storage import ServerTrouble, StorageFault
from kiosk.domain.pairing import PairingText
from kiosk.domain.refusals.machine.pairing import CertificateDiffers, PairingSheetOver
from kiosk.storage.connection.address import name_for_people, read_address
from kiosk.storage.connection.certificate import fingerprint_of, server_certificate, vouches_for
from kiosk.storage.connection.engine import make_centre_engine
from kiosk.storage.errors import explain
from kiosk.storage.schema.kiosk_roles import scram_verifier

_CLAIM = text("SELECT kiosk_pairing.claim(:verifier, :kiosk_id)")
_PING = text("SELECT 1")
Result = TypeVar("Result")

_REFUSALS = {ServerTrouble.LOGIN_REFUSED, ServerTrouble.RIGHT_MISSING}


@dataclass(frozen=True, slots=True)
class ClaimedLogin:
    """A kiosk's own login.

    Attributes:
        url: The URL of the database with the login and its password, which only this kiosk knows.
        database: The database's name for people.
        name: The name that the desk gave the kiosk, or None.
        event_code: The code of the event that it shows, or None.
    """

    url: str
    database: str
    name: str | None
    event_code: str | None

    def __repr__(self) -> str:
        """Returns the login without its password."""
        return f"ClaimedLogin({self.database!r}, {self.name!r}, {self.event_code!r})"


def claim_login(sheet: PairingText, kiosk_id: UUID, certificate_file: Path) -> ClaimedLogin:
    """Claims the login that the desk has made for a kiosk, and tries it.

    Args:
        sheet: The contents of the pairing sheet.
        kiosk_id: The kiosk's id.
        certificate_file: Where to keep the server's certificate.

    Raises:
        Refused: The server shows another certificate, or does not take the sheet.
        StorageUnavailable: The server cannot be reached.
        StorageUnfit: It does not know pairing.
    """
    options = _verification(sheet, certificate_file)
    answer, password = _claim(_address(sheet, sheet.role, sheet.secret, options), kiosk_id)
    own = _address(sheet, str(answer["role"]), password, options)
    _run(own, lambda connection: connection.execute(_PING).close())
    return ClaimedLogin(
        own.set(drivername="postgresql").render_as_string(hide_password=False),
        name_for_people(own),
        answer["name"],
        answer["event"],
    )


def _verification(sheet: PairingText, certificate_file: Path) -> dict[str, str]:
    """Returns libpq's options with which it verifies the server.

    Raises:
        Refused: The server does not show the certificate whose fingerprint the sheet has.
        StorageUnavailable: The server cannot be reached.
    """
    if sheet.fingerprint is None:
        return {"sslmode": "disable"}
    certificate = server_certificate(sheet.host, sheet.port, sheet.host)
    if certificate is None or not compare_digest(fingerprint_of(certificate), sheet.fingerprint):
        raise Refused(CertificateDiffers(sheet.host))
    make_folder_for(certificate_file)
    with atomic_file(certificate_file, replaces=True) as half:
        half.write_text(ssl.DER_cert_to_PEM_cert(certificate), encoding="ascii")
    pinned = {"sslrootcert": str(certificate_file)}
    if vouches_for(certificate_file, sheet.host, sheet.port, with_name=True):
        return {"sslmode": "verify-full", **pinned}
    if vouches_for(certificate_file, sheet.host, sheet.port, with_name=False):
        return {"sslmode": "verify-ca", **pinned}  # this one certificate, by whichever name it is reached
    return {"sslmode": "require", "channel_binding": "require"}


def _address(sheet: PairingText, role: str, password: str, options: dict[str, str]) -> URL:
    is_socket = sheet.host.startswith("/")
    made = URL.create(
        "postgresql+psycopg",
        role,
        password,
        None if is_socket else sheet.host,
        None if is_socket else sheet.port,
        sheet.database,
        {**options, "host": sheet.host, "port": str(sheet.port)} if is_socket else options,
    )
    return read_address(made.render_as_string(hide_password=False))


def _claim(address: URL, kiosk_id: UUID) -> tuple[dict[str, str | None], str]:
    password = secrets.token_urlsafe(32)

    def claim(connection: Connection) -> object:
        verifier = scram_verifier(connection, address.username or "", password)
        return connection.execute(_CLAIM, {"verifier": verifier, "kiosk_id": kiosk_id}).scalar_one()

    try:
        answer = _run(address, claim)
    except StorageUnavailable as error:
        if isinstance(error.cause, StorageFault) and error.cause.trouble in _REFUSALS:
            raise Refused(PairingSheetOver()) from error
        raise
    if not isinstance(answer, dict):
        raise Refused(PairingSheetOver())
    return answer, password


def _run(address: URL, work: Callable[[Connection], Result]) -> Result:
    engine = make_centre_engine(address)
    try:
        with engine.connect() as connection:
            return work(connection)
    except SQLAlchemyError as error:
        explained = explain(error, name_for_people(address))
        if explained is None:
            raise
        raise explained from error
    finally:
        engine.dispose()
