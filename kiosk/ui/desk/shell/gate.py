"""A gate: what stands in the place of the whole desk until somebody may enter."""

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
        body: Where the card's contents go, below its heading.

    Signals:
        passed: Somebody may enter: who, the place they go to ("" for the first), and what it is to show.
        kiosk_wanted: Who passed wants the kiosk of this event on the screen.
    """

    passed = Signal(object, str, object)
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
        self.sentence.setVisible(bool(sentence))  # earlier it would be a window of its own
        self.card.body.addSpacing(GAP // 2)
        self.card.body.addLayout(self.body)
        inside = QWidget()
        middle = QVBoxLayout(inside)
        middle.addStretch(1)
        middle.addLayout(row(None, self.card, None))  # an alignment would forget that words wrap
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll_area(inside))

    def head(self, heading: str, sentence: str = "") -> None:
        """Says another thing above."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
