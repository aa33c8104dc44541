"""The first page: today's events, which one click opens or closes, and the next events."""

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.event import Event, EventState
from kiosk.domain.event_list import EventLine
from kiosk.domain.news import Topic
from kiosk.services.events.events import set_event_state
from kiosk.services.events.lists import Today, view_today
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.events.event_sheets import new_event
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvent, ToEvents, ToToday
from kiosk.ui.desk.shell.kiosk_launch import show_kiosk
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.desk.shell.times import admission_words
from kiosk.ui.widgets.parts import Card, ElidedLabel, EmptyState, Pill, Rank, button, empty_layout, label, row
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk.events import came, event_made, switched
from kiosk.wording.desk.live import code
from kiosk.wording.event_fields import location_words
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.language.numbers import number
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.instants import day_words, when_words

if TYPE_CHECKING:
    from uuid import UUID

_MOST_CARDS = 30
_FIGURE_WIDTH = 130
_LONGEST_TITLE = 80


class TodayPage(RoutedPage[ToToday]):
    """Shows a card for each of today's events, and the events of the next days below."""

    shows = frozenset({Topic.EVENTS, Topic.GROUPS, Topic.SHARES, Topic.CHECK_INS})
    look_milliseconds = 2_000  # an event opens and ends by the clock, without a change in the database

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Today"))
        self.new_button = button(_("&New event"), self._make_event, rank=Rank.MAIN)
        self.tools.addWidget(self.new_button)
        self.cards: dict[UUID, EventCard] = {}
        self._shown: list[object] = []
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setSpacing(GAP)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(scroll_area(inside, by_keyboard=True), 1)

    def entered(self, destination: ToToday) -> None:
        """Reads and shows today's events."""
        del destination
        self._show_day()
        self.refresh()
        self.new_button.setFocus()

    def refresh(self) -> None:
        """Reads today's events again."""
        now, zone = self.context.clock(), self.context.settings.zone
        self.context.work.ask(
            lambda database: view_today(database, now=now, zone=zone),
            success=self._show,
            failure=self._show_fault,
            asker=self,
            instead_of="today",
        )

    def turn(self, event: Event) -> None:
        """Opens a closed event or closes an open one; the notice offers Undo."""
        is_open = event.state is EventState.OPEN
        state = EventState.CLOSED if is_open else EventState.OPEN

        def announce(changed: Event) -> None:
            title = shortened(changed.title, _LONGEST_TITLE)
            self.context.show_message(
                switched(title, state), Tone.GOOD, _("Undo"), partial(self.turn, changed)
            )

        self.context.work.ask(
            lambda database: set_event_state(database, event.id, state),
            success=announce,
            failure=self.fail,
            asker=self,
        )

    def _show_day(self) -> None:
        now, zone = self.context.clock(), self.context.settings.zone
        self.head(_("Today"), in_a_row(day_words(now, zone, now), zone.key))

    def _show(self, today: Today) -> None:
        self._show_day()
        lines = today.on_today[:_MOST_CARDS]
        wanted: list[object] = [line.event.id for line in lines]
        wanted += [("next", line.event, line.event.state) for line in today.next_up]
        wanted.append(len(today.on_today))
        if wanted != self._shown:  # otherwise every refresh would take the focus from a button
            self._shown = wanted
            self._build(today, lines)
        for line in lines:
            self.cards[line.event.id].show_line(line)

    def _build(self, today: Today, lines: tuple[EventLine, ...]) -> None:
        kept = self.cards
        for line in lines:
            if line.event.id in kept:  # the card stays, because one of its buttons may have the focus
                self._list.removeWidget(kept[line.event.id])
        empty_layout(self._list)
        self.cards = {line.event.id: kept.get(line.event.id) or EventCard(self) for line in lines}
        for card in self.cards.values():
            self._list.addWidget(card)
        more = len(today.on_today) - len(lines)
        if more > 0:
            go = button(_more(more), lambda: self.context.go(ToEvents()), rank=Rank.LINK)
            self._list.addLayout(row(go, None))
        if not lines:
            make = button(_("New event"), self._make_event, rank=Rank.MAIN)
            words = (_("Nothing is on today"), _("Make an event, and its door can open."))
            self._list.addWidget(EmptyState(*words, make), 1)
        if today.next_up:
            self._list.addWidget(label(_("Next"), "heading"))
            for line in today.next_up:
                self._list.addWidget(self._next(line))
        if lines:
            self._list.addStretch(1)
        buttons = [each for card in self.cards.values() for each in card.buttons]
        for before, after in pairwise(buttons):  # kept cards are older than the cards above them
            QWidget.setTabOrder(before, after)

    def _next(self, line: EventLine) -> Card:
        event = line.event
        card = Card()
        card.body.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        title = ElidedLabel(event.title, "field")
        when = label(when_words(event, self.context.settings.zone, self.context.clock()), "soft")
        show = button(
            _("Show"),
            partial(self.context.go, ToEvent(event.id)),
            rank=Rank.LINK,
            name=_("Show {event}").format(event=event.title),
        )
        line_row = row(title, when, show, spacing=GAP)
        line_row.setStretch(0, 1)
        card.body.addLayout(line_row)
        return card

    def _show_fault(self, error: Exception) -> None:
        if not self._shown:
            self._shown = [None]
            empty_layout(self._list)
            again = button(_("Try again"), self.refresh)
            self._list.addWidget(EmptyState(_("Today cannot be read"), sentence(error), again), 1)
        else:
            self.fail(error)

    def _make_event(self) -> None:
        new_event(self, self.context, self._announce_made)

    def _announce_made(self, event: Event) -> None:
        self.context.show_message(
            event_made(shortened(event.title, _LONGEST_TITLE), event.code),
            Tone.GOOD,
            _("Show kiosk"),
            partial(show_kiosk, self, self.context, event),
        )


