"""The state in which a desk finds its database, and the first organizer and event in it."""

from datetime import datetime, timedelta
from enum import Enum, auto

from kiosk.domain.change import ChangeKind
from kiosk.domain.errors import Refused
from kiosk.domain.event import Event
from kiosk.domain.fields import Field
from kiosk.domain.people.person import Person, Role
from kiosk.domain.refusals.people.sign_in import NotFirstOrganizer
from kiosk.services.accounts.passwords import HashKind, hash_kind, hash_password
from kiosk.services.database import Database
from kiosk.services.events.events import NewEvent, NewGroup, create_event
from kiosk.services.faults import collected_faults
from kiosk.services.history.audit import person_subject
from kiosk.services.text_validation import clean_email, clean_words
from kiosk.services.transactions import has_tables, reading, writing
from kiosk.storage.schema.revision import HEAD, is_known_kind
from kiosk.storage.transaction import Transaction


class DatabaseState(Enum):
    """The states in which a desk finds a database."""

    BARE = auto()  # no tables: they can be made without asking
    FOREIGN = auto()  # another program's tables, which this one would add to
    OLDER = auto()  # an earlier revision of this program
    NOBODY = auto()  # prepared, and no organizer can sign in
    READY = auto()


def find_state(database: Database) -> DatabaseState:
    """Returns the state of the database.

    Raises:
        StorageUnfit: It is newer than this program, or managed by another program.
        StorageUnavailable: It cannot be reached.
    """
    revision = database.revision()
    if revision is None:
        return DatabaseState.FOREIGN if has_tables(database) else DatabaseState.BARE
    if is_known_kind(revision) and revision < HEAD:
        return DatabaseState.OLDER
    database.check_revision()
    with reading(database) as transaction:
        return DatabaseState.READY if _somebody_enters(transaction) else DatabaseState.NOBODY


def prepare_database(database: Database) -> DatabaseState:
    """Makes the tables, or upgrades them to this program's revision; completely or not at all.

    Raises:
        StorageUnfit: It is newer than this program, or managed by another program.
        StorageUnavailable: It cannot be reached, or stays locked.
    """
    database.upgrade()
    return find_state(database)


def create_first_organizer(
    database: Database, *, name: str, email: str, password: str, again: str | None = None
) -> Person:
    """Makes the account of the first organizer, while nobody can sign in.

    Args:
        database: The database.
        name: The organizer's name.
        email: The address they sign in with.
        password: Their password.
        again: The password as it was typed again, or None when it was typed once.

    Raises:
        Refused: A field has an invalid value, the address is taken, or somebody else was first.
    """
    with collected_faults() as faults:
        name = faults.clean(name, lambda typed: clean_words(typed, Field.PERSON_NAME))
        email = faults.clean(email, clean_email)
        kept = faults.clean(password, lambda typed: hash_password(typed, again))
    with writing(database) as transaction:
        if _somebody_enters(transaction):
            raise Refused(NotFirstOrganizer())
        person_id = transaction.people.add(name=name, email=email, password_hash=kept, role=Role.EO)
        person = Person(person_id, name, email, Role.EO)
        transaction.changes.record(
            ChangeKind.ORGANIZER_ADDED, person_subject(person), after={"name": name, "email": email}
        )
    return person


def create_first_event(  # noqa: PLR0913 -- the fields of a first event, by name
    database: Database,
    *,
    group: str,
    title: str,
    start_at: datetime,
    duration: timedelta,
    check_in_url: str | None = None,
) -> Event:
    """Makes an event in the organizer's group of this name, and the group too if it does not exist.

    Args:
        database: The database, acting for the organizer.
        group: The group's name.
        title: The event's title.
        start_at: When it starts, aware.
        duration: How long it takes.
        check_in_url: The configured check-in URL, for the QR.

    Raises:
        Refused: A value is invalid; neither the group nor the event was made.
    """
    its_group = NewGroup(group, may_exist=True)
    new = NewEvent(group=its_group, title=title, start_at=start_at, duration=duration)
    return create_event(database, new, check_in_url=check_in_url)


def somebody_enters(database: Database) -> bool:
    """Returns whether any organizer has a password.

    Raises:
        StorageUnavailable: The database cannot be reached.
    """
    with reading(database) as transaction:
        return _somebody_enters(transaction)


def _somebody_enters(transaction: Transaction) -> bool:
    # The demo's organizer has an account that no password opens.
    return any(hash_kind(each) is not HashKind.NONE for each in transaction.accounts.organizers_hashes())
