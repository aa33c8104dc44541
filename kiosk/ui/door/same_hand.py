"""Recognizes codes that one person holds up together, such as a pass and another QR on the same ticket."""

from datetime import UTC, datetime, timedelta

from kiosk.domain.check_in.scan import Answer, Method, Outcome, Scan

_SAME_FRAME = timedelta(milliseconds=50)
_SAME_HAND = timedelta(seconds=1)  # quicker than another person: the code is on the same ticket


class SameHand:
    """The recognised code of the person in front, beside which other codes may be read."""

    def __init__(self) -> None:
        self._recognised_at = datetime.min.replace(tzinfo=UTC)
        self._is_refused = False  # True when the last recognised code was refused

    def is_beside_another(self, scan: Scan, answer: Answer) -> bool:
        """Returns True for a code whose answer must not replace that of another code in the same hand.

        Another QR on a ticket does not replace its pass's answer, and of two passes held up at once a
        welcome does not hide the refusal of the other.

        Args:
            scan: The scan that was decided; it counts as the next recognised code, unless it is unknown.
            answer: Its answer.
        """
        if scan.method is not Method.CAMERA:
            return False
        since = scan.scanned_at - self._recognised_at
        if answer.outcome is Outcome.UNKNOWN_CODE:
            return timedelta() <= since <= _SAME_HAND
        is_talking_over = answer.is_checked_in and self._is_refused and timedelta() <= since <= _SAME_FRAME
        self._recognised_at = scan.scanned_at
        self._is_refused = is_talking_over or not answer.is_checked_in
        return is_talking_over
