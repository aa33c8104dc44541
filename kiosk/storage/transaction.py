"""One transaction: the tables by name, all seeing and changing the database as one."""

from sqlalchemy import Connection

from kiosk.domain.person import Person
from kiosk.storage.attendance import Attendance
from kiosk.storage.changes import Changes
from kiosk.storage.event_codes import EventCodes
from kiosk.storage.event_lists import EventLists
from kiosk.storage.events import Events
from kiosk.storage.failures import SignInFailures
from kiosk.storage.groups import Groups
from kiosk.storage.guests import Guests
from kiosk.storage.installation import Installation
from kiosk.storage.kiosks import Kiosks
from kiosk.storage.live import Live
from kiosk.storage.passes import Passes
from kiosk.storage.people import People
from kiosk.storage.reports import Reports
from kiosk.storage.scans import Scans
from kiosk.storage.search import Search
from kiosk.storage.shares import Shares


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
