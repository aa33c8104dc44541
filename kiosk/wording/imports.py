"""An import of people in words."""

from kiosk.domain.refusals.refusal import Refusal
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.refusals.refusal import refusal

_MOST = 200


def why_left_out(reason: Refusal, audience: Audience) -> str:
    """Explains why a row of a file is not imported, in 200 characters at most: a cell may hold anything.

    Args:
        reason: The fault of the row.
        audience: The reader.
    """
    return shortened(refusal(reason, audience), _MOST)
