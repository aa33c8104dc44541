"""The door's copy of the centre's list, and how it follows the centre."""

import threading
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kiosk.storage.centre.centre import Centre
from kiosk.storage.centre.roster_changes import RosterChanges
from kiosk.sync.known import RosterMark
from kiosk.sync.local import STORE_EVERY, LocalDatabase

MOST_OWN = 1000
"""The most transactions of its own that a door names when it asks for changes; those of others come back."""


class RosterCopy:
    """Keeps the copy like the centre's list. One thread calls `update`; any thread may use the rest."""

    def __init__(self, local: LocalDatabase, centre: Centre) -> None:
        """Begins with what the door's own database has."""
        self._local = local
        self._centre = centre
        self._mark = self._stored_mark = local.mark()
        self._stored_share = 0.0
        self._own: set[str] = set()
        self._has_older_centre = threading.Event()

    @property
    def mark(self) -> RosterMark | None:
        """Returns the state of the copy, or None before the list was read whole."""
        return self._mark

    @property
    def stored_share(self) -> float:
        """Returns the share of the list that was stored when it was read whole last, from 0 to 1."""
        return self._stored_share

    def note_own(self, transaction: str) -> None:
        """Notes a transaction of an exchange whose answers are stored: its changes need not come back."""
        if len(self._own) < MOST_OWN:
            self._own.add(transaction)

    def note_older_centre(self) -> None:
        """Notes that the centre is another or an older one: the next update reads the list whole."""
        self._has_older_centre.set()

    def forget(self) -> None:
        """Notes that the copy was erased."""
        self._mark = self._stored_mark = None

    def update(self, event_id: UUID, now: datetime, recognize_centre: Callable[[], None]) -> None:
        """Stores what was changed since the last update, or the whole list where that is not enough.

        Args:
            event_id: The door's event.
            now: The present instant by the centre's clock, aware UTC.
            recognize_centre: Finds out whether the centre is an older one than before; called before a whole
                list is stored.

        Raises:
            StorageUnavailable: The centre or the door's own database cannot be used now.
            StorageUnfit: The centre does not know this protocol.
        """
        if self._has_older_centre.is_set():
            self._has_older_centre.clear()
            self._mark = None
        mark, changes, own = self._mark, None, frozenset(self._own)
        if mark is not None and mark.event_id == event_id:
            changes = self._centre.changes(event_id, mark.seen, mark.protocol, own)
        if changes is None:
            self._mark = self._stored_mark = self._read_whole(event_id, now, recognize_centre)
        else:
            self._mark = self._follow(RosterMark(event_id, changes.seen, now, changes.protocol), changes)
        self._own -= own  # the new mark has seen them

    def _read_whole(
        self, event_id: UUID, now: datetime, recognize_centre: Callable[[], None]
    ) -> RosterMark | None:
        reading = self._local.begin_reading()
        whole = self._centre.roster(event_id)
        recognize_centre()
        new = RosterMark(event_id, whole.seen, now, whole.protocol)
        return new if self._local.replace(reading, new, whole, self._note_stored_share) else None

    def _follow(self, new: RosterMark, changes: RosterChanges) -> RosterMark | None:
        stored = self._stored_mark
        if stored is None:
            return None
        if not changes.is_empty or new.read_at - stored.read_at >= STORE_EVERY:
            self._stored_mark = self._local.apply_changes(stored, new, changes)
        return new if self._stored_mark is not None else None

    def _note_stored_share(self, share: float) -> None:
        self._stored_share = share
