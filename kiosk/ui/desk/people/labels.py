"""Texts and tones of passes for the pages of people."""

from zoneinfo import ZoneInfo

from kiosk.domain.people.person import PersonState
from kiosk.ui.common.theme import Tone
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.times.instants import day_words


def pass_words(state: PersonState, zone: ZoneInfo) -> str:
    """Returns the state of a person's pass for a list: the day of its issue, or why there is none."""
    if state.pass_issued_at is not None:
        return day_words(state.pass_issued_at, zone)
    return pgettext("state of a pass", "revoked") if state.had_pass else pgettext("a pass in a list", "none")


def pass_state(state: PersonState, zone: ZoneInfo) -> str:
    """Returns the state of a person's pass for a label of its own."""
    if state.pass_issued_at is not None:
        return _("works since {day}").format(day=day_words(state.pass_issued_at, zone))
    return pgettext("state of a pass", "revoked") if state.had_pass else _("no pass")


def pass_tone(state: PersonState) -> Tone:
    """Returns the tone of a pass's state."""
    if state.pass_issued_at is not None:
        return Tone.GOOD
    return Tone.BAD if state.had_pass else Tone.QUIET
