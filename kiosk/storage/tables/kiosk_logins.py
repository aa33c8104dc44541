"""The logins of kiosks at a PostgreSQL server, inside one transaction of the owner of the tables."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from kiosk.domain.errors import Refused
from kiosk.domain.pairing import VALID_FOR, KioskLogin, PairingOffer, PairingText, new_kiosk_role
from kiosk.domain.refusals.machine.pairing import PairingNeedsServer
from kiosk.storage.column_types import present_instant
from kiosk.storage.connection.own_server import ServerForOthers, server_for_others
from kiosk.storage.schema.door_rights import revoke_door
from kiosk.storage.schema.kiosk_roles import (
    drop_role,
    make_kiosk_role,
    make_one_time_login,
    require_pairing_rights,
)
from kiosk.storage.schema.tables import events, kiosk_logins, kiosks

_ADD = insert(kiosk_logins)
_CHANGE_OFFER = (
    update(kiosk_logins)
    .where(kiosk_logins.c.id == bindparam("offer_id"), kiosk_logins.c.claimed_at.is_(None))
    .values(
        name=bindparam("offered_name"),
        event_id=select(events.c.id).where(events.c.id == bindparam("shown")).scalar_subquery(),
    )
)
_LOGINS = select(
    kiosk_logins.c.id,
    kiosk_logins.c.role,
    func.coalesce(kiosks.c.name, kiosk_logins.c.name),
    kiosk_logins.c.claimed_at,
    kiosk_logins.c.revoked_at,
    kiosks.c.seen_at,
).join_from(kiosk_logins, kiosks, kiosks.c.id == kiosk_logins.c.kiosk_id, isouter=True)
_CLAIMED = _LOGINS.where(kiosk_logins.c.claimed_at.is_not(None)).order_by(
    kiosk_logins.c.revoked_at.is_not(None),
    func.coalesce(kiosks.c.name, kiosk_logins.c.name, kiosk_logins.c.role),
)
_BY_ID = _LOGINS.where(kiosk_logins.c.id == bindparam("login_id"))
_OFFERS = (
    select(kiosk_logins.c.id, kiosk_logins.c.one_time_role, kiosk_logins.c.role, kiosk_logins.c.claimed_at)
    .where(kiosk_logins.c.one_time_role.is_not(None))
    .with_for_update(skip_locked=True)
)
_ENDED = _OFFERS.where(
    or_(kiosk_logins.c.claimed_at.is_not(None), kiosk_logins.c.expires_at < present_instant())
)
_ONE_OFFER = _OFFERS.where(kiosk_logins.c.id == bindparam("login_id"))
_FORGET_ONE_TIME = (
    update(kiosk_logins).where(kiosk_logins.c.id == bindparam("login_id")).values(one_time_role=None)
)
_DELETE = delete(kiosk_logins).where(kiosk_logins.c.id == bindparam("login_id"))


class KioskLogins:
    """The table kiosk_logins and the roles in it. Only a PostgreSQL server has any."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def is_at_server(self) -> bool:
        """True when the database is at a server, which has logins."""
        return self._connection.dialect.name == "postgresql"

    def server(self) -> ServerForOthers:
        """Returns the server's address for other computers.

        Raises:
            Refused: There is no server, or the desk may not make logins for kiosks.
        """
        if not self.is_at_server:
            raise Refused(PairingNeedsServer())
        require_pairing_rights(self._connection)
        return server_for_others(self._connection)

    def offer(self, text: PairingText, name: str | None, event_id: UUID | None) -> PairingOffer:
        """Makes a kiosk's login, and the one-time login that claims it; drops what earlier offers left.

        Args:
            text: The sheet's contents.
            name: The name for the kiosk, or None.
            event_id: The event that it shows, or None.
        """
        self.clean_up()
        role, offer_id = new_kiosk_role(), uuid4()
        now = self._connection.execute(select(present_instant())).scalar_one()
        expires_at = now + VALID_FOR
        make_kiosk_role(self._connection, role)
        make_one_time_login(self._connection, text.role, text.secret, expires_at)
        row = {"id": offer_id, "role": role, "one_time_role": text.role, "expires_at": expires_at}
        self._connection.execute(_ADD, row).close()
        self.change_offer(offer_id, name, event_id)
        return PairingOffer(offer_id, text, expires_at)

    def change_offer(self, offer_id: UUID, name: str | None, event_id: UUID | None) -> None:
        """Changes what a kiosk gets with its login, until it claims it."""
        values = {"offer_id": offer_id, "offered_name": name, "shown": event_id}
        self._connection.execute(_CHANGE_OFFER, values).close()

    def end_offer(self, offer_id: UUID) -> None:
        """Drops the one-time login of an offer, and the kiosk's login if no kiosk has claimed it."""
        for row in self._connection.execute(_ONE_OFFER, {"login_id": offer_id}).all():
            self._end(row.id, row.one_time_role, row.role, row.claimed_at)

    def clean_up(self) -> None:
        """Drops the one-time logins that were used or are too old, and the logins that nobody claimed."""
        for row in self._connection.execute(_ENDED).all():
            self._end(row.id, row.one_time_role, row.role, row.claimed_at)

    def find(self, login_id: UUID) -> KioskLogin | None:
        """Returns a login, also one that no kiosk has claimed yet."""
        row = self._connection.execute(_BY_ID, {"login_id": login_id}).one_or_none()
        return None if row is None else KioskLogin(*row)

    def claimed(self) -> Sequence[KioskLogin]:
        """Returns the logins of kiosks, revoked ones last, each part by name."""
        return [KioskLogin(*row) for row in self._connection.execute(_CLAIMED)]

    def revoke(self, login: KioskLogin) -> None:
        """Takes the rights of a door from a login, as door_rights.revoke_door does."""
        revoke_door(self._connection, login.role)

    def drop(self, login: KioskLogin) -> None:
        """Drops a login, and removes it from the list.

        Raises:
            Refused: The desk may not drop logins.
        """
        require_pairing_rights(self._connection)
        drop_role(self._connection, login.role)
        self._connection.execute(_DELETE, {"login_id": login.id}).close()

    def _end(self, offer_id: UUID, one_time_role: str | None, role: str, claimed_at: object) -> None:
        if one_time_role is not None:
            drop_role(self._connection, one_time_role)
        if claimed_at is None:
            drop_role(self._connection, role)
            self._connection.execute(_DELETE, {"login_id": offer_id}).close()
        else:
            self._connection.execute(_FORGET_ONE_TIME, {"login_id": offer_id}).close()
