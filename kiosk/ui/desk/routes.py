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
from kiosk.wording.catalogue import N_

PLACES: tuple[Place, ...] = (
    Place("today", N_("Today"), TodayPage),
    Place("events", N_("Events"), EventsPage),
    Place("groups", "", GroupsPage, under="events"),
    Place("event", "", LivePage, under="events"),
    Place("guests", "", GuestListPage, under="events"),
    Place("people", N_("People & passes"), PeoplePage),
    Place("person", "", PersonPage, under="people"),
    Place("passes", "", PrintPage, under="people"),
    Place("import", "", ImportPage, under="people"),
    Place("kiosks", N_("Kiosks"), KiosksPage),
    Place("reports", N_("Reports"), ReportsPage),
    Place("changes", N_("Changes"), ChangesPage),
    Place("organizers", N_("Organizers"), OrganizersPage),
    Place("settings", N_("Settings"), SettingsPage),
)