class EventCard(Card):
    """The card of one of today's events."""

    def __init__(self, page: TodayPage) -> None:
        super().__init__()
        self._page = page
        self._event: Event | None = None
        self.title = ElidedLabel("", "heading")
        self.when = ElidedLabel("", "soft")
        self.pill = Pill()
        self.came = label("", "figure")
        self.came_words = label(_("checked in"), "soft")
        for each in (self.came, self.came_words):
            each.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.came.setMinimumWidth(_FIGURE_WIDTH)
        self.show_button = button(_("Show event"), self._show)
        self.kiosk_button = button(_("Show kiosk"), self._show_kiosk)
        self.turn_button = button("", self._turn)
        self.buttons = (self.show_button, self.kiosk_button, self.turn_button)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.when)
        words.addStretch(1)
        figure = QVBoxLayout()
        figure.setSpacing(0)
        figure.addWidget(self.came)
        figure.addWidget(self.came_words)
        top = row(words, spacing=GAP)
        top.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(figure)
        self.body.addLayout(top)
        self.body.addLayout(row(*self.buttons, None))

    def show_line(self, line: EventLine) -> None:
        """Shows the present state of the event."""
        event, context = line.event, self._page.context
        self._event = event
        zone, now = context.settings.zone, context.clock()
        self.title.show_text(event.title)
        self.when.show_text(
            in_a_row(when_words(event, zone, now), location_words(event), event.group_name, code(event))
        )
        self.pill.show_state(*admission_words(event, zone, now))
        who_came = came(line.check_ins, event.capacity)
        self.came.setText(who_came)
        is_open = event.state is EventState.OPEN
        short = shortened(event.title, _LONGEST_TITLE)
        self.turn_button.setText(_("Close check-in") if is_open else _("Open check-in"))
        turn = _("Close check-in of {event}") if is_open else _("Open check-in of {event}")
        self.turn_button.setAccessibleName(turn.format(event=short))
        self.show_button.setAccessibleName(_("Show event {event}").format(event=short))
        self.kiosk_button.setAccessibleName(_("Show kiosk of {event}").format(event=short))
        self.setAccessibleName(_("{event}: {count} checked in").format(event=short, count=who_came))

    def _show(self) -> None:
        if self._event is not None:
            self._page.context.go(ToEvent(self._event.id))

    def _show_kiosk(self) -> None:
        if self._event is not None:
            show_kiosk(self._page, self._page.context, self._event)

    def _turn(self) -> None:
        if self._event is not None:
            self._page.turn(self._event)


def _more(events: int) -> str:
    text = ngettext("{count} more today: all events", "{count} more today: all events", events)
    return text.format(count=number(events))
