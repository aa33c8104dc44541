"""Warns in the log when this computer's clock is wrong: once for each error, not once a second."""

import logging
from datetime import timedelta

from kiosk.domain.check_in.clock_doubt import ClockDoubt
from kiosk.domain.check_in.link import CLOCK_WARNS_STAFF

_log = logging.getLogger(__name__)


class ClockWatch:
    """Remembers the error of the clock that was logged last."""

    def __init__(self) -> None:
        self._logged = timedelta()
        self._doubted: type[ClockDoubt] | None = None

    def note(self, offset: timedelta | None) -> None:
        """Logs a new error of the clock, or that the clock is right again.

        Args:
            offset: The centre's clock minus this computer's, or None before it was measured.
        """
        if offset is None:
            return
        is_wrong, was_wrong = abs(offset) > CLOCK_WARNS_STAFF, self._logged != timedelta()
        if is_wrong and abs(offset - self._logged) > CLOCK_WARNS_STAFF:
            self._logged = offset
            text = "this computer's clock is %.0f s %s, check-ins get the corrected time: set it"
            direction = "slow" if offset > timedelta() else "fast"
            _log.warning(text, abs(offset).total_seconds(), direction)
        elif was_wrong and not is_wrong:
            self._logged = timedelta()
            _log.info("this computer's clock is right again")

    def note_doubt(self, doubt: ClockDoubt | None) -> None:
        """Logs that the clock of a door without a link is doubtful: once for each kind of reason."""
        kind = None if doubt is None else type(doubt)
        if kind is not None and kind is not self._doubted:
            _log.warning("this computer's clock may be wrong, check it: %s", doubt)
        self._doubted = kind
