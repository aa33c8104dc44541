"""The requests to a person in front of a camera."""

from dataclasses import dataclass
from typing import assert_never

from kiosk.scanning.messages import Advice
from kiosk.wording.language.catalogue import _


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request to a person in front of a camera.

    Attributes:
        title: The few large words.
        line: The details; may be empty.
    """

    title: str
    line: str = ""


def advice_prompt(advice: Advice) -> Prompt:
    """Returns advice for a person who holds up something that cannot be read."""
    match advice:
        case Advice.CLOSER:
            return Prompt(_("A little closer, please"))
        case Advice.FURTHER:
            return Prompt(_("A little further away, please"))
        case Advice.HOLD_STILL:
            return Prompt(_("Hold it still for a moment"))
        case Advice.TILT:
            return Prompt(_("Tilt it a little"), _("A light is reflected in it"))
        case Advice.BRIGHTER:
            return Prompt(_("Make your screen brighter"))
        case Advice.TOO_DARK:
            return Prompt(_("It is too dark here to read it"), _("Type your code or tap Walk-in"))
        case _:
            assert_never(advice)
