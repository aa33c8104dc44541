"""The columns of the table of kiosks."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kiosk import __version__
from kiosk.domain.check_in.kiosk import KioskCamera, KioskPresence
from kiosk.domain.check_in.link import CLOCK_SHOWS_AT_DOOR, CLOCK_WARNS_STAFF
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.paging import Column
from kiosk.ui.widgets.style import colours_of
from kiosk.wording.desk import kiosks as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.numbers import number

CAMERA = 6
"""The number of the camera's column, which is shown only while a kiosk reports its camera."""


def kiosk_columns(context: DeskContext, page: QWidget) -> tuple[Column[KioskPresence], ...]:
    """Returns the columns.

    Args:
        context: The session.
        page: The page, for its colours.
    """
    zone, clock = context.settings.zone, context.clock

    def coloured(tone_of: Callable[[KioskPresence], Tone | None]) -> Callable[[KioskPresence], str]:
        def colour(kiosk: KioskPresence) -> str:
            tone = tone_of(kiosk)
            return "" if tone is None else str(getattr(colours_of(page), tone.value).ink)

        return colour

    return (
        Column(
            _("Door"),
            lambda each: each.shown_name,
            width=3,
            characters=10,
            is_strong=True,
            below=words.door_below,
        ),
        Column(_("State"), words.state, width=0, characters=10, tone=_state_tone),
        Column(_("Event"), words.event, width=4, characters=7, below=words.event_below),
        Column(_("Checked in here"), words.checked_in_here, width=2, characters=12, is_figure=True),
        Column(
            _("Waiting"),
            lambda each: number(each.waiting),
            width=0,
            characters=10,
            is_figure=True,
            below=lambda each: words.oldest_waiting(each, zone, clock()),
            colour=coloured(lambda each: Tone.BAD if each.needs_help else None),
        ),
        Column(
            _("Clock"),
            words.clock_difference,
            width=0,
            characters=8,
            is_figure=True,
            below=words.clock_direction,
            colour=coloured(_clock_tone),
        ),
        Column(
            _("Camera"),
            words.camera,
            width=1,
            characters=8,
            colour=coloured(lambda each: Tone.BAD if each.camera is KioskCamera.LOST else None),
        ),
        Column(
            _("Version"),
            words.version,
            width=0,
            characters=6,
            below=words.version_below,
            colour=coloured(_version_tone),
        ),
    )


def _state_tone(kiosk: KioskPresence) -> Tone:
    if kiosk.is_online:
        return Tone.GOOD
    return Tone.BAD if kiosk.needs_help else Tone.QUIET


def _version_tone(kiosk: KioskPresence) -> Tone | None:
    if kiosk.needs_update:
        return Tone.BAD
    return Tone.WARY if kiosk.runs_older_than(__version__) else None


def _clock_tone(kiosk: KioskPresence) -> Tone | None:
    if kiosk.clock_error > CLOCK_SHOWS_AT_DOOR:
        return Tone.BAD
    return Tone.WARY if kiosk.clock_error > CLOCK_WARNS_STAFF else None
