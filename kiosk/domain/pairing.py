"""Pairing a new kiosk with a centre: the text of a pairing sheet, and the logins of kiosks.

The text is a URL, as a QR and to be typed: `kiosk://LOGIN-SECRET@HOST:PORT/DATABASE#FINGERPRINT`. Its secret
opens one thing for five minutes: a one-time login that may claim the login of one kiosk. Letters and digits
that look alike are read as one another (https://www.crockford.com/base32.html).
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import quote, unquote, urlsplit
from uuid import UUID

VALID_FOR = timedelta(minutes=5)
"""The time for which a pairing sheet can be used."""

ONE_TIME_ROLE = "kiosk_pair_"
"""The beginning of the name of a one-time login."""

KIOSK_ROLE = "kiosk_door_"
"""The beginning of the name of a kiosk's login."""

_SCHEME = "kiosk"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("ILO", "110", "- ")
_LOGIN_LENGTH, _SECRET_LENGTH = 6, 18
_GROUP = 6
_FINGERPRINT_BYTES = 32
_FINGERPRINT_LENGTH = 52  # 256 bits, 5 to a letter
_DEFAULT_PORT = 5432


@dataclass(frozen=True, slots=True)
class PairingText:
    """The contents of a pairing sheet.

    Attributes:
        host: The server's name or address in the network.
        port: Its port.
        database: The database.
        login: The part of the one-time login's name that follows ONE_TIME_ROLE, in capitals.
        secret: Its password, 90 random bits.
        fingerprint: The SHA-256 of the server's certificate, or None when it speaks no TLS.
    """

    host: str
    port: int
    database: str
    login: str
    secret: str = field(repr=False)
    fingerprint: bytes | None = None

    @classmethod
    def new(cls, host: str, port: int, database: str, fingerprint: bytes | None) -> Self:
        """Returns a text with a new login and a new secret."""
        return cls(host, port, database, _random(_LOGIN_LENGTH), _random(_SECRET_LENGTH), fingerprint)

    @property
    def role(self) -> str:
        """Returns the name of the one-time login."""
        return ONE_TIME_ROLE + self.login.lower()

    def as_text(self) -> str:
        """Returns the text for a QR, and to be typed."""
        both = self.login + self.secret
        groups = "-".join(both[at : at + _GROUP] for at in range(0, len(both), _GROUP))
        host = f"[{self.host}]" if ":" in self.host else quote(self.host, safe="")
        port = "" if self.port == _DEFAULT_PORT else f":{self.port}"
        mark = "" if self.fingerprint is None else f"#{_encoded(self.fingerprint)}"
        return f"{_SCHEME}://{groups}@{host}{port}/{quote(self.database, safe='')}{mark}"


def read_pairing_text(text: str) -> PairingText | None:
    """Returns the contents of a pairing sheet, or None for any other text.

    Args:
        text: The text as a camera read it, or as somebody typed it: spaces and line ends do not count.
    """
    try:
        url = urlsplit("".join(text.split()))
        port = url.port or _DEFAULT_PORT
        fingerprint = _decoded(url.fragment) if url.fragment else None
    except ValueError:
        return None
    both = (url.username or "").upper().translate(_ALIKE)
    database = unquote(url.path.removeprefix("/"))
    is_whole = (
        url.scheme == _SCHEME
        and len(both) == _LOGIN_LENGTH + _SECRET_LENGTH
        and set(both) <= set(_LETTERS)
        and url.password is None
        and not url.query
    )
    host = _host(url.netloc)  # urlsplit's own would be in small letters, and a folder has others too
    if not is_whole or not host or not database:
        return None
    return PairingText(host, port, database, both[:_LOGIN_LENGTH], both[_LOGIN_LENGTH:], fingerprint)


def new_kiosk_role() -> str:
    """Returns a new name for a kiosk's login."""
    return KIOSK_ROLE + _random(8).lower()


@dataclass(frozen=True, slots=True)
class PairingOffer:
    """A pairing sheet that the desk shows.

    Attributes:
        id: Its row's id.
        text: Its contents.
        expires_at: Until when it can be used, by the server's clock, aware UTC.
        is_for_this_machine: True when the server listens on its own machine only.
    """

    id: UUID
    text: PairingText
    expires_at: datetime
    is_for_this_machine: bool = False


@dataclass(frozen=True, slots=True)
class KioskLogin:
    """A login of the server with the rights of a door, or one that had them.

    Attributes:
        id: Its row's id.
        role: Its name at the server.
        name: The name of its kiosk: the one that it reports, else the one that the pairing sheet gave it.
        claimed_at: When a kiosk claimed it, aware UTC; None while its pairing sheet is shown.
        revoked_at: When it was revoked, aware UTC, or None.
        seen_at: When its kiosk reported last, aware UTC; None when it never did or is not known.
    """

    id: UUID
    role: str
    name: str | None
    claimed_at: datetime | None
    revoked_at: datetime | None
    seen_at: datetime | None = None

    @property
    def shown_name(self) -> str:
        """Returns its name for organizers."""
        return self.name or self.role


def _host(place: str) -> str:
    address = place.rpartition("@")[2]
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return unquote(address.partition(":")[0])


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _encoded(fingerprint: bytes) -> str:
    number = int.from_bytes(fingerprint)
    return "".join(_LETTERS[number >> 5 * at & 31] for at in reversed(range(_FINGERPRINT_LENGTH)))


def _decoded(text: str) -> bytes:
    """Returns a fingerprint.

    Raises:
        ValueError: It is not one.
    """
    letters = text.upper().translate(_ALIKE)
    if len(letters) != _FINGERPRINT_LENGTH:
        raise ValueError(text)
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    if number.bit_length() > 8 * _FINGERPRINT_BYTES:
        raise ValueError(text)
    return number.to_bytes(_FINGERPRINT_BYTES)
