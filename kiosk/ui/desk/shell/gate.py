"""A gate, which is shown in place of the desk until somebody may enter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.widgets.parts import Card, label, row
from kiosk.ui.widgets.scroll_area import scroll_area
from kiosk.ui.widgets.style import GAP

_WIDTH = 460


class GateCard(QWidget):
    """A card in the middle of the window.

    Attributes:
        card: The card.
        body: The layout of the card's contents, below its heading.

    Signals:
        passed: Somebody may enter; with the person, and the first destination or None for the usual one.
        kiosk_wanted: The person who passed wants to show the kiosk of this event.
    """

    passed = Signal(object, object)
    kiosk_wanted = Signal(object)

    def __init__(self, heading: str, sentence: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.card = Card(margin=GAP * 2)
        self.card.setFixedWidth(_WIDTH)
        self.heading = label(heading, "title", wraps=True)
        self.sentence = label(sentence, "soft", wraps=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP // 2)
        for each in (self.heading, self.sentence):
            self.card.body.addWidget(each)
        self.sentence.setVisible(bool(sentence))  # before it has a parent it would be a window of its own
        self.card.body.addSpacing(GAP // 2)
        self.card.body.addLayout(self.body)
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.addStretch(1)
        middle.addLayout(row(None, self.card, None))  # an alignment would ignore that the text wraps
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll_area(inside))

    def head(self, heading: str, sentence: str = "") -> None:
        """Changes the heading."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
