"""The types with which `kiosk/ui/desk/routes.py` describes the sidebar and the page of each destination."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kiosk.services.database import Database
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination
from kiosk.ui.desk.shell.page import Page, RoutedPage

D = TypeVar("D", bound=Destination)


@dataclass(frozen=True, slots=True)
class SidebarEntry:
    """A button in the sidebar.

    Attributes:
        title: The label, not translated yet.
        destination: The destination that the button leads to.
        count: Returns the number of things there that need a person, for a badge; None for no badge.
    """

    title: str
    destination: Destination
    count: Callable[[Database], int] | None = None


class OpenPage(Protocol):
    """Shows a page with a destination that it accepts."""

    def __call__(
        self,
        make: Callable[[DeskContext], RoutedPage[D]],
        destination: D,
        *,
        under: type[Destination] | None = None,
    ) -> Page:
        """Shows the page and returns it.

        Args:
            make: Makes the page, at the first visit.
            destination: The destination.
            under: The sidebar's destination that is marked while the page is shown; None for its own.
        """


@dataclass(frozen=True, slots=True)
class Routes:
    """The pages of a desk.

    Attributes:
        sidebar: The entries of the sidebar, in its order; a session starts with the first.
        open: Opens the page of a destination.
    """

    sidebar: tuple[SidebarEntry, ...]
    open: Callable[[Destination, OpenPage], Page]
