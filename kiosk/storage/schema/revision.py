"""Which revision of the database this program is made for, and how others are spoken of."""

from kiosk.domain.errors import StorageUnfit
from kiosk.storage.errors import behind

HEAD = "0008"
"""The newest revision in migrations/versions; a test keeps it so."""


def require_head(revision: str | None, name: str) -> None:
    """Nothing when the database is at HEAD.

    Args:
        revision: What its alembic_version says, or None when it has none.
        name: The database's name for people.

    Raises:
        StorageUnfit: It is not; the sentence says what to do.
    """
    if revision == HEAD:
        return
    if revision is None:
        raise behind(f"The database ({name}) is empty or not yet prepared:")
    if not is_known_kind(revision):
        raise StorageUnfit(
            f"The database ({name}) is at a revision that is not this program's ({revision!r}):"
            " another program manages its tables."
            " Give this program a database of its own with KIOSK_DATABASE_URL."
        )
    if revision < HEAD:
        raise behind(
            f"The database ({name}) is older than this program (revision {revision}, needed {HEAD}):"
        )
    raise StorageUnfit(
        f"The database ({name}) is newer than this program (revision {revision}, known {HEAD}):"
        " install the newer program on this machine."
    )


def is_known_kind(revision: str) -> bool:
    """True when it is numbered as this program's revisions are."""
    return len(revision) == len(HEAD) and revision.isascii() and revision.isdigit()
