"""The pages of the desk, in the sidebar's order."""

from kiosk.ui.desk.changes import ChangesPage
from kiosk.ui.desk.events_page import EventsPage
from kiosk.ui.desk.groups_page import GroupsPage
from kiosk.ui.desk.guest_list import GuestListPage
from kiosk.ui.desk.kiosks_page import KiosksPage
from kiosk.ui.desk.live.page import LivePage
from kiosk.ui.desk.organizers import OrganizersPage
from kiosk.ui.desk.people.importing import ImportPage
from kiosk.ui.desk.people.one import PersonPage
from kiosk.ui.desk.people.page import PeoplePage
from kiosk.ui.desk.people.printing import PrintPage
from kiosk.ui.desk.reports_page import ReportsPage
from kiosk.ui.desk.settings_page import SettingsPage
from kiosk.ui.desk.today_page import TodayPage
from kiosk.ui.desk.window import Place

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
