"""One transaction: the tables by name, all seeing and changing the database as one."""

from sqlalchemy import Connection

from kiosk.domain.person import Person
from kiosk.storage.queries.event_lists import EventLists
from kiosk.storage.queries.live import Live
from kiosk.storage.queries.people_search import Search
from kiosk.storage.queries.reports import Reports
from kiosk.storage.tables.attendance import Attendance
from kiosk.storage.tables.changes import Changes
from kiosk.storage.tables.event_codes import EventCodes
from kiosk.storage.tables.events import Events
from kiosk.storage.tables.groups import Groups
from kiosk.storage.tables.guests import Guests
from kiosk.storage.tables.installation import Installation
from kiosk.storage.tables.kiosks import Kiosks
from kiosk.storage.tables.passes import Passes
from kiosk.storage.tables.people import People
from kiosk.storage.tables.scans import Scans
from kiosk.storage.tables.shares import Shares
from kiosk.storage.tables.sign_in_failures import SignInFailures


class Transaction:
    """What Store.read and Store.write hand out; worthless after their `with` block.

    Attributes:
        organizer: For whom it is, or None for a door and for commands at the terminal.
    """

    __slots__ = (
        "attendance",
        "changes",
        "event_codes",
        "event_lists",
        "events",
        "groups",
        "guests",
        "installation",
        "kiosks",
        "live",
        "organizer",
        "passes",
        "people",
        "reports",
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
        self.event_lists = EventLists(connection, organizer)
        self.people = People(connection)
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
        self.kiosks = Kiosks(connection, organizer)
        self.sign_in_failures = SignInFailures(connection)
