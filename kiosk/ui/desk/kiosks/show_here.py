"""Shows a kiosk on this machine, for an event that is chosen first."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox

from kiosk.domain.event_list import EventFilter, EventLine, When
from kiosk.services.database import Database
from kiosk.services.events.lists import list_event_page
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.events.event_sheets import new_event
from kiosk.ui.desk.shell.kiosk_launch import closing, show_kiosk
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import label
from kiosk.ui.widgets.sheet import Sheet
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import in_a_row, sentences
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.times.instants import when_words

_CHOICES = 50
_LONGEST_TITLE = 60


def show_kiosk_here(page: Page) -> None:
    """Asks for the event of a kiosk and shows the kiosk on this machine.

    Args:
        page: The page from which it is shown.
    """
    context, now = page.context, page.context.clock()

    def ask(database: Database) -> tuple[EventLine, ...]:
        return list_event_page(database, EventFilter(when=When.UPCOMING), now=now, limit=_CHOICES).rows

    context.work.ask(ask, success=lambda lines: _choose(page, lines), failure=page.fail, asker=page)


def _choose(page: Page, lines: Sequence[EventLine]) -> None:
    context = page.context
    if not lines:
        context.show_message(
            _("There is no event that a kiosk could show. Make one first."),
            Tone.WARY,
            _("New event"),
            lambda: new_event(page, context, lambda event: show_kiosk(page, context, event)),
        )
        return
    zone, now = context.settings.zone, context.clock()
    form = Form()
    choice = QComboBox()
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(30)
    for line in lines:
        title = shortened(line.event.title, _LONGEST_TITLE)
        choice.addItem(in_a_row(title, when_words(line.event, zone, now)))
    form.add("event", _("&Event"), choice)
    sheet = Sheet(page, _("Show a kiosk on this machine"), verb=_("Show kiosk"))
    words = sentences(_("It covers the whole screen until staff close it."), closing())
    sheet.body.addWidget(form)
    sheet.body.addWidget(label(words, "soft", wraps=True))
    sheet.body.addStretch(1)

    def start() -> None:
        sheet.close()
        show_kiosk(page, context, lines[choice.currentIndex()].event)

    sheet.confirmed.connect(start)
    choice.setFocus()
    sheet.open()
