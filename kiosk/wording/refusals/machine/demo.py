"""Refusals to fill a database with the demo, in words."""

from datetime import timedelta
from typing import assert_never

from kiosk.domain.refusals.machine.demo import (
    CheckInsNotSent,
    DatabaseNotEmpty,
    DemoEventDeleted,
    DemoRefusal,
    KiosksNotOpen,
    RehearsalNeedsServer,
)
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _, ngettext
from kiosk.wording.language.durations import duration
from kiosk.wording.language.numbers import number


def demo_refusal(reason: DemoRefusal, audience: Audience) -> str:
    """Explains why the demo cannot be shown from this database."""
    match reason:
        case DatabaseNotEmpty() if audience is Audience.TECHNICIAN:
            return _(
                "This database holds people or events already, and a demo never mixes with them."
                " Point KIOSK_DATABASE_URL at an empty one."
            )
        case DatabaseNotEmpty():
            return _(
                "This database holds people or events already, and a demo never mixes with them."
                " Create an event of your own instead."
            )
        case DemoEventDeleted():
            return _("This demo's event was deleted. Start over with an empty database.")
        case RehearsalNeedsServer():
            return _(
                "A rehearsal needs an empty PostgreSQL database: doors of an SQLite file need no network."
            )
        case KiosksNotOpen(seconds):
            return ngettext(
                "Not every kiosk opened within {count} second. The log says why.",
                "Not every kiosk opened within {count} seconds. The log says why.",
                seconds,
            ).format(count=number(seconds))
        case CheckInsNotSent(waiting, seconds):
            return ngettext(
                "{count} check-in still waits for the database after {time}. The log says why.",
                "{count} check-ins still wait for the database after {time}. The log says why.",
                waiting,
            ).format(count=number(waiting), time=duration(timedelta(seconds=seconds)))
        case _:
            assert_never(reason)
