"""Refusals and faults of the database in words."""

from kiosk.domain.errors import Refused, StorageUnavailable, StorageUnfit
from kiosk.wording.audience import Audience
from kiosk.wording.catalogue import _
from kiosk.wording.refusals import refusal
from kiosk.wording.storage import storage_unavailable, storage_unfit


def fault(error: Exception, audience: Audience) -> str:
    """Says what happened, what it means for the reader, and what to do.

    Args:
        error: Any exception; one that is not expected is a fault of the program, and the log has it.
        audience: Who reads it.
    """
    if isinstance(error, Refused):
        return error.reason if isinstance(error.reason, str) else refusal(error.reason, audience)
    if isinstance(error, StorageUnfit):
        return storage_unfit(error.cause, audience)
    if isinstance(error, StorageUnavailable):
        return storage_unavailable(error.cause, audience)
    if audience is Audience.GUEST:
        return _("Something is wrong with this kiosk. Ask at the desk.")
    return _(
        "Something went wrong in this program, and the log says what."
        " Try again; if it stays so, call your technician."
    )
