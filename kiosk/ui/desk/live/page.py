"""The live page of one event: its figures, its arrivals as they come, and corrections."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kiosk.domain.errors import Refused
from kiosk.domain.event import Event, EventState
from kiosk.domain.news import News, Topic
from kiosk.domain.report import ReportKind, ReportRequest
from kiosk.services.events.events import set_event_state
from kiosk.services.live.live import LiveView, view_event
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.live.chart import ArrivalsChart
from kiosk.ui.desk.live.figures import LiveFigure, figure_name, figure_of
from kiosk.ui.desk.live.lists_card import ListsCard
from kiosk.ui.desk.reports.export import ExportSubject, export_button
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvent, ToEvents, ToGuestList
from kiosk.ui.desk.shell.kiosk_launch import show_kiosk
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.desk.shell.times import admission_words
from kiosk.ui.widgets.parts import Card, ElidedLabel, EmptyState, Pill, Rank, StatCard, button, kind, label
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk.live import curve_heading, subtitle
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated

if TYPE_CHECKING:
    from uuid import UUID

_CHART_SHARE = 0.36
_NARROW = 900
_HIGHEST_CHART = 360


class LivePage(RoutedPage[ToEvent]):
    """One event while people arrive."""

    shows = frozenset(
        {Topic.EVENTS, Topic.GROUPS, Topic.CHECK_INS, Topic.SCANS, Topic.GUEST_LISTS, Topic.PEOPLE}
    )
    look_milliseconds = 2_000  # kiosks report every few seconds; those reports alone need no refresh

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, "…")
        self._event_id: UUID | None = None
        self._view: LiveView | None = None
        self._is_asking = False
        self._is_stale = False
        self.pill = Pill()
        self.export_button = export_button(context, self._subject)
        self.guests_button = button(_("&Guests"), self._show_guests, name=_("Guest list"))
        self.kiosk_button = button(_("Show &kiosk"), self._show_kiosk)
        self.state_button = button("", self._turn_switch)
        self._of_event = (
            self.pill,
            self.guests_button,
            self.export_button,
            self.kiosk_button,
            self.state_button,
        )
        for each in self._of_event:
            self.tools.addWidget(each)
        self.figures = {each: StatCard(figure_name(each)) for each in LiveFigure}
        self.card = ListsCard(context)
        self.card.corrected.connect(self.refresh)
        self.chart = ArrivalsChart(context.settings.zone)
        self._chart_heading = ElidedLabel(curve_heading(None), "soft")
        self._fault = label("", "error", wraps=True)
        self._fault.hide()
        self._gone = EmptyState(_("This event cannot be shown"), "", button(_("Events"), self._go_to_events))
        self._layers = QStackedWidget()
        self._layers.addWidget(self._whole())
        self._layers.addWidget(self._gone)
        self.body.addWidget(
            self.subtitle
        )  # below the buttons too, because they take much of the head in a small window
        self.body.addWidget(self._layers, 1)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._find)

    def entered(self, destination: ToEvent) -> None:
        """Shows the event."""
        if destination.event_id != self._event_id:
            self._event_id, self._view = destination.event_id, None
            self._is_asking = False
            self.head("…")
        self._layers.setCurrentIndex(0)
        self.refresh()
        self.card.search.setFocus()

    def concerns(self, news: News) -> bool:
        """Returns True when this event or its check-ins may have changed."""
        return self._event_id is not None and super().concerns(news) and news.concerns(self._event_id)

    def refresh(self) -> None:
        """Updates everything; while a query is running, updates again after its answer."""
        if self._event_id is None:
            return
        if self._is_asking:
            self._is_stale = True
            return
        self._is_asking, self._is_stale = True, False
        event_id, zone = self._event_id, self.context.settings.zone
        self.context.work.ask(
            lambda database: view_event(database, event_id, zone=zone),
            success=self._show,
            failure=self._fail,
            asker=self,
            instead_of="view",
        )
        if self._view is not None:
            self.card.refresh()

    def fault(self) -> str:
        """Returns why the page is not up to date, or ""."""
        return "" if self._fault.isHidden() else self._fault.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the chart its share of the width."""
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        share = _CHART_SHARE * (0.75 if is_narrow else 1)
        self.figures[LiveFigure.REFUSED].setVisible(not is_narrow)  # its tab shows it too
        self._chart_card.setFixedWidth(round((self.width() - 4 * GAP) * share))

    def _whole(self) -> QWidget:
        made = QWidget()
        figures = QHBoxLayout()
        figures.setSpacing(GAP)
        for each, card in self.figures.items():
            figures.addWidget(card, each.share)
        self._chart_card = Card()
        self._chart_card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._chart_card.body.addWidget(self._chart_heading)
        self.chart.setMaximumHeight(_HIGHEST_CHART)
        self._chart_card.body.addWidget(self.chart, 1)
        self._chart_card.body.addStretch()
        below = QHBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(self.card, 1)
        below.addWidget(self._chart_card)
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._fault)
        box.addLayout(figures)
        box.addLayout(below, 1)
        return made

    def _show(self, view: LiveView) -> None:
        is_other = self._view is None
        self._view = view
        self._fault.hide()
        now, zone = self.context.clock(), self.context.settings.zone
        self.head(view.event.title, subtitle(view.event, zone, now))
        self.pill.show_state(*admission_words(view.event, zone, now))
        self._show_switch(view.event)
        for each, card in self.figures.items():
            card.show_figure(figure_of(view, each))
        self.chart.show_curve(view.curve)
        self._chart_heading.show_text(curve_heading(view.curve))
        self.card.show_view(view, is_other=is_other)
        self._answered()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._show_gone(sentence(error))
        else:
            self._fault.setText(_("Not up to date: {reason}").format(reason=sentence(error)))
            self._fault.show()
        self._is_stale = False
        self._answered()

    def _answered(self) -> None:
        self._is_asking = False
        if self._is_stale:
            self.refresh()

    def _show_gone(self, why: str) -> None:
        self._event_id = self._view = None
        self.head(_("Event"))
        self._gone.explain(_("This event cannot be shown"), why)
        for each in self._of_event:
            each.hide()
        self._layers.setCurrentWidget(self._gone)

    def _show_switch(self, event: Event) -> None:
        is_open = event.state is EventState.OPEN
        words = _("&Close event") if is_open else _("&Open event")
        if words != self.state_button.text():
            self.state_button.setText(words)
            self.state_button.setAccessibleName(words.replace("&", ""))
            kind(self.state_button, str(Rank.DANGER if is_open else Rank.MAIN))
        for each in self._of_event:
            each.show()

    def _turn_switch(self) -> None:
        if self._view is not None:
            is_open = self._view.event.state is EventState.OPEN
            self._set_state(self._view.event, EventState.CLOSED if is_open else EventState.OPEN)

    def _set_state(self, event: Event, state: EventState) -> None:
        self.state_button.setEnabled(False)
        self.context.work.ask(
            lambda database: set_event_state(database, event.code, state),
            success=self._announce_switch,
            failure=self._fail_to_turn,
            asker=self,
        )

    def _announce_switch(self, event: Event) -> None:
        self.state_button.setEnabled(True)
        is_open = event.state is EventState.OPEN
        before = EventState.CLOSED if is_open else EventState.OPEN
        self.context.show_message(
            _switched(event),
            Tone.GOOD if is_open else Tone.WARY,
            _("Undo"),
            lambda: self._set_state(event, before),
        )
        self.refresh()

    def _fail_to_turn(self, error: Exception) -> None:
        self.state_button.setEnabled(True)
        self.fail(error)
        self.refresh()

    def _find(self) -> None:
        self.card.search.setFocus()
        self.card.search.selectAll()

    def _subject(self) -> ExportSubject | None:
        if self._view is None:
            return None
        event = self._view.event
        return ExportSubject(ReportRequest(ReportKind.EVENT, event.id), event.title)

    def _show_guests(self) -> None:
        if self._view is not None:
            self.context.go(ToGuestList(self._view.event))

    def _show_kiosk(self) -> None:
        if self._view is not None:
            show_kiosk(self, self.context, self._view.event)

    def _go_to_events(self) -> None:
        self.context.go(ToEvents())


def _switched(event: Event) -> str:
    title = isolated(event.title)
    if event.state is EventState.OPEN:
        return _("{event} is open again.").format(event=title)
    return _("{event} is closed: its doors take nobody in.").format(event=title)
