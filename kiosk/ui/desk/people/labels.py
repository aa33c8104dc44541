"""What the pages of people say of passes."""

from zoneinfo import ZoneInfo

from kiosk.domain.person import PersonState
from kiosk.ui.common.theme import Tone
from kiosk.wording.catalogue import _, pgettext
from kiosk.wording.instants import day_words


def pass_words(state: PersonState, zone: ZoneInfo) -> str:
    """Returns what a list says of somebody's pass: since when they hold it, or why there is none."""
    if state.pass_issued_at is not None:
        return day_words(state.pass_issued_at, zone)
    return pgettext("state of a pass", "revoked") if state.had_pass else pgettext("a pass in a list", "none")


def pass_state(state: PersonState, zone: ZoneInfo) -> str:
    """Returns what is said of a pass by itself."""
    if state.pass_issued_at is not None:
        return _("works since {day}").format(day=day_words(state.pass_issued_at, zone))
    return pgettext("state of a pass", "revoked") if state.had_pass else _("no pass")


def pass_tone(state: PersonState) -> Tone:
    """Returns the tone of a pass's state."""
    if state.pass_issued_at is not None:
        return Tone.GOOD
    return Tone.BAD if state.had_pass else Tone.QUIET
