"""Refusals and faults of the database in words."""

from kiosk.domain.errors import Refused, StorageUnavailable, StorageUnfit
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


def fault(error: Exception, audience: Audience) -> str:
    """Explains what happened, what it means for the reader, and what to do.

    Args:
        error: Any exception; one that is not expected is a fault of the program, and the log has it.
        audience: The reader.
    """
    # Imported when something is wrong: there are many facts, and a door that starts needs none of them.
    if isinstance(error, Refused):
        from kiosk.wording.refusals.refusal import refusal  # noqa: PLC0415 -- as above

        return refusal(error.reason, audience)
    if isinstance(error, StorageUnfit | StorageUnavailable):
        from kiosk.wording.database.storage import storage_unavailable, storage_unfit  # noqa: PLC0415 -- as above

        if isinstance(error, StorageUnfit):
            return storage_unfit(error.cause, audience)
        return storage_unavailable(error.cause, audience)
    if audience is Audience.GUEST:
        return _("Something is wrong with this kiosk. Ask at the desk.")
    return _(
        "Something went wrong in this program, and the log says what."
        " Try again; if it stays so, call your technician."
    )
