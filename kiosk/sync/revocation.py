"""Finds out whether the centre has revoked this kiosk, and erases the door's copy of the list then.

A refused login or a lost right is never enough: only the centre's own answer counts, and only over a
connection on which nobody else can answer in its place.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from kiosk.domain.check_in.command import Command
from kiosk.domain.errors import StorageUnavailable, StorageUnfit
from kiosk.domain.faults.storage import ServerTrouble, StorageFault
from kiosk.storage.centre.centre import Centre
from kiosk.sync.local import LocalDatabase

_log = logging.getLogger(__name__)


class Revocation:
    """The centre's revocation of this kiosk, as the door's own database keeps it."""

    def __init__(self, local: LocalDatabase, centre: Centre, now: Callable[[], datetime]) -> None:
        self._local = local
        self._centre = centre
        self._now = now
        self._is_revoked = local.is_revoked()
        self._has_warned = False

    @property
    def is_revoked(self) -> bool:
        """True from the centre's answer on, until it takes this kiosk's commands again."""
        return self._is_revoked

    def is_answer_to(self, error: Exception, commands: Sequence[Command]) -> bool:
        """Asks the centre, after an exchange failed for want of a right, and obeys its answer.

        Args:
            error: The reason why the exchange failed.
            commands: The commands that were to be sent: the centre parks the check-ins among them.

        Returns:
            True when the centre has answered that this kiosk is revoked.
        """
        if not _lacks_right(error):
            return False
        if not self._centre.is_verified:
            if not self._has_warned:
                _log.warning("the connection is not verified, so the centre is not asked for a revocation")
            self._has_warned = True
            return False
        try:
            answers = self._centre.ask_revoked(commands)
        except (StorageUnavailable, StorageUnfit):
            return False
        if answers is None:
            return False
        if not self._is_revoked:
            _log.warning("the centre has revoked this kiosk: the copy of its list is erased")
            self._is_revoked = True
        self._local.settle_revoked(answers, self._now())
        return True

    def note_taken(self) -> None:
        """Notes that the centre has taken commands: a kiosk that was revoked has a new login."""
        if self._is_revoked:
            self._local.note_restored()
            self._is_revoked = False


def _lacks_right(error: Exception) -> bool:
    if not isinstance(error, StorageUnavailable):
        return False
    return isinstance(error.cause, StorageFault) and error.cause.trouble is ServerTrouble.RIGHT_MISSING
