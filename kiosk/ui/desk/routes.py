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
from kiosk.ui.desk.shell.window import Route
from kiosk.ui.desk.today.page import TodayPage
from kiosk.wording.catalogue import N_

ROUTES: tuple[Route, ...] = (
    Route("today", N_("Today"), TodayPage),
    Route("events", N_("Events"), EventsPage),
    Route("groups", "", GroupsPage, under="events"),
    Route("event", "", LivePage, under="events"),
    Route("guests", "", GuestListPage, under="events"),
    Route("people", N_("People & passes"), PeoplePage),
    Route("person", "", PersonPage, under="people"),
    Route("passes", "", PrintPage, under="people"),
    Route("import", "", ImportPage, under="people"),
    Route("kiosks", N_("Kiosks"), KiosksPage),
    Route("reports", N_("Reports"), ReportsPage),
    Route("changes", N_("Changes"), ChangesPage),
    Route("organizers", N_("Organizers"), OrganizersPage),
    Route("settings", N_("Settings"), SettingsPage),
)
