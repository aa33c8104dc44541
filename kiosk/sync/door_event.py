"""The event of a door: the one with its code, or the one to which an organizer moved the kiosk."""

from datetime import datetime
from uuid import UUID

from kiosk.domain.check_in.move import KioskMove
from kiosk.domain.errors import Refused
from kiosk.domain.refusals.events.events import NoEventWithCode
from kiosk.storage.centre.centre import Centre
from kiosk.storage.centre.roster_changes import RosterRow
from kiosk.sync.known import MovedDoor
from kiosk.sync.local import LocalDatabase


class DoorEvent:
    """Finds the door's event, and carries out an organizer's moves.

    A move holds while the door is started with the code that it had at the time. Only one thread calls
    `find` and `check`; any thread may use the rest.
    """

    def __init__(self, local: LocalDatabase, centre: Centre, code: str) -> None:
        """Reads the last move; the centre is not asked yet.

        Args:
            local: The door's own database.
            centre: The centre.
            code: The code with which the door was started, in any letter case.
        """
        self._local = local
        self._centre = centre
        self._code = code
        self._move: KioskMove | None = None
        self._is_checked = False
        self._left: UUID | None = None
        moved = local.moved()
        self._moved_at = None if moved is None else moved.at
        self._is_moved = moved is not None and moved.is_of(code)
        self._id = moved.event_id if moved is not None and self._is_moved else None

    @property
    def id(self) -> UUID | None:
        """Returns the event's id, or None before it was found."""
        return self._id

    @property
    def moved_at(self) -> datetime | None:
        """Returns the time of the last move that was carried out, or None."""
        return self._moved_at

    def has_list(self, listed: UUID) -> bool:
        """True when a whole list is of the event, or of the one that the door shows until it has the new one.

        Args:
            listed: The event of the list.
        """
        return self._id is None or listed in {self._id, self._left}

    def shown(self, listed: UUID | None) -> UUID | None:
        """Returns the event for the screen: the former one until the door has the list of the new one.

        Args:
            listed: The event whose whole list the door has, or None.
        """
        return self._id if self._left is None or listed == self._id else self._left

    def request(self, move: KioskMove | None) -> bool:
        """Notes the move that the centre wants; returns False when it was carried out before."""
        if move is None or move.at == self._moved_at:
            return False
        self._move = move
        return True

    def find(self) -> UUID:
        """Returns the event's id, which the door's own database may have from an earlier day.

        Raises:
            Refused: No event has the code.
            StorageUnavailable: The centre cannot be reached, and has to be asked.
            StorageUnfit: It does not know this protocol.
        """
        if self._move is not None:
            self._carry_out(self._move)
        found = self._id or self._local.event_with_code(self._code)
        if found is None:
            row = self._centre.event_with_code(self._code)
            if row is None:
                raise Refused(NoEventWithCode(self._code))
            found = self._change_to(row)
            self._is_checked = True
        self._id = found
        return found

    def check(self) -> UUID | None:
        """Asks the centre, once after the start, which event this is.

        While the door was off, the event may have been deleted, or its code given to another one.

        Returns:
            The event's id if it is another one than before, else None.

        Raises:
            StorageUnavailable: The centre cannot be reached.
            StorageUnfit: It does not know this protocol.
        """
        if self._is_checked:
            return None
        row = self._row_at_centre()
        self._is_checked = True
        return None if row is None or row[0] == self._id else self._change_to(row)

    def _row_at_centre(self) -> RosterRow | None:
        row = self._centre.event(self._id) if self._is_moved and self._id is not None else None
        return row or self._centre.event_with_code(self._code)

    def _carry_out(self, move: KioskMove) -> None:
        row = self._centre.event(move.event_id)
        if row is not None:
            self._change_to(row)
            self._is_checked = True
        self._local.note_moved(MovedDoor(self._code, move.event_id, move.at))
        self._moved_at = move.at
        if self._move is move:
            self._move = None

    def _change_to(self, row: RosterRow) -> UUID:
        event_id: UUID = row[0]
        if event_id != self._id:
            self._local.store_event(row)
            self._left = self._id if self._id is not None and self._local.has_event(self._id) else None
            self._id = event_id
        return event_id
