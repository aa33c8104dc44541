"""Knows the database revision that this program needs, and returns a fact for every other one."""

from kiosk.domain.errors import StorageUnfit
from kiosk.domain.faults.storage import NotPrepared, RevisionAhead, RevisionBehind, RevisionForeign
from kiosk.shipped import MIGRATIONS

HEAD = max(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))
"""The newest revision in migrations/versions, from the file names: reading the files needs Alembic."""


def require_head(revision: str | None, name: str) -> None:
    """Checks that the database is at HEAD.

    Args:
        revision: The revision in its table alembic_version, or None when it has none.
        name: The database's name for people.

    Raises:
        StorageUnfit: It is at another revision, or at none.
    """
    if revision == HEAD:
        return
    if revision is None:
        raise StorageUnfit(NotPrepared(name))
    if not is_known_kind(revision):
        raise StorageUnfit(RevisionForeign(name, revision))
    if revision < HEAD:
        raise StorageUnfit(RevisionBehind(name, revision, needed=HEAD))
    raise StorageUnfit(RevisionAhead(name, revision, known=HEAD))


def is_known_kind(revision: str) -> bool:
    """True when a revision has the form of this program's numbers."""
    return len(revision) == len(HEAD) and revision.isascii() and revision.isdigit()
