"""The certificate that a PostgreSQL server shows before anybody has logged in.

Nothing that is secret is sent: the handshake ends when the certificate has come.
https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest
"""

import hashlib
import socket
import ssl
import struct
from pathlib import Path

from kiosk.domain.errors import StorageUnavailable
from kiosk.domain.faults.storage import ServerTrouble, StorageFault

_SECONDS = 3.0
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)


def server_certificate(host: str, port: int, name: str) -> bytes | None:
    """Returns a server's certificate in DER, unverified; None when it speaks no TLS.

    Args:
        host: Its name or address, or the folder of its socket, on which there is never TLS.
        port: Its port.
        name: The database's name for people.

    Raises:
        StorageUnavailable: The server cannot be reached.
    """
    if host.startswith("/"):
        return None
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # whoever asks compares the fingerprint
    return _handshake(host, port, name, context)


def fingerprint_of(certificate: bytes) -> bytes:
    """Returns the SHA-256 of a certificate in DER."""
    return hashlib.sha256(certificate).digest()


def vouches_for(certificate_file: Path, host: str, port: int, *, with_name: bool) -> bool:
    """Returns True when a server shows a certificate that a file of certificates alone vouches for.

    It does for a self-signed certificate in it, and not for one that another issued.

    Args:
        certificate_file: The file, in PEM.
        host: The server's name or address.
        port: Its port.
        with_name: True when the certificate has to contain the host's name as well.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # with OpenSSL's own strictness, as libpq
    context.check_hostname = with_name
    try:
        context.load_verify_locations(certificate_file)
        return _handshake(host, port, host, context) is not None
    except (ssl.SSLError, StorageUnavailable):
        return False


def _handshake(host: str, port: int, name: str, context: ssl.SSLContext) -> bytes | None:
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as plain:
            plain.sendall(_SSL_REQUEST)
            if plain.recv(1) != b"S":
                return None
            with context.wrap_socket(plain, server_hostname=host) as encrypted:
                return encrypted.getpeercert(binary_form=True)
    except ssl.SSLCertVerificationError:
        raise  # which is an OSError
    except OSError as error:
        raise StorageUnavailable(StorageFault(ServerTrouble.UNREACHABLE, name, is_away=True)) from error
