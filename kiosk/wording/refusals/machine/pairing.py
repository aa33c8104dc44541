"""Refusals to pair a kiosk with a centre, in words."""

from typing import assert_never

from kiosk.domain.refusals.machine.pairing import (
    CertificateDiffers,
    KioskLoginGone,
    KioskLoginInUse,
    KioskRevoked,
    NoPairingText,
    PairingNeedsAdministrator,
    PairingNeedsServer,
    PairingRefusal,
    PairingSheetOver,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


def pairing_refusal(reason: PairingRefusal, audience: Audience) -> str:
    """Explains why a kiosk cannot be paired or works no longer, and what helps.

    Args:
        reason: The fact.
        audience: Only a technician reads the names of logins and hosts.
    """
    match reason:
        case PairingNeedsServer():
            return _(
                "Other computers cannot join: this desk's database is a file on this computer. Doors on"
                " several computers need a PostgreSQL server; your technician can copy the database there."
            )
        case PairingNeedsAdministrator(_login, is_owner=True):
            return _(
                "This desk's login may not make logins for kiosks: it lacks the right CREATEROLE. The"
                " server's administrator can give it that right, or make a login for the kiosk."
            )
        case PairingNeedsAdministrator():
            return _(
                "This desk's login may not make logins for kiosks: it does not own the database. The"
                " server's administrator has to make a login for the kiosk."
            )
        case NoPairingText():
            return _(
                "This is not the code of a pairing sheet, which begins with kiosk. Show one at the desk:"
                " Kiosks, then “Pair a kiosk”."
            )
        case PairingSheetOver():
            return _(
                "The centre does not take this code: it was used already, it is older than five minutes, or"
                " it was mistyped. Show a new code at the desk."
            )
        case CertificateDiffers(host):
            if audience is Audience.TECHNICIAN:
                return _(
                    "{host} does not show the certificate that the pairing sheet names, so nothing was sent"
                    " to it. Another computer may be in the server's place, or the certificate is new: then"
                    " show a new sheet."
                ).format(host=host)
            return _(
                "The server that answers is not the one that the desk knows, so nothing was sent to it. Show"
                " a new code at the desk; if this comes again, ask your technician."
            )
        case KioskRevoked():
            return _("This kiosk was revoked. Please go to another door, or ask at the desk.")
        case KioskLoginGone():
            return _("This login is not in the list any more: somebody removed it.")
        case KioskLoginInUse(name):
            return _("{name} still works with its login. Revoke it first.").format(name=isolated(name))
        case _:
            assert_never(reason)


def administrator_lines(reason: PairingNeedsAdministrator, role: str) -> tuple[str, ...]:
    """Returns the lines that a server's administrator runs in place of the desk.

    Args:
        reason: Why the desk cannot do it.
        role: A name for the new kiosk's login.
    """
    login = '"{login}"'.format(login=reason.login.replace('"', '""'))
    made = (
        f"CREATE ROLE {role} LOGIN PASSWORD '…';",
        f"kiosk db grant-door {role}",
    )
    return (f"ALTER ROLE {login} CREATEROLE;",) if reason.is_owner else made
