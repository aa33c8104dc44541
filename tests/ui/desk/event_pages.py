"""Helpers that read and choose on the pages of events."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLabel, QWidget

from kiosk.domain.people.person import Person, Role
from kiosk.services.accounts.sharing import share_group
from kiosk.services.people import people
from kiosk.ui.desk.events.event_form import EventForm
from kiosk.ui.desk.events.page import EventsPage
from kiosk.ui.widgets.sheet import Sheet
from tests.services.world import World
from tests.ui.desk.evening import Seat, olga

BUCHAREST = ZoneInfo("Europe/Bucharest")


def titles(page: EventsPage) -> list[str]:
    return [line.event.title for line in page.table.model.rows()]


def form_of(sheet: Sheet) -> EventForm:
    form = sheet.findChild(EventForm)
    assert isinstance(form, EventForm)
    return form


def choose(seat: Seat, page: EventsPage, code: str = "WS001") -> None:
    rows = page.table.model.rows()
    page.table.choose(next(number for number, line in enumerate(rows) if line.event.code == code))
    seat.settle()


def igor(world: World) -> Person:
    """Adds another organizer, with whom the group is shared."""
    with world.store.write() as transaction:
        his = transaction.people.add(
            name="Igor", email="igor@example.org", password_hash=people.NO_PASSWORD, role=Role.EO
        )
        (group,) = transaction.groups.by_name("Autumn series")
    share_group(world.store.acting_for(olga(world)), group.id, "igor@example.org")
    return Person(his, "Igor", "igor@example.org", Role.EO)


def labels(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)
