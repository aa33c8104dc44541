"""The pages of the desk, in the sidebar's order."""

from kiosk.ui.desk.audit.page import ChangesPage
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.desk.groups.page import GroupsPage
from kiosk.ui.desk.importing.page import ImportPage
from kiosk.ui.desk.kiosks.page import KiosksPage
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.organizers.page import OrganizersPage
from kiosk.ui.desk.passes.print_page import PrintPage
from kiosk.ui.desk.people.guest_list import GuestListPage
from kiosk.ui.desk.people.page import PeoplePage
from kiosk.ui.desk.people.person_page import PersonPage
from kiosk.ui.desk.reports.page import ReportsPage
from kiosk.ui.desk.settings.page import SettingsPage
from kiosk.ui.desk.shell.window import Place
from kiosk.ui.desk.today.page import TodayPage

PLACES: tuple[Place, ...] = (
    Place("today", "Today", TodayPage),
    Place("events", "Events", EventsPage),
    Place("groups", "", GroupsPage, under="events"),
    Place("event", "", LivePage, under="events"),
    Place("guests", "", GuestListPage, under="events"),
    Place("people", "People & passes", PeoplePage),
    Place("person", "", PersonPage, under="people"),
    Place("passes", "", PrintPage, under="people"),
    Place("import", "", ImportPage, under="people"),
    Place("kiosks", "Kiosks", KiosksPage),
    Place("reports", "Reports", ReportsPage),
    Place("changes", "Changes", ChangesPage),
    Place("organizers", "Organizers", OrganizersPage),
    Place("settings", "Settings", SettingsPage),
)
