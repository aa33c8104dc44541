"""What the pages of people say of passes and counts."""

from zoneinfo import ZoneInfo

from kiosk.domain.person import PersonState
from kiosk.ui.widgets.parts import Tone
from kiosk.wording.instants import day_words
from kiosk.wording.safe_text import isolated, shortened

_LONGEST_NAME = 60


def pass_words(state: PersonState, zone: ZoneInfo) -> str:
    """What a list says of somebody's pass: since when they hold it, or why there is none."""
    if state.pass_issued_at is not None:
        return day_words(state.pass_issued_at, zone)
    return "revoked" if state.had_pass else "none"


def pass_state(state: PersonState, zone: ZoneInfo) -> str:
    """The same by itself."""
    if state.pass_issued_at is not None:
        return f"works since {day_words(state.pass_issued_at, zone)}"
    return "revoked" if state.had_pass else "no pass"


def pass_tone(state: PersonState) -> Tone:
    """In which colour."""
    if state.pass_issued_at is not None:
        return Tone.GOOD
    return Tone.BAD if state.had_pass else Tone.QUIET


def counted(number: int, one: str, many: str = "") -> str:
    """`1 person`, `2,000 people`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def named(name: str) -> str:
    """Somebody's name as it stands in a sentence."""
    return isolated(shortened(name, _LONGEST_NAME))
