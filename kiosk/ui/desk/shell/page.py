"""The base of the desk's pages: a title, a row of buttons, and contents."""

from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.news import News, Topic
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.desk.shell.destinations import Destination
from kiosk.ui.widgets.parts import ElidedLabel
from kiosk.ui.widgets.style import GAP

D_contra = TypeVar("D_contra", bound=Destination, contravariant=True)


class Page(QWidget):
    """A page of the desk. It is made at the first visit and kept.

    While it is shown, it is refreshed after every change of its contents, by any program.

    Attributes:
        shows: The topics of its contents.
        look_milliseconds: The interval of refreshes without such changes; see ChangeFeed.
        context: The session.
        title: Its title line.
        subtitle: The soft line below it.
        tools: The row of buttons at the title's right.
        body: The layout of its contents.
    """

    shows: frozenset[Topic] = frozenset()
    look_milliseconds = 0

    def __init__(self, context: DeskContext, title: str, subtitle: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.context = context
        self.title = ElidedLabel(title, "title")
        self.subtitle = ElidedLabel(subtitle, "soft")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(GAP // 2)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addLayout(self.tools)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP * 2, GAP * 3 // 2, GAP * 2, GAP * 3 // 2)
        whole.setSpacing(GAP)
        whole.addLayout(head)
        whole.addLayout(self.body, 1)
        self.subtitle.setVisible(bool(subtitle))  # before it has a parent it would be a window of its own

    def concerns(self, news: News) -> bool:
        """Returns True when its contents may have changed."""
        return bool(self.shows) if news.topic is None else news.topic in self.shows

    def refresh(self) -> None:
        """Reads the contents again; keeps the selection, typed text and scroll position."""

    def left(self) -> None:
        """Pauses the page; called when another page is shown."""

    def closed(self) -> None:
        """Ends all work of this page; called at the end of the session."""

    def head(self, title: str, subtitle: str = "") -> None:
        """Changes the title and the subtitle."""
        self.title.show_text(title)
        self.subtitle.show_text(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def fail(self, error: Exception) -> None:
        """Shows a fault across the window."""
        self.context.show_message(sentence(error), Tone.BAD)


class RoutedPage(Page, Generic[D_contra]):
    """A page that one type of destination leads to."""

    def entered(self, destination: D_contra) -> None:
        """Reads the contents; called when the page is shown.

        Args:
            destination: The destination, with the subject to show.
        """
