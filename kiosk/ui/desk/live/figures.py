"""The figures on the live page."""

from enum import Enum, auto
from typing import assert_never

from kiosk.services.live.live import LiveView
from kiosk.wording.desk.live import online, registered
from kiosk.wording.language.catalogue import _, pgettext
from kiosk.wording.language.numbers import number


class LiveFigure(Enum):
    """A number above the lists."""

    CHECKED_IN = auto()
    REGISTERED = auto()
    WALK_INS = auto()
    REFUSED = auto()
    KIOSKS_ONLINE = auto()

    @property
    def share(self) -> int:
        """Returns its card's share of the width."""
        return 3 if self is LiveFigure.REGISTERED else 2


def figure_name(figure: LiveFigure) -> str:
    """Returns the name of a figure."""
    match figure:
        case LiveFigure.CHECKED_IN:
            return _("Checked in")
        case LiveFigure.REGISTERED:
            return pgettext("people", "Registered")
        case LiveFigure.WALK_INS:
            return _("Walk-ins")
        case LiveFigure.REFUSED:
            return pgettext("people", "Refused")
        case LiveFigure.KIOSKS_ONLINE:
            return _("Kiosks online")
        case _:
            assert_never(figure)


def figure_of(view: LiveView, figure: LiveFigure) -> str:
    """Returns the current value of a figure."""
    match figure:
        case LiveFigure.CHECKED_IN:
            return number(view.counts.checked_in)
        case LiveFigure.REGISTERED:
            return registered(view.counts)
        case LiveFigure.WALK_INS:
            return number(view.counts.walk_ins)
        case LiveFigure.REFUSED:
            return number(view.counts.refused)
        case LiveFigure.KIOSKS_ONLINE:
            return online(view.kiosks)
        case _:
            assert_never(figure)
