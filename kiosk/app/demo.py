"""The demo: a kiosk on a made-up organisation, with passes to print."""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from kiosk.app.door import CROWD, Showing, run_door
from kiosk.app.stores import opened_database
from kiosk.domain.clock import utc_now
from kiosk.domain.errors import Refused, StorageUnfit
from kiosk.domain.people.passes import printed_token
from kiosk.scanning.source import parse_source
from kiosk.settings import Settings, data_dir
from kiosk.wording.faults import fault
from kiosk.wording.language.audience import Audience

if TYPE_CHECKING:
    from kiosk.domain.event import Event

DEMO_DATABASE = "demo.sqlite"
DEMO_SHEET = "demo-passes.pdf"
_DEMO_SHEET_PASSES = 6

_log = logging.getLogger(__name__)


def run_demo(settings: Settings, showing: Showing, print_line: Callable[[str], None]) -> dict[str, int]:
    """Shows the kiosk of a demo event, with its own database, which is made if it does not exist.

    Args:
        settings: Every option; its database is replaced by the demo's.
        showing: How to show it.
        print_line: Prints a line for the person who started it.

    Returns:
        How many scans had each outcome.

    Raises:
        Refused: There is no screen, the camera is unknown, or this machine's staff PIN cannot be read.
    """
    from kiosk.ui.common.screen import check_screen

    check_screen()
    if showing.camera != CROWD:
        parse_source(showing.camera)
    path = data_dir() / DEMO_DATABASE
    settings = settings.model_copy(update={"database_url": SecretStr(f"sqlite:///{path}")})
    prepare_demo(settings)
    sheet = data_dir() / DEMO_SHEET
    print_line(f"The demo's database: {path}")
    print_line(f"Passes to print, or to show on a phone: {sheet}")
    print_line("No camera at hand? `kiosk demo --camera crowd` rehearses with a simulated crowd.")
    pin = _pin_for_this_run()
    print_line(
        "To close it: Ctrl+Q, then this machine's staff PIN."
        if pin is None
        else f"To close it: Ctrl+Q, then the PIN {pin}, which holds for this run only. `kiosk pin` sets one"
        " that stays."
    )
    from kiosk.services.demo.demo import DEMO_EVENT_CODE

    showing = replace(showing, pin=pin)
    return run_door(settings, DEMO_EVENT_CODE, showing, once_shown=partial(_write_demo_sheet, sheet))


def _pin_for_this_run() -> str | None:
    """Returns a random PIN, unless one is set on this machine."""
    from kiosk.services.accounts.staff_pin import random_pin, staff_pin

    return None if staff_pin().is_set() else random_pin()


def prepare_demo(settings: Settings) -> "Event":
    """Upgrades the configured database to the program's revision and fills it with the demo.

    Raises:
        Refused: It holds people or events that are not the demo's.
        StorageUnavailable, StorageUnfit: It cannot be used.
    """
    from kiosk.services.demo.demo import seed_demo

    with opened_database(settings, is_fit=False) as database:
        try:
            database.check_revision()
        except StorageUnfit:
            database.upgrade()
        return seed_demo(database, now=utc_now(), check_in_url=settings.check_in_url)


def _write_demo_sheet(path: Path) -> None:
    from kiosk.atomic_file import atomic_file
    from kiosk.services.demo.demo import DEMO_EVENT_CODE, DEMO_TITLE, demo_passes
    from kiosk.ui.paper.badge import Badge
    from kiosk.ui.paper.document import write_badges
    from kiosk.ui.paper.layouts import LAYOUTS

    if path.exists():
        return
    *others, revoked = demo_passes()
    badges = [
        Badge(each.name, each.token, printed_token(each.token), DEMO_TITLE)
        for each in others[:_DEMO_SHEET_PASSES]
    ]
    badges.append(
        Badge(revoked.name, revoked.token, printed_token(revoked.token), DEMO_TITLE, "revoked: is refused")
    )
    badges.append(
        Badge(
            "Walk-in", DEMO_EVENT_CODE, DEMO_EVENT_CODE, DEMO_TITLE, "the event's own code, as on the screen"
        )
    )
    try:
        with atomic_file(path) as half:
            write_badges(
                half, "Kiosk demo: passes to hold up to the camera", LAYOUTS[0], badges, lambda _: None
            )
    except Refused as refusal:
        _log.warning("the demo's sheet of passes was not written: %s", fault(refusal, Audience.TECHNICIAN))
