"""Faults as an organizer reads them."""

from kiosk.domain.errors import FAULTS_WITH_SENTENCES, StorageUnfit

_UNKNOWN = (
    "Something went wrong in this program, and the log says what."
    " Try again; if it stays so, call your technician."
)


def sentence(error: Exception) -> str:
    """What an exception says to an organizer."""
    if isinstance(error, StorageUnfit):
        return error.at_desk
    return str(error) if isinstance(error, FAULTS_WITH_SENTENCES) else _UNKNOWN
