"""The page of kiosks: the doors of today, those that need somebody, and the conflicts of cut-off doors."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kiosk.domain.check_in.conflict import DoubleEntry
from kiosk.domain.check_in.kiosk import KioskCamera, KioskPresence
from kiosk.domain.check_in.parked import ParkedCheckIn
from kiosk.domain.check_in.scan import Answer
from kiosk.domain.news import Topic
from kiosk.domain.page import ListPage
from kiosk.services.check_in.parked import record_rejected, set_aside
from kiosk.services.database import Database
from kiosk.services.live.double_entries import DoorsView, settle_double_entry, view_doors
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.kiosks.columns import CAMERA, kiosk_columns
from kiosk.ui.desk.kiosks.conflicts import DoubleEntriesSection, OverbookedSection
from kiosk.ui.desk.kiosks.event_choice import move_to_another_event, show_kiosk_here
from kiosk.ui.desk.kiosks.logins import LoginsSection, pair_button
from kiosk.ui.desk.kiosks.parked import ParkedSection
from kiosk.ui.desk.kiosks.sheets import RenameSheet, ask_to_forget
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import ToEvent, ToKiosks
from kiosk.ui.desk.shell.page import RoutedPage
from kiosk.ui.widgets.parts import Card, ElidedLabel, EmptyState, Rank, button, kind, label, row
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP
from kiosk.ui.widgets.table import PagedTable
from kiosk.ui.widgets.two_lines import TWO_LINES_HEIGHT
from kiosk.wording.desk import double_entries, kiosks
from kiosk.wording.desk import parked as words_of_parked
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import paragraphs

_MOST_EXPLAINED = 3
_WIDE = 1000  # logical pixels of the page, from which there is room for a column of cameras


class KiosksPage(RoutedPage[ToKiosks]):
    """Lists the kiosks of today, trouble first, and below them the conflicts that an organizer settles."""

    shows = frozenset({Topic.KIOSKS, Topic.EVENTS, Topic.SHARES, Topic.SCANS, Topic.CHECK_INS})
    look_milliseconds = 2_000  # a kiosk counts as silent by the clock, without a change in the database

    def __init__(self, context: DeskContext) -> None:
        super().__init__(context, _("Kiosks"), _("A kiosk that runs says so every few seconds."))
        self._zone = context.settings.zone
        self._view: DoorsView | None = None
        self._absent: tuple[KioskPresence, ...] = ()
        self.rename_button = button(_("&Rename…"), self._rename)
        self.move_button = button(_("&Move to…"), self._move)
        self.forget_button = button(_("&Forget…"), lambda: ask_to_forget(self, self.table.chosen_rows()))
        self.show_button = button(_("&Show kiosk here…"), lambda: show_kiosk_here(self), rank=Rank.MAIN)
        self.pair_button = pair_button(self)
        for each in (
            self.forget_button,
            self.move_button,
            self.rename_button,
            self.pair_button,
            self.show_button,
        ):
            self.tools.addWidget(each)
        self.trouble = label("", wraps=True)
        self._trouble_frame = QFrame()
        kind(self._trouble_frame, "notice", tone=Tone.BAD)
        framed = QVBoxLayout(self._trouble_frame)
        framed.setContentsMargins(GAP, GAP * 3 // 4, GAP, GAP * 3 // 4)
        framed.addWidget(self.trouble)
        self._empty = EmptyState(
            _("No kiosk has been seen yet"),
            _("Show one on this machine, or start the program on the machine at the door."),
            button(_("Show kiosk here…"), lambda: show_kiosk_here(self), rank=Rank.MAIN),
        )
        self.table: PagedTable[KioskPresence] = PagedTable(
            _("Kiosks"),
            kiosk_columns(context, self),
            key=lambda each: each.id,
            work=context.work,
            empty=self._empty,
        )
        self.table.show_whole()
        self.table.show_column(CAMERA, is_shown=False)
        self.table.activated.connect(self._show_event)
        self.table.chosen.connect(self._show_chosen)
        self.table.model.loaded.connect(self._show_view)
        self.absent = ElidedLabel("", "soft")
        self.forget_them = button(_("Forget them…"), self._forget_absent, rank=Rank.LINK)
        self._foot = QWidget()
        foot = row(self.absent, self.forget_them, spacing=GAP)
        foot.setContentsMargins(GAP, 4, GAP // 2, 4)
        foot.setStretch(0, 1)
        self._foot.setLayout(foot)
        self.parked = ParkedSection(self._zone)
        self.parked.recorded.connect(self._record_parked)
        self.parked.set_aside.connect(self._set_aside)
        self.double_entries = DoubleEntriesSection(self._zone)
        self.double_entries.settled.connect(self._settle)
        self.overbooked = OverbookedSection()
        self.overbooked.opened.connect(lambda event_id: context.go(ToEvent(event_id)))
        self.logins = LoginsSection(self)
        self._lay_out()

    def entered(self, destination: ToKiosks) -> None:
        """Shows the list."""
        del destination
        self.table.read(self._fetch)
        self.show_button.setFocus()

    def refresh(self) -> None:
        """Reads the list again."""
        self.table.refresh()

    def _lay_out(self) -> None:
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.table)
        card.body.addWidget(self._foot)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for each in (
            self._trouble_frame,
            card,
            self.parked,
            self.double_entries,
            self.overbooked,
            self.logins,
        ):
            box.addWidget(each)
        box.addStretch(1)
        on_choice = (self.rename_button, self.move_button, self.forget_button)
        for hidden in (self._trouble_frame, self._foot, *on_choice):
            hidden.hide()
        self._inside = inside
        self._area = scroll_area(inside)
        self.body.addWidget(self._area, 1)

    def _fetch(self, database: Database, _cursor: None, _rows: int) -> ListPage[KioskPresence, None]:
        # In the database's thread. The page shows the rest of what is read here when the table has its rows.
        view = view_doors(database, self.context.clock())
        self._view = view
        return ListPage(tuple(each for each in view.kiosks if self._is_listed(each)), None)

    def _is_listed(self, kiosk: KioskPresence) -> bool:
        return kiosk.is_of_today(self._zone) or kiosk.needs_help

    def _show_view(self) -> None:
        view = self._view
        if view is None:
            raise AssertionError("the table was read without the page")
        now = self.context.clock()
        listed = self.table.model.rows()
        self._absent = tuple(each for each in view.kiosks if not self._is_listed(each))
        if view.kiosks:
            self.head(_("Kiosks"), kiosks.doors_of_today(listed))
        if self._absent:
            self._empty.explain(
                _("No kiosk has been seen today"),
                _("Show one on this machine, or start the program on the machine at the door."),
            )
            self.absent.show_text(kiosks.not_seen_today(self._absent))
        self._foot.setVisible(bool(self._absent))
        self.table.show_column(CAMERA, is_shown=self._has_room_for_cameras(listed))
        self._show_trouble([each for each in listed if each.needs_help])
        self._show_chosen(self.table.chosen_rows())
        names = {each.name: each.shown_name for each in view.kiosks}
        self.parked.show_parked(view.parked, view.parked_count, names, now)
        self.double_entries.show_entries(view.double_entries, view.double_entry_count, names, now)
        self.overbooked.show_events(view.overbooked)
        self.logins.read()

    def _has_room_for_cameras(self, listed: Sequence[KioskPresence]) -> bool:
        """Returns False on a small screen too, unless a camera is lost: the names need the room."""
        is_any_lost = any(each.camera is KioskCamera.LOST for each in listed)
        return is_any_lost or (self.width() >= _WIDE and any(each.camera is not None for each in listed))

    def _show_trouble(self, troubled: Sequence[KioskPresence]) -> None:
        explained = troubled[:_MOST_EXPLAINED]
        more = len(troubled) - len(explained)
        self.trouble.setText(
            paragraphs(
                *(kiosks.cut_off(each) for each in explained),
                kiosks.more_cut_off(more) if more else "",
            )
        )
        self._trouble_frame.setVisible(bool(troubled))

    def _show_chosen(self, chosen: Sequence[KioskPresence]) -> None:
        self.rename_button.setVisible(bool(chosen))
        self.move_button.setVisible(bool(chosen))
        self.forget_button.setVisible(any(not each.is_of_today(self._zone) for each in chosen))
        if chosen:
            position = self.table.model.position(chosen[0].id) or 0
            top = self.table.mapTo(self._inside, self.table.rect().topLeft()).y()
            self._area.ensureVisible(0, top + (position + 1) * TWO_LINES_HEIGHT, 0, TWO_LINES_HEIGHT)

    def _rename(self) -> None:
        for each in self.table.chosen_rows():
            RenameSheet(self, self.context, each, self.refresh).open()

    def _move(self) -> None:
        for each in self.table.chosen_rows():
            move_to_another_event(self, each)

    def _forget_absent(self) -> None:
        ask_to_forget(self, self._absent)

    def _settle(self, entry: DoubleEntry) -> None:
        self.context.work.ask(
            lambda database: settle_double_entry(database, entry.scan_id),
            success=lambda _nothing: self._end_settling(entry),
            failure=self._fail_settling,
            asker=self,
        )

    def _record_parked(self, parked: ParkedCheckIn) -> None:
        desk, zone = self.context.settings.name, self._zone

        def end(answer: Answer) -> None:
            self.context.show_success(words_of_parked.recorded(parked, answer, zone, self.context.clock()))
            self.refresh()

        self.context.work.ask(
            lambda database: record_rejected(database, parked.id, desk),
            success=end,
            failure=self._fail_settling,
            asker=self,
        )

    def _set_aside(self, parked: ParkedCheckIn) -> None:
        def end(_count: int) -> None:
            self.context.show_success(words_of_parked.set_aside_words(parked))
            self.refresh()

        self.context.work.ask(
            lambda database: set_aside(database, [parked.id]),
            success=end,
            failure=self._fail_settling,
            asker=self,
        )

    def _end_settling(self, entry: DoubleEntry) -> None:
        self.context.show_success(double_entries.settled(entry))
        self.refresh()

    def _fail_settling(self, error: Exception) -> None:
        self.fail(error)
        self.refresh()

    def _show_event(self, kiosk: KioskPresence) -> None:
        if kiosk.event_id is not None and kiosk.event_title is not None:
            self.context.go(ToEvent(kiosk.event_id))
