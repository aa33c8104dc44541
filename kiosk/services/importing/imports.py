"""Compares the people of a file with the database, and writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.change import AuditSubject, ChangeKind, SubjectKind
from kiosk.domain.people.person import Person, Role
from kiosk.domain.progress import ProgressCallback
from kiosk.services.database import Database
from kiosk.services.importing.people_files import Listed, OtherName, PeopleFile
from kiosk.services.people.guest_lists import ListsOf, lock_lists_for_key_share, put_on_lists
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.transactions import reading, writing
from kiosk.storage.column_types import fold
from kiosk.storage.transaction import Transaction

IMPORT_BATCH = 500
"""The number of people that one statement writes, and that are between two reports of progress."""


@dataclass(frozen=True, slots=True)
class ImportCount:
    """The changes that an import would make, or has made, to the database.

    Attributes:
        new: New people.
        known: Good rows whose address somebody has already; those people stay as they are.
        other_names: Known people whose name in the file is another.
    """

    new: int
    known: int
    other_names: tuple[OtherName, ...]


@dataclass(frozen=True, slots=True)
class ImportGuestLists:
    """The guest lists that a file's people are put on.

    Attributes:
        lists: The event or the group.
        now: The present instant: events of a group that end before it are left out.
    """

    lists: ListsOf
    now: datetime


def compare_people(database: Database, file: PeopleFile) -> ImportCount:
    """Returns what an import of this file would change; writes nothing.

    Raises:
        StorageUnavailable, StorageUnfit: The database cannot be used.
    """
    with reading(database) as transaction:
        known = _known(transaction, file.people)
    return _count(file.people, known)


def write_people(
    database: Database,
    file: PeopleFile,
    *,
    guests: ImportGuestLists | None = None,
    on_progress: ProgressCallback | None = None,
) -> ImportCount:
    """Makes a participant for each new address, in one transaction: all or none.

    People who are in the database stay as they are, organizers too.

    Args:
        database: The database.
        file: From people_files.read_people.
        guests: The guest lists to put everybody of the file on, known people too; None for no list.
        on_progress: Called with the progress between batches. When it raises, nothing is written.

    Raises:
        Refused: The event or group of the guest lists was deleted; nothing is written.
        StorageUnavailable, StorageUnfit: The database cannot be used; nothing is written.
    """
    with writing(database) as transaction:
        locked = (
            None if guests is None else lock_lists_for_key_share(transaction, guests.lists, now=guests.now)
        )
        known = _known(transaction, file.people)
        new = [each for each in file.people if fold(each.email) not in known]
        made = 0
        for start in range(0, len(new), IMPORT_BATCH):
            if on_progress is not None:
                on_progress(start, len(new))
            batch = [(each.name, each.email) for each in new[start : start + IMPORT_BATCH]]
            made += transaction.people.add_all(batch, password_hash=NO_PASSWORD, role=Role.PARTICIPANT)
        if locked is not None:
            put_on_lists(transaction, locked, _of_file(transaction, file.people))
        if made:
            transaction.changes.record(
                ChangeKind.PEOPLE_IMPORTED,
                AuditSubject(SubjectKind.PEOPLE, None, _counted(made)),
                after={"new": made, "known": len(file.people) - made, "refused": len(file.bad)},
            )
        if on_progress is not None:
            on_progress(len(new), len(new))
    return ImportCount(made, len(file.people) - made, _count(file.people, known).other_names)


def _known(transaction: Transaction, people: Sequence[Listed]) -> dict[str, str]:
    # Returns names by folded address, only of people in the file.
    wanted = {fold(each.email) for each in people}
    # Beyond a batch, one query for everybody is faster.
    asked = [each.email for each in people] if len(people) <= IMPORT_BATCH else None
    found = transaction.people.names_and_emails(asked)
    folded = ((name, fold(email)) for name, email in found)
    return {email: name for name, email in folded if email in wanted}


def _of_file(transaction: Transaction, people: Sequence[Listed]) -> list[Person]:
    wanted = {fold(each.email) for each in people}
    asked = [each.email for each in people] if len(people) <= IMPORT_BATCH else None  # as above
    found: dict[str, Person] = {}
    for person in transaction.people.by_emails(asked):
        if (email := fold(person.email)) in wanted:
            found.setdefault(email, person)  # the older of two accounts with one address
    return list(found.values())


def _counted(people: int) -> str:
    # In English, for other programs that show the row; the desk writes its own text.
    return "1 person" if people == 1 else f"{people} people"


def _count(people: Sequence[Listed], known: dict[str, str]) -> ImportCount:
    found = [(each, known[fold(each.email)]) for each in people if fold(each.email) in known]
    other = (OtherName(each.line, each.email, each.name, kept) for each, kept in found if kept != each.name)
    return ImportCount(len(people) - len(found), len(found), tuple(other))
