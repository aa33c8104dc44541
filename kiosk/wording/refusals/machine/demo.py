"""Refusals to fill a database with the demo, in words."""

from typing import assert_never

from kiosk.domain.refusals.machine.demo import DatabaseNotEmpty, DemoEventDeleted, DemoRefusal
from kiosk.wording.language.audience import Audience
from kiosk.wording.language.catalogue import _


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
        case _:
            assert_never(reason)
