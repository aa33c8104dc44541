"""The scan log: every answer of a door, including refusals, and every correction at a desk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from kiosk.domain.check_in.scan import Method
from kiosk.domain.check_in.scan_log import Logged, ScanRecord
from kiosk.domain.fields import Field
from kiosk.storage.schema.tables import scan_log, users
from kiosk.storage.storable_text import NAME_LENGTH, require_storable
from kiosk.storage.tables.upsert import upsert

_RECORDS = select(
    scan_log.c.id,
    scan_log.c.outcome,
    scan_log.c.participant_id,
    users.c.name,
    scan_log.c.method,
    scan_log.c.kiosk,
    scan_log.c.scanned_at,
).outerjoin(users, scan_log.c.participant_id == users.c.id)
_OUTCOME = select(scan_log.c.outcome).where(scan_log.c.id == bindparam("scan_id"))
_BY_EVENT = _RECORDS.where(scan_log.c.event_id == bindparam("event_id")).order_by(
    scan_log.c.scanned_at, scan_log.c.created_at, scan_log.c.id
)
_CHANGING = (
    "participant_id",
    "outcome",
    "method",
    "kiosk",
    "code_hash",
    "scanned_at",
    "reason",
    "organizer_id",
)


class Scans:
    """The scan_log table, inside one transaction."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(  # noqa: PLR0913 -- a scan has this many columns; all are passed by name
        self,
        *,
        scan_id: UUID,
        event_id: UUID,
        participant_id: UUID | None,
        outcome: Logged,
        method: Method,
        kiosk: str,
        code_hash: str | None,
        scanned_at: datetime,
        reason: str | None = None,
        organizer_id: UUID | None = None,
    ) -> None:
        """Records one scan, or a correction that an organizer made at the desk.

        A scan that is already recorded under this id gets the new outcome: nobody saw the earlier one.

        Args:
            scan_id: The id of the scan or the correction.
            event_id: The event.
            participant_id: The holder of the pass, or None.
            outcome: The answer that the person saw, or UNDONE.
            method: How the code was entered.
            kiosk: The kiosk that answered.
            code_hash: The SHA-256 of the text that was read, or None.
            scanned_at: The instant of the scan, aware.
            reason: The organizer's reason, or None at a door.
            organizer_id: The organizer, or None at a door.

        Raises:
            Refused: The kiosk's name or the reason cannot be stored.
        """
        row = {
            "id": scan_id,
            "event_id": event_id,
            "participant_id": participant_id,
            "outcome": outcome,
            "method": method,
            "kiosk": require_storable(kiosk, Field.KIOSK_NAME, longest=NAME_LENGTH),
            "code_hash": code_hash,
            "scanned_at": scanned_at,
            "reason": None if reason is None else require_storable(reason, Field.REASON),
            "organizer_id": organizer_id,
        }
        self._connection.execute(upsert(self._connection, scan_log, key="id", changing=_CHANGING), row)

    def outcome(self, scan_id: UUID) -> Logged | None:
        """Returns the recorded result of a scan, or None when it is not recorded."""
        return self._connection.execute(_OUTCOME, {"scan_id": scan_id}).scalar()

    def rows(self, event_id: UUID) -> list[ScanRecord]:
        """Returns an event's scans, earliest first."""
        return [ScanRecord(*row) for row in self._connection.execute(_BY_EVENT, {"event_id": event_id})]
