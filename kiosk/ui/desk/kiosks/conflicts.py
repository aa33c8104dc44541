"""The sections below the kiosks: passes that two doors let in, and events with more people than places."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from kiosk.domain.check_in.conflict import DoubleEntry, OverbookedEvent
from kiosk.ui.desk.kiosks.section import RowsSection, SectionRow
from kiosk.ui.widgets.parts import button
from kiosk.wording.desk import double_entries as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


class DoubleEntriesSection(RowsSection):
    """Passes with which two doors let somebody in.

    Signals:
        settled: Somebody pressed "One person, done"; the double entry.
    """

    settled = Signal(object)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._shown: tuple[object, ...] = ()

    def show_entries(
        self, entries: Sequence[DoubleEntry], count: int, names: Mapping[str, str], now: datetime
    ) -> None:
        """Shows double entries.

        Args:
            entries: The newest ones.
            count: How many there are in all.
            names: The names of kiosks for organizers, by their own names.
            now: The present instant.
        """
        shown = (tuple(entries), count, tuple(names.items()), now.astimezone(self._zone).date())
        if shown == self._shown:
            return
        self._shown = shown
        self.heading.setText(words.double_entries_heading(count))
        self.hint.show_text(words.double_entries_hint(count, len(entries)))
        rows = [self._row(each, names, now) for each in entries]
        self.replace_rows(rows, (_("Guest"), _("One door"), _("Another door")))

    def _row(self, entry: DoubleEntry, names: Mapping[str, str], now: datetime) -> SectionRow:
        guest = words.guest(entry)
        done = button(
            _("One person, done"),
            lambda: self._settle(done, entry),
            name=_("{name}: one person, done").format(name=isolated(guest)),
        )
        cells = (
            (guest, entry.event_title),
            (words.counted(entry, names, self._zone, now), words.counted_below(entry)),
            (words.again(entry, names, self._zone, now), words.again_below(entry)),
        )
        return SectionRow(cells, (done,))

    def _settle(self, done: QPushButton, entry: DoubleEntry) -> None:
        done.setEnabled(False)
        self._shown = ()  # if it fails, the next reading shows the button again
        self.settled.emit(entry)


class OverbookedSection(RowsSection):
    """Events with more people than places.

    Signals:
        opened: Somebody wants to see an event; its id.
    """

    opened = Signal(UUID)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[OverbookedEvent, ...] = ()

    def show_events(self, overbooked: Sequence[OverbookedEvent]) -> None:
        """Shows overbooked events."""
        if tuple(overbooked) == self._shown:
            return
        self._shown = tuple(overbooked)
        self.heading.setText(words.overbooked_heading(len(overbooked)))
        self.hint.show_text(words.overbooked_hint())
        self.replace_rows([self._row(each) for each in overbooked])

    def _row(self, overbooked: OverbookedEvent) -> SectionRow:
        open_button = button(
            _("Open event"),
            lambda: self.opened.emit(overbooked.event_id),
            name=_("Open {title}").format(title=isolated(overbooked.title)),
        )
        cells = ((overbooked.title, overbooked.code), (words.overbooked_words(overbooked), ""))
        return SectionRow(cells, (open_button,))
