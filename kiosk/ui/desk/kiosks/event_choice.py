"""Chooses the event of a kiosk: of one that is shown on this machine, and of one that is moved."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from kiosk.domain.check_in.kiosk import KioskPresence
from kiosk.domain.event import Event
from kiosk.domain.event_list import EventFilter, EventLine, When
from kiosk.services.database import Database
from kiosk.services.events.lists import list_event_page
from kiosk.services.live.kiosks import move_kiosk
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.events.event_sheets import new_event
from kiosk.ui.desk.shell.kiosk_launch import closing, show_kiosk
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.desk.kiosks import move_hint, moved, stays
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.safe_text import isolated, shortened
from kiosk.wording.times.instants import when_words

_CHOICES = 50
_LONGEST_TITLE = 60


class EventChoice(Sheet):
    """Asks for an event."""

    def __init__(self, page: Page, lines: Sequence[EventLine], heading: str, verb: str, hint: str) -> None:
        """Builds the sheet.

        Args:
            page: The page.
            lines: The events; at least one.
            heading: The question.
            verb: The words of its main button.
            hint: Explains what happens.
        """
        super().__init__(page, heading, verb=verb)
        zone, now = page.context.settings.zone, page.context.clock()
        self._lines = lines
        self.choice = QComboBox()
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(30)
        for line in lines:
            title = shortened(line.event.title, _LONGEST_TITLE)
            self.choice.addItem(in_a_row(title, when_words(line.event, zone, now)))
        form = Form()
        form.add("event", _("&Event"), self.choice)
        self.body.addWidget(form)
        self.body.addWidget(label(hint, "soft", wraps=True))
        self.body.addStretch(1)
        self.choice.setFocus()

    def event_chosen(self) -> Event:
        """Returns the chosen event."""
        return self._lines[self.choice.currentIndex()].event


def show_kiosk_here(page: Page) -> None:
    """Asks for the event of a kiosk and shows the kiosk on this machine.

    Args:
        page: The page from which it is shown.
    """
    context = page.context

    def choose(lines: Sequence[EventLine]) -> None:
        if not lines:
            context.show_message(
                _("There is no event that a kiosk could show. Make one first."),
                Tone.WARY,
                _("New event"),
                lambda: new_event(page, context, lambda event: show_kiosk(page, context, event)),
            )
            return
        hint = sentences(_("It covers the whole screen until staff close it."), closing())
        sheet = EventChoice(page, lines, _("Show a kiosk on this machine"), _("Show kiosk"), hint)

        def start() -> None:
            sheet.close()
            show_kiosk(page, context, sheet.event_chosen())

        sheet.confirmed.connect(start)
        sheet.open()

    _ask_for_events(page, choose)


def move_to_another_event(page: Page, kiosk: KioskPresence) -> None:
    """Asks for another event of a kiosk, and moves the kiosk to it.

    Args:
        page: The page from which it is moved.
        kiosk: The kiosk.
    """
    context = page.context

    def choose(lines: Sequence[EventLine]) -> None:
        if not lines:
            context.show_message(_("There is no other event. Make one first."), Tone.WARY)
            return
        heading = _("Move {name} to another event").format(name=isolated(kiosk.shown_name))
        sheet = EventChoice(page, lines, heading, pgettext("a kiosk", "Move"), move_hint())
        sheet.confirmed.connect(lambda: _move(page, sheet, kiosk))
        sheet.open()

    shown = kiosk.event_id if kiosk.moves_to is None else None  # a move that waits can be taken back
    _ask_for_events(page, choose, without=shown)


def _move(page: Page, sheet: EventChoice, kiosk: KioskPresence) -> None:
    context, event = page.context, sheet.event_chosen()

    def end(is_moving: bool) -> None:  # noqa: FBT001 -- the service's answer
        sheet.close()
        context.show_success(moved(kiosk, event.title) if is_moving else stays(kiosk, event.title))
        page.refresh()

    sheet.set_busy(_("Saving…"))
    context.work.ask(
        lambda database: move_kiosk(database, kiosk.id, event.id), success=end, failure=page.fail, asker=sheet
    )


def _ask_for_events(
    page: Page, choose: Callable[[Sequence[EventLine]], None], without: UUID | None = None
) -> None:
    now = page.context.clock()

    def ask(database: Database) -> tuple[EventLine, ...]:
        lines = list_event_page(database, EventFilter(when=When.UPCOMING), now=now, limit=_CHOICES).rows
        return tuple(each for each in lines if each.event.id != without)

    page.context.work.ask(ask, success=choose, failure=page.fail, asker=page)
