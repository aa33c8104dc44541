"""Scenes of a door with a database of its own, whose link with the centre works or does not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from kiosk.domain.check_in.door import DoorStatus
from kiosk.domain.check_in.link import LinkStatus
from kiosk.scanning.messages import Preview
from kiosk.ui.door.window import DoorWindow
from tests.ui.door.examples import ALL_WRONG, BEHIND, NOW, OFFLINE, ONLINE, OUTDATED, SAVED_HERE


def linked_screens(view: DoorStatus, picture: Preview) -> Iterator[tuple[str, Callable[[DoorWindow], None]]]:
    """Yields each picture's name with the act that prepares an idle window for it.

    Args:
        view: The event without a link.
        picture: The camera's picture.
    """

    def idle(link: LinkStatus) -> Callable[[DoorWindow], None]:
        def act(window: DoorWindow) -> None:
            window.show_view(replace(view, link=link), NOW)
            window.show_preview(picture)

        return act

    def saved(name: str | None) -> Callable[[DoorWindow], None]:
        def act(window: DoorWindow) -> None:
            window.show_view(replace(view, link=OFFLINE), NOW)
            window.show_answer(replace(SAVED_HERE, name=name))

        return act

    yield "saved-here", saved("Zoë Müller")
    yield "saved-here-walk-in", saved(None)
    yield "saved-here-long-name", saved(("Maria del Carmen " * 15)[:255])
    yield "saved-here-arabic", saved("سارة حداد")
    yield "idle-online", idle(ONLINE)
    yield "idle-online-waiting", idle(BEHIND)
    yield "idle-online-rejected", idle(replace(ONLINE, rejected=2))
    yield "idle-online-first-list", idle(replace(ONLINE, roster_at=None, stored_share=0.42))
    yield "idle-offline", idle(OFFLINE)
    yield "idle-offline-all-wrong", idle(ALL_WRONG)
    yield "idle-update-needed", idle(OUTDATED)
    yield "idle-clock-slow", idle(replace(ONLINE, clock_offset=timedelta(hours=2)))
