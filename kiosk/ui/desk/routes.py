"""The pages of the desk: the sidebar in its order, and the page of each destination."""

from typing import assert_never

from kiosk.services.live.double_entries import count_calls_for_help
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
from kiosk.ui.desk.shell.destinations import (
    Destination,
    ToChanges,
    ToEvent,
    ToEvents,
    ToGroups,
    ToGuestList,
    ToImport,
    ToKiosks,
    ToOrganizers,
    ToPasses,
    ToPeople,
    ToPerson,
    ToReports,
    ToSettings,
    ToToday,
)
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.desk.shell.routing import OpenPage, Routes, SidebarEntry
from kiosk.ui.desk.today.page import TodayPage
from kiosk.wording.language.catalogue import N_


def open_destination(  # noqa: C901, PLR0911, PLR0912 -- one case a page
    destination: Destination, open_page: OpenPage
) -> Page:
    """Opens the page of a destination and returns it."""
    match destination:
        case ToToday():
            return open_page(TodayPage, destination)
        case ToEvents():
            return open_page(EventsPage, destination)
        case ToGroups():
            return open_page(GroupsPage, destination, under=ToEvents)
        case ToEvent():
            return open_page(LivePage, destination, under=ToEvents)
        case ToGuestList():
            return open_page(GuestListPage, destination, under=ToEvents)
        case ToPeople():
            return open_page(PeoplePage, destination)
        case ToPerson():
            return open_page(PersonPage, destination, under=ToPeople)
        case ToPasses():
            return open_page(PrintPage, destination, under=ToPeople)
        case ToImport():
            return open_page(ImportPage, destination, under=ToPeople)
        case ToKiosks():
            return open_page(KiosksPage, destination)
        case ToReports():
            return open_page(ReportsPage, destination)
        case ToChanges():
            return open_page(ChangesPage, destination)
        case ToOrganizers():
            return open_page(OrganizersPage, destination)
        case ToSettings():
            return open_page(SettingsPage, destination)
        case _:
            assert_never(destination)


ROUTES = Routes(
    sidebar=(
        SidebarEntry(N_("Today"), ToToday()),
        SidebarEntry(N_("Events"), ToEvents()),
        SidebarEntry(N_("People & passes"), ToPeople()),
        SidebarEntry(N_("Kiosks"), ToKiosks(), count_calls_for_help),
        SidebarEntry(N_("Reports"), ToReports()),
        SidebarEntry(N_("Changes"), ToChanges()),
        SidebarEntry(N_("Organizers"), ToOrganizers()),
        SidebarEntry(N_("Settings"), ToSettings()),
    ),
    open=open_destination,
)
