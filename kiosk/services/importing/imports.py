"""People of a file compared with the database, and written when that is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.change import ChangeKind, Subject, SubjectKind
from kiosk.domain.person import Person, Role
from kiosk.services.database import Database
from kiosk.services.importing.people_files import Listed, OtherName, PeopleFile, Tell
from kiosk.services.people.guest_lists import ListsOf, hold_lists, put_on_lists
from kiosk.services.people.people import NO_PASSWORD
from kiosk.services.transactions import reading, writing
from kiosk.storage.schema.types import fold
from kiosk.storage.transaction import Transaction

BATCH = 500
"""People written by one statement, and between two words of progress."""


@dataclass(frozen=True, slots=True)
class ImportCount:
    """What an import does, or did, to the database.

    Attributes:
        new: People it makes.
        known: Good rows whose address somebody has already; those people stay as they are.
        other_names: Known people whose name in the file is another.
    """

    new: int
    known: int
    other_names: tuple[OtherName, ...]


@dataclass(frozen=True, slots=True)
class Guests:
    """The guest lists a file's people are put on.

    Attributes:
        lists: Whose.
        now: After which a group's events are not over.
    """

    lists: ListsOf
    now: datetime


def compare_people(store: Database, file: PeopleFile) -> ImportCount:
    """What writing this file would do; writes nothing.

    Raises:
        StorageUnavailable, StorageUnfit: The database cannot be used.
    """
    with reading(store) as transaction:
        known = _known(transaction, file.people)
    return _count(file.people, known)


def write_people(
    store: Database, file: PeopleFile, *, guests: Guests | None = None, tell: Tell | None = None
) -> ImportCount:
    """Makes a participant of everybody whose address nobody has. All in one transaction: all or nobody.

    People who are in the database stay as they are, organizers too.

    Args:
        store: The database.
        file: From people_files.read_people.
        guests: Also put everybody of the file, known people too, on guest lists; None: on none.
        tell: Hears of progress between batches. When it raises, nothing is written.

    Raises:
        Refused: The guest lists' event or group is gone; nothing is written.
        StorageUnavailable, StorageUnfit: The database cannot be used; nothing is written.
    """
    with writing(store) as transaction:
        held = None if guests is None else hold_lists(transaction, guests.lists, now=guests.now)
        known = _known(transaction, file.people)
        new = [each for each in file.people if fold(each.email) not in known]
        made = 0
        for start in range(0, len(new), BATCH):
            if tell is not None:
                tell(start, len(new))
            batch = [(each.name, each.email) for each in new[start : start + BATCH]]
            made += transaction.people.add_all(batch, password_hash=NO_PASSWORD, role=Role.PARTICIPANT)
        if held is not None:
            put_on_lists(transaction, held, _of_file(transaction, file.people))
        if made:
            transaction.changes.record(
                ChangeKind.PEOPLE_IMPORTED,
                Subject(SubjectKind.PEOPLE, None, _counted(made)),
                after={"new": made, "known": len(file.people) - made, "refused": len(file.bad)},
            )
        if tell is not None:
            tell(len(new), len(new))
    return ImportCount(made, len(file.people) - made, _count(file.people, known).other_names)


def _known(transaction: Transaction, people: Sequence[Listed]) -> dict[str, str]:
    # Names by folded address, of those in the file only.
    wanted = {fold(each.email) for each in people}
    asked = (
        [each.email for each in people] if len(people) <= BATCH else None
    )  # else one look at all is quicker
    found = transaction.people.names_and_emails(asked)
    folded = ((name, fold(email)) for name, email in found)
    return {email: name for name, email in folded if email in wanted}


def _of_file(transaction: Transaction, people: Sequence[Listed]) -> list[Person]:
    wanted = {fold(each.email) for each in people}
    asked = [each.email for each in people] if len(people) <= BATCH else None  # as above
    found: dict[str, Person] = {}
    for person in transaction.people.by_emails(asked):
        if (email := fold(person.email)) in wanted:
            found.setdefault(email, person)  # of two accounts with one address, the older
    return list(found.values())


def _counted(people: int) -> str:
    # As other programs show the row; the desk words the number itself.
    return "1 person" if people == 1 else f"{people} people"


def _count(people: Sequence[Listed], known: dict[str, str]) -> ImportCount:
    found = [(each, known[fold(each.email)]) for each in people if fold(each.email) in known]
    other = (OtherName(each.line, each.email, each.name, kept) for each, kept in found if kept != each.name)
    return ImportCount(len(people) - len(found), len(found), tuple(other))
