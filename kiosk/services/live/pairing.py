"""Pairing of new kiosks at the desk, and the logins of kiosks."""

from uuid import UUID

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.errors import Refused
from kiosk.domain.fields import Field
from kiosk.domain.pairing import KioskLogin, PairingOffer, PairingText
from kiosk.domain.refusals.machine.pairing import KioskLoginGone, KioskLoginInUse
from kiosk.services.database import Database
from kiosk.services.text_validation import clean_words
from kiosk.services.transactions import reading, writing
from kiosk.storage.connection.certificate import fingerprint_of, server_certificate
from kiosk.storage.connection.own_server import ServerForOthers
from kiosk.storage.transaction import Transaction


def list_logins(database: Database) -> tuple[KioskLogin, ...]:
    """Returns every login that a kiosk has claimed, or that a technician has made one of a door."""
    with reading(database) as transaction:
        return tuple(transaction.kiosk_logins.claimed())


def offer_pairing(database: Database, name: str, event_id: UUID | None) -> PairingOffer:
    """Makes a pairing sheet: a login for a new kiosk, and a one-time login that claims it.

    Args:
        database: The desk's database.
        name: The name for the kiosk as typed; blank for the one that it has by itself.
        event_id: The event that it shows, or None.

    Raises:
        Refused: The database is not at a server, the desk may not make logins, or the name is invalid.
        StorageUnavailable: The database cannot be reached.
    """
    name = clean_words(name, Field.KIOSK_NAME) if name.strip() else ""
    with reading(database) as transaction:
        server = transaction.kiosk_logins.server()
    text = PairingText.new(server.host, server.port, server.database, _fingerprint(server))
    with writing(database) as transaction:
        offer = transaction.kiosk_logins.offer(text, name or None, event_id)
        transaction.changes.record(
            ChangeKind.PAIRING_OFFERED, AuditSubject(SubjectKind.KIOSK, None, name), after={"name": name}
        )
    return PairingOffer(offer.id, text, offer.expires_at, server.is_for_this_machine)


def change_offer(database: Database, offer_id: UUID, name: str, event_id: UUID | None) -> None:
    """Changes the name and the event that a kiosk gets with its login, until it claims it.

    Raises:
        Refused: The name is invalid.
    """
    name = clean_words(name, Field.KIOSK_NAME) if name.strip() else ""
    with writing(database) as transaction:
        transaction.kiosk_logins.change_offer(offer_id, name or None, event_id)


def end_offer(database: Database, offer_id: UUID) -> KioskLogin | None:
    """Drops the one-time login of a sheet, and the kiosk's login unless a kiosk has claimed it.

    Returns:
        The login if a kiosk has claimed it, else None.
    """
    with writing(database) as transaction:
        transaction.kiosk_logins.end_offer(offer_id)
        return transaction.kiosk_logins.find(offer_id)


def find_claim(database: Database, offer_id: UUID) -> KioskLogin | None:
    """Returns the login of a sheet once a kiosk has claimed it; drops the one-time login then."""
    with reading(database) as transaction:
        login = transaction.kiosk_logins.find(offer_id)
    if login is None or login.claimed_at is None:
        return None
    return end_offer(database, offer_id)


def revoke_login(database: Database, login_id: UUID) -> KioskLogin:
    """Revokes a kiosk's login: it may then only ask whether it is revoked.

    Raises:
        Refused: Somebody removed the login.
        StorageUnavailable: The tables are not this desk's to revoke rights on.
    """
    with writing(database) as transaction:
        login = _found(transaction, login_id)
        transaction.kiosk_logins.revoke(login)
        transaction.changes.record(ChangeKind.KIOSK_REVOKED, _subject(login), after={"login": login.role})
    return login


def drop_login(database: Database, login_id: UUID) -> KioskLogin:
    """Drops a revoked login at the server, and removes it from the list.

    Raises:
        Refused: It is not revoked, somebody removed it, or the desk may not drop logins.
    """
    with writing(database) as transaction:
        login = _found(transaction, login_id)
        if login.revoked_at is None:
            raise Refused(KioskLoginInUse(login.shown_name))
        transaction.kiosk_logins.drop(login)
        transaction.changes.record(
            ChangeKind.KIOSK_LOGIN_DROPPED, _subject(login), before={"login": login.role}
        )
    return login


def _found(transaction: Transaction, login_id: UUID) -> KioskLogin:
    login = transaction.kiosk_logins.find(login_id)
    if login is None:
        raise Refused(KioskLoginGone())
    return login


def _fingerprint(server: ServerForOthers) -> bytes | None:
    certificate = server_certificate(
        server.host, server.port, f"PostgreSQL {server.database} on {server.host}"
    )
    return None if certificate is None else fingerprint_of(certificate)


def _subject(login: KioskLogin) -> AuditSubject:
    return AuditSubject(SubjectKind.KIOSK, None, login.shown_name)
