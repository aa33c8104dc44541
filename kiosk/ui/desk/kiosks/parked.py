"""The section of the check-ins that the server rejected, each with what an organizer can do about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, SignalInstance

from kiosk.domain.check_in.parked import ParkedCheckIn
from kiosk.ui.desk.kiosks.section import RowsSection, SectionRow
from kiosk.ui.widgets.parts import button
from kiosk.wording.desk import parked as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.safe_text import isolated


class ParkedSection(RowsSection):
    """Rejected check-ins that nobody has handled.

    Signals:
        recorded: Somebody pressed "Record anyway"; the check-in.
        set_aside: Somebody pressed "Set aside"; the check-in.
    """

    recorded = Signal(object)
    set_aside = Signal(object)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._shown: tuple[object, ...] = ()

    def show_parked(
        self, parked: Sequence[ParkedCheckIn], count: int, names: Mapping[str, str], now: datetime
    ) -> None:
        """Shows rejected check-ins.

        Args:
            parked: The oldest ones.
            count: How many there are in all.
            names: The names of kiosks for organizers, by their own names.
            now: The present instant.
        """
        shown = (tuple(parked), count, tuple(names.items()), now.astimezone(self._zone).date())
        if shown == self._shown:
            return
        self._shown = shown
        self.heading.setText(words.parked_heading(count))
        self.hint.show_text(words.parked_hint(count, len(parked)))
        rows = [self._row(each, names, now) for each in parked]
        self.replace_rows(rows, (_("Guest"), _("At which door"), _("Why")))

    def _row(self, parked: ParkedCheckIn, names: Mapping[str, str], now: datetime) -> SectionRow:
        name = isolated(words.who(parked))
        aside = button(
            _("Set aside"), lambda: act(self.set_aside), name=_("{name}: set aside").format(name=name)
        )
        record = button(
            _("Record anyway"),
            lambda: act(self.recorded),
            name=_("{name}: record anyway").format(name=name),
        )
        buttons = (aside, record) if parked.may_be_recorded else (aside,)

        def act(signal: SignalInstance) -> None:
            for each in buttons:
                each.setEnabled(False)
            self._shown = ()  # if it fails, the next reading shows the buttons again
            signal.emit(parked)

        cells = (
            (words.who(parked), words.event_of(parked)),
            (words.at_door(parked, names, self._zone, now), words.was_shown(parked)),
            (words.why(parked), words.what_helps(parked)),
        )
        return SectionRow(cells, buttons)
