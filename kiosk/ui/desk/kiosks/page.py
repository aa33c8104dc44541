"""The page of kiosks: their states and events, and a button that shows one on this machine."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from kiosk.domain.check_in.kiosk import KioskPresence
from kiosk.domain.event import Event
from kiosk.domain.event_list import EventFilter, EventLine, When
from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.services.database import Database
from kiosk.services.events.lists import list_event_page
from kiosk.services.live.kiosks import list_kiosks
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.events.event_sheets import new_event
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvent, ToKiosks
from kiosk.ui.desk.shell.kiosk_launch import closing, show_kiosk
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.parts import Card, EmptyState, Rank, button, label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.style import colours_of
from kiosk.ui.widgets.table import PagedTable
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.instants import ago_words, when_words

_CHOICES = 50
_LONGEST_TITLE = 60


class KiosksPage(RoutedPage[ToKiosks]):
    """Lists every kiosk that has ever reported."""

    shows = frozenset({Topic.KIOSKS, Topic.EVENTS, Topic.SHARES})
    look_milliseconds = 2_000  # a kiosk counts as silent by the clock, without a change in the database

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Kiosks"), _("A kiosk that runs says so every few seconds."))
        self.show_button = button(_("&Show kiosk here…"), self.choose_event, rank=Rank.MAIN)
        self.tools.addWidget(self.show_button)
        self.table: PagedTable[KioskPresence] = PagedTable(
            _("Kiosks"),
            (
                Column(_("Kiosk"), lambda each: each.name, width=2, characters=14, is_strong=True),
                Column(_("State"), _state, width=0, characters=10, colour=self._colour),
                Column(_("Event"), _event, width=3, characters=16),
                Column(_("Code"), lambda each: each.event_code or "", width=1, characters=9),
                Column(_("Last seen"), lambda each: ago_words(each.silent_for), width=0, characters=16),
            ),
            key=lambda each: each.name,
            work=context.work,
            empty=EmptyState(
                _("No kiosk has been seen yet"),
                _("Show one on this machine, or start the program on the machine at the door."),
                button(_("Show kiosk here…"), self.choose_event, rank=Rank.MAIN),
            ),
        )
        self.table.activated.connect(self._show_event)
        card = Card(margin=0)
        card.body.addWidget(self.table)
        self.body.addWidget(card, 1)

    def entered(self, destination: ToKiosks) -> None:
        """Shows the list."""
        del destination
        self.table.read(_fetch)
        self.show_button.setFocus()

    def refresh(self) -> None:
        """Reads the list again."""
        self.table.refresh()

    def choose_event(self) -> None:
        """Asks for the event of the kiosk to show here."""
        now = self.context.clock()

        def ask(database: Database) -> tuple[EventLine, ...]:
            return list_event_page(database, EventFilter(when=When.UPCOMING), now=now, limit=_CHOICES).rows

        self.context.work.ask(ask, success=self._show_choices, failure=self.fail, asker=self)

    def _show_choices(self, lines: Sequence[EventLine]) -> None:
        if not lines:
            self.context.show_message(
                _("There is no event that a kiosk could show. Make one first."),
                Tone.WARY,
                _("New event"),
                lambda: new_event(self, self.context, self._start),
            )
            return
        zone, now = self.context.settings.zone, self.context.clock()
        form = Form()
        choice = QComboBox()
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(30)
        for line in lines:
            title = shortened(line.event.title, _LONGEST_TITLE)
            choice.addItem(in_a_row(title, when_words(line.event, zone, now)))
        form.add("event", _("&Event"), choice)
        sheet = Sheet(self, _("Show a kiosk on this machine"), verb=_("Show kiosk"))
        words = sentences(_("It covers the whole screen until staff close it."), closing())
        sheet.body.addWidget(form)
        sheet.body.addWidget(label(words, "soft", wraps=True))
        sheet.body.addStretch(1)

        def start() -> None:
            sheet.close()
            self._start(lines[choice.currentIndex()].event)

        sheet.confirmed.connect(start)
        choice.setFocus()
        sheet.open()

    def _start(self, event: Event) -> None:
        show_kiosk(self, self.context, event)

    def _show_event(self, kiosk: KioskPresence) -> None:
        if kiosk.event_id is not None and kiosk.event_title is not None:
            self.context.go(ToEvent(kiosk.event_id))

    def _colour(self, kiosk: KioskPresence) -> str:
        colours = colours_of(self)
        return (colours.good if kiosk.is_online else colours.quiet).ink


def _fetch(database: Database, _cursor: None, _rows: int) -> ListPage[KioskPresence, None]:
    return ListPage(tuple(list_kiosks(database)), None)


def _state(kiosk: KioskPresence) -> str:
    return _("Online") if kiosk.is_online else _("Offline")


def _event(kiosk: KioskPresence) -> str:
    if kiosk.event_id is None:
        return _("Its event was deleted")
    return kiosk.event_title or _("Another organizer's event")
