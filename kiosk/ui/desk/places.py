"""The pages of the desk, in the sidebar's order."""

from kiosk.ui.desk.events_page import EventsPage
from kiosk.ui.desk.groups_page import GroupsPage
from kiosk.ui.desk.kiosks_page import KiosksPage
from kiosk.ui.desk.reports_page import ReportsPage
from kiosk.ui.desk.settings_page import SettingsPage
from kiosk.ui.desk.today_page import TodayPage
from kiosk.ui.desk.window import Place

PLACES: tuple[Place, ...] = (
    Place("today", "Today", TodayPage),
    Place("events", "Events", EventsPage),
    Place("groups", "", GroupsPage, under="events"),
    Place("kiosks", "Kiosks", KiosksPage),
    Place("reports", "Reports", ReportsPage),
    Place("settings", "Settings", SettingsPage),
)
