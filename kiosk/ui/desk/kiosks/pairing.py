"""The sheet that pairs a new kiosk: a QR, and the same as text, which work once and for five minutes."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from kiosk.domain.errors import Refused
from kiosk.domain.event_list import EventFilter, EventLine, When
from kiosk.domain.fields import Field
from kiosk.domain.pairing import VALID_FOR, KioskLogin, PairingOffer, new_kiosk_role
from kiosk.domain.refusals.machine.pairing import PairingNeedsAdministrator
from kiosk.qr import QUIET_ZONE, qr_modules
from kiosk.services.database import Database
from kiosk.services.events.lists import list_event_page
from kiosk.services.live.pairing import change_offer, end_offer, find_claim, offer_pairing
from kiosk.ui.common.qr import module_size, qr_picture
from kiosk.ui.common.sentences import sentence
from kiosk.ui.common.theme import Tone
from kiosk.ui.desk.shell.page import Page
from kiosk.ui.widgets.form import Form
from kiosk.ui.widgets.parts import Pill, button, label, row
from kiosk.ui.widgets.sheet import Sheet
from kiosk.ui.widgets.style import GAP
from kiosk.wording.desk import pairing as words
from kiosk.wording.language.catalogue import _
from kiosk.wording.language.joined import in_a_row
from kiosk.wording.language.safe_text import shortened
from kiosk.wording.refusals.machine.pairing import administrator_lines

if TYPE_CHECKING:
    from datetime import datetime

_WIDTH = 860
_PICTURE = 330
"""The side of the QR with its margin, in pixels."""

_LOOK_MS = 1000
_SETTLE_MS = 400
_CHOICES = 50
_LONGEST_TITLE = 60
_TEXT_LINES = 4


class PairingSheet(Sheet):
    """Shows a code until a kiosk has claimed its login, or the code is over."""

    def __init__(self, page: Page) -> None:
        width = min(_WIDTH, page.window().width() - 4 * GAP)
        super().__init__(page, _("Pair a kiosk"), verb=_("&New code"), width=width, cancel=_("Close"))
        self._page = page
        self._context = page.context
        self._offer: PairingOffer | None = None
        self._over_at: datetime | None = None
        self._events: tuple[EventLine, ...] = ()
        self._sent: tuple[str, int] = ("", 0)
        self.state = Pill(_("Making a code…"), Tone.QUIET)
        self.left = label("", "field")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Time left"))
        self.picture = QLabel()
        self.picture.setFixedSize(_PICTURE, _PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.form = Form({Field.KIOSK_NAME: "name"})
        self.name = self.form.add_line("name", _("Name of the &door"), "")
        self.name.setPlaceholderText(_("the name of the computer"))
        self.event_choice = QComboBox()
        self.event_choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.form.add("event", _("&It shows"), self.event_choice)
        self.text = _selectable()
        self.copy_button = button(_("&Copy"), self._copy)
        self.server = label("", "soft", wraps=True)
        self.message = label("", wraps=True)
        self._both = QWidget()
        self._lay_out()
        self._settling = _timer(self, _SETTLE_MS, self._send_changes, is_single=True)
        self._looking = _timer(self, _LOOK_MS, self._look)
        self.name.textChanged.connect(lambda _text: self._settling.start())
        self.event_choice.activated.connect(lambda _index: self._settling.start())
        self.confirmed.connect(self._renew)
        self.finished.connect(lambda _result: self._leave())
        self._context.work.ask(
            self._upcoming, success=self._begin, failure=self.show_fault, asker=self, instead_of="events"
        )

    @property
    def offer(self) -> PairingOffer | None:
        """Returns what the sheet shows, or None while no code is valid."""
        return self._offer

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.picture)
        left.addLayout(row(label(_("For one kiosk, once"), "soft"), None, self.left))
        left.addWidget(self.bar)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(GAP // 2)
        right.addWidget(self.form)
        steps = QGridLayout()
        steps.setColumnStretch(1, 1)
        for number, text in enumerate(words.steps()):
            steps.addWidget(label(f"{number + 1}", "field"), number, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(label(text, wraps=True), number, 1)
        right.addLayout(steps)
        typed = label(_("No camera? Type this there, or send it:"), "soft")
        right.addLayout(row(typed, None, self.copy_button))
        right.addWidget(self.text)
        right.addWidget(self.server)
        right.addStretch(1)
        both = row(spacing=GAP * 3 // 2)
        both.addLayout(left)
        both.addLayout(right, 1)
        self._both.setLayout(both)
        self.body.addWidget(self.message)
        self.body.addWidget(self._both)
        self.foot.insertWidget(0, self.state)
        self.message.hide()

    def _upcoming(self, database: Database) -> tuple[EventLine, ...]:
        now = self._context.clock()
        return list_event_page(database, EventFilter(when=When.UPCOMING), now=now, limit=_CHOICES).rows

    def _begin(self, lines: tuple[EventLine, ...]) -> None:
        self._events = lines
        for line in lines:
            title = shortened(line.event.title, _LONGEST_TITLE)
            self.event_choice.addItem(in_a_row(title, line.event.code))
        self.event_choice.addItem(_("An event that is chosen there"))
        self._make()

    def _make(self) -> None:
        self.main_button.setDisabled(True)
        name, event_id = self._chosen()
        self._sent = (name, self.event_choice.currentIndex())
        self._context.work.ask(
            lambda database: offer_pairing(database, name, event_id),
            success=self.show_offer,
            failure=self.show_fault,
            asker=self,
        )

    def show_offer(self, offer: PairingOffer) -> None:
        """Shows a code, and waits for the kiosk that claims its login."""
        self._both.show()
        self.main_button.show()
        self._offer = offer
        self._over_at = self._context.clock() + VALID_FOR
        text = offer.text.as_text()
        ratio = self.devicePixelRatioF()
        module = module_size(len(qr_modules(text)), int(_PICTURE * ratio), QUIET_ZONE)
        picture = qr_picture(text, module)
        picture.setDevicePixelRatio(ratio)
        self.picture.setPixmap(picture)
        self.picture.setAccessibleName(_("QR that pairs a kiosk"))
        self.text.setPlainText(text)
        self.copy_button.setEnabled(True)
        self.server.setText(words.server_words(offer.text, is_for_this_machine=offer.is_for_this_machine))
        self.state.show_state(_("Waiting for the kiosk…"), Tone.QUIET)
        self.message.hide()
        self.main_button.setEnabled(True)
        self.bar.setRange(0, round(VALID_FOR.total_seconds()))
        self._looking.start()
        self._show_time()

    def _look(self) -> None:
        offer = self._offer
        if offer is None:
            return
        self._show_time()
        self._context.work.ask(
            lambda database: find_claim(database, offer.id),
            success=lambda login: None if login is None else self._show_paired(login),
            failure=lambda _error: None,  # the next look asks again
            asker=self,
            instead_of="claim",
        )
        if self._over_at is not None and self._context.clock() >= self._over_at:
            self._show_over()

    def _show_time(self) -> None:
        if self._over_at is not None:
            left = self._over_at - self._context.clock()
            self.left.setText(words.time_left(left))
            self.bar.setValue(max(0, round(left.total_seconds())))

    def _show_paired(self, login: KioskLogin) -> None:
        self._end_code()
        self.state.show_state(_("Paired"), Tone.GOOD)
        self._both.hide()
        self._explain(words.paired(login))
        self.main_button.hide()
        self.cancel_button.setText(_("Done"))
        self.cancel_button.setFocus()
        self._page.refresh()

    def _show_over(self) -> None:
        offer = self._offer
        self._end_code()
        self.state.show_state(_("This code is over"), Tone.WARY)
        if offer is not None:
            self._end(offer)

    def _end_code(self) -> None:
        self._offer = self._over_at = None
        self._looking.stop()
        self._settling.stop()
        self.picture.clear()
        self.text.setPlainText("")
        self.copy_button.setEnabled(False)
        self.left.setText("")
        self.bar.setValue(0)

    def _renew(self) -> None:
        offer = self._offer
        self._end_code()
        self.state.show_state(_("Making a code…"), Tone.QUIET)
        if offer is not None:
            self._end(offer)
        self._make()

    def _leave(self) -> None:
        offer, self._offer = self._offer, None
        self._looking.stop()
        if offer is not None:
            self._end(offer)

    def _end(self, offer: PairingOffer) -> None:
        self._context.work.ask(
            lambda database: end_offer(database, offer.id),
            success=lambda _login: None,
            failure=lambda _error: None,  # the server ends the login by itself, and the next code cleans up
            asker=self._page,
        )

    def _send_changes(self) -> None:
        offer, (name, event_id) = self._offer, self._chosen()
        chosen = (name, self.event_choice.currentIndex())
        if offer is None or chosen == self._sent:
            return
        self._sent = chosen
        self._context.work.ask(
            lambda database: change_offer(database, offer.id, name, event_id),
            success=lambda _nothing: self.form.show_errors({}),
            failure=self.form.show_fault,
            asker=self,
        )

    def _chosen(self) -> tuple[str, UUID | None]:
        index = self.event_choice.currentIndex()
        event_id = self._events[index].event.id if 0 <= index < len(self._events) else None
        return self.name.text(), event_id

    def show_fault(self, error: Exception) -> None:
        """Shows why there is no code, and what the server's administrator can do."""
        self._end_code()
        self.main_button.setEnabled(True)
        self._both.hide()
        self.state.show_state(_("No code"), Tone.WARY)
        if isinstance(error, Refused) and isinstance(error.reason, PairingNeedsAdministrator):
            lines = _selectable()
            lines.setPlainText("\n".join(administrator_lines(error.reason, new_kiosk_role())))
            lines.setAccessibleName(_("For the server's administrator"))
            self.body.insertWidget(1, label(_("For the server's administrator:"), "soft"))
            self.body.insertWidget(2, lines)
        self._explain(sentence(error))
        self.main_button.hide()
        self.cancel_button.setFocus()

    def _explain(self, text: str) -> None:
        self.message.setText(text)
        self.message.show()
        self.body.addStretch(1)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _selectable() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    made.setAccessibleName(_("The code as text"))
    made.setFixedHeight(made.fontMetrics().lineSpacing() * _TEXT_LINES + 2 * GAP)
    return made


def _timer(parent: QWidget, interval: int, act: Callable[[], None], *, is_single: bool = False) -> QTimer:
    made = QTimer(parent)
    made.setInterval(interval)
    made.setSingleShot(is_single)
    made.timeout.connect(act)
    return made
