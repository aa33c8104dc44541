"""A page of the desk: its title, what can be done on it, and what it shows."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.news import News, Topic
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.context import DeskContext
from kiosk.ui.widgets.parts import ElidedLabel
from kiosk.ui.widgets.style import GAP


class Page(QWidget):
    """A page. It is made when it is first gone to, and stays.

    While it is shown, it is read again whenever something it shows was changed, by whomever.

    Attributes:
        shows: The kinds of things it shows.
        look_milliseconds: How often it is read again without such news; see ChangeFeed.
        context: What it works with.
        title: Its title line.
        subtitle: The soft line below it.
        tools: The row of buttons at the title's right.
        body: Where what it shows goes.
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
        self.subtitle.setVisible(bool(subtitle))  # earlier it would be a window of its own

    def entered(self, subject: object) -> None:
        """It is shown from now on; reads what it shows.

        Args:
            subject: What it is to show, as who went here said; None by the sidebar.
        """

    def concerns(self, news: News) -> bool:
        """Returns True when something it shows may have changed."""
        return bool(self.shows) if news.topic is None else news.topic in self.shows

    def refresh(self) -> None:
        """Reads again what it shows; what is chosen, typed and looked at stays where it is."""

    def left(self) -> None:
        """Another page is shown from now on."""

    def closed(self) -> None:
        """The session ends; whatever runs for this page ends."""

    def head(self, title: str, subtitle: str = "") -> None:
        """Gives it another title."""
        self.title.say(title)
        self.subtitle.say(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def fail(self, error: Exception) -> None:
        """Says a fault across the window."""
        self.context.say(sentence(error), Tone.BAD)
