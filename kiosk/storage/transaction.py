"""One transaction, with the tables by name.

Locks: a method `lock_for_…` takes the PostgreSQL row lock of that name (FOR KEY SHARE, FOR NO KEY UPDATE,
FOR UPDATE) and keeps it until the transaction ends. On SQLite it takes none, because only one transaction
writes at a time there. Two transactions that take the same locks in different orders can wait for each other
for ever, so each transaction takes the locks that it needs in this order:

1. groups, because an event may be moved or made in them: `groups.lock_for_…`;
2. events, several of them by their ids: `events.lock_for_…`, `groups.lock_events_for_update`. A check-in
   takes FOR NO KEY UPDATE after FOR KEY SHARE, which do not exclude each other; no other transaction takes
   a second, stronger lock of an event;
3. event codes, all in one call: `event_codes.lock_codes`, advisory locks;
4. people, several of them by their ids: `people.lock_for_update`, `passes.lock_holders`, `passes.renew`;
5. failed sign-ins: `sign_in_failures.lock_for_update`.

INSERT of a row with foreign keys takes FOR KEY SHARE of the rows it refers to. DELETE and a new event code
take FOR UPDATE, other UPDATEs take FOR NO KEY UPDATE.
"""

from sqlalchemy import Connection

from kiosk.domain.people.person import Person
from kiosk.storage.queries.double_entries import DoubleEntries
from kiosk.storage.queries.event_lists import EventLists
from kiosk.storage.queries.live import Live
from kiosk.storage.queries.people_search import Search
from kiosk.storage.queries.reports import Reports
from kiosk.storage.tables.accounts import Accounts
from kiosk.storage.tables.attendance import Attendance
from kiosk.storage.tables.changes import Changes
from kiosk.storage.tables.event_codes import EventCodes
from kiosk.storage.tables.events import Events
from kiosk.storage.tables.groups import Groups
from kiosk.storage.tables.guests import Guests
from kiosk.storage.tables.installation import Installation
from kiosk.storage.tables.kiosk_logins import KioskLogins
from kiosk.storage.tables.kiosks import Kiosks
from kiosk.storage.tables.outbox import Outbox
from kiosk.storage.tables.parked import Parked
from kiosk.storage.tables.passes import Passes
from kiosk.storage.tables.people import People
from kiosk.storage.tables.roster import Roster
from kiosk.storage.tables.scans import Scans
from kiosk.storage.tables.shares import Shares
from kiosk.storage.tables.sign_in_failures import SignInFailures


class Transaction:
    """A transaction of Store.read or Store.write; it cannot be used after their `with` block.

    Attributes:
        organizer: Who acts, or None for a door and for commands at the terminal.
    """

    __slots__ = (
        "accounts",
        "attendance",
        "changes",
        "double_entries",
        "event_codes",
        "event_lists",
        "events",
        "groups",
        "guests",
        "installation",
        "kiosk_logins",
        "kiosks",
        "live",
        "organizer",
        "outbox",
        "parked",
        "passes",
        "people",
        "reports",
        "roster",
        "scans",
        "search",
        "shares",
        "sign_in_failures",
    )

    def __init__(self, connection: Connection, organizer: Person | None = None) -> None:
        self.organizer = organizer
        self.changes = Changes(connection, organizer)
        self.event_codes = EventCodes(connection)
        self.events = Events(connection, self.event_codes)
        self.double_entries = DoubleEntries(connection, organizer)
        self.event_lists = EventLists(connection, organizer)
        self.people = People(connection)
        self.accounts = Accounts(connection)
        self.groups = Groups(connection)
        self.passes = Passes(connection)
        self.attendance = Attendance(connection)
        self.scans = Scans(connection)
        self.shares = Shares(connection)
        self.guests = Guests(connection)
        self.reports = Reports(connection)
        self.live = Live(connection)
        self.search = Search(connection)
        self.installation = Installation(connection)
        self.outbox = Outbox(connection)
        self.parked = Parked(connection, organizer)
        self.roster = Roster(connection)
        self.kiosk_logins = KioskLogins(connection)
        self.kiosks = Kiosks(connection, organizer)
        self.sign_in_failures = SignInFailures(connection)
