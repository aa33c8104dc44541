"""Refusals to pair a kiosk with a centre."""

from dataclasses import dataclass


class AboutPairing:
    """Marks the refusals of this module, so that wording finds the `match` for them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PairingNeedsServer(AboutPairing):
    """The desk's database is a SQLite file, which no other computer reaches."""


@dataclass(frozen=True, slots=True)
class PairingNeedsAdministrator(AboutPairing):
    """The desk's login may not make logins for kiosks.

    Attributes:
        login: The desk's login.
        is_owner: True when it owns the tables and lacks CREATEROLE only.
    """

    login: str
    is_owner: bool


@dataclass(frozen=True, slots=True)
class NoPairingText(AboutPairing):
    """A text is not that of a pairing sheet."""


@dataclass(frozen=True, slots=True)
class PairingSheetOver(AboutPairing):
    """The centre does not take a pairing sheet: it was used, or it is too old, or it was mistyped."""


@dataclass(frozen=True, slots=True)
class CertificateDiffers(AboutPairing):
    """The server has not shown the certificate whose fingerprint is on the sheet.

    Attributes:
        host: The server.
    """

    host: str


@dataclass(frozen=True, slots=True)
class KioskRevoked(AboutPairing):
    """The centre has revoked this kiosk: it takes nobody in."""


@dataclass(frozen=True, slots=True)
class KioskLoginGone(AboutPairing):
    """Somebody removed the login of a kiosk after it was read."""


@dataclass(frozen=True, slots=True)
class KioskLoginInUse(AboutPairing):
    """A kiosk's login cannot be dropped before it is revoked.

    Attributes:
        name: The kiosk's name.
    """

    name: str


PairingRefusal = (
    PairingNeedsServer
    | PairingNeedsAdministrator
    | NoPairingText
    | PairingSheetOver
    | CertificateDiffers
    | KioskRevoked
    | KioskLoginGone
    | KioskLoginInUse
)
